package masattention.experiments.claims;

import java.util.ArrayList;
import java.util.List;
import masattention.experiments.Case;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Search;
import masattention.npu.Machines;
import masattention.schedule.Schedulers;
import masattention.workload.Network;
import masattention.workload.Networks;

/** The layers that the claims are about, every scheduler at its fastest tiling on every preset. */
record Layers(Points points) {

  static Layers measure(ExperimentContext context) {
    List<Search> searches = new ArrayList<>();
    for (String preset : PublishedClaim.PRESETS) {
      for (PublishedClaim claim : PublishedClaim.values()) {
        for (Network network : networks(claim.statistic())) {
          searches.addAll(on(preset, network).by(claim.rivals()));
          searches.add(on(preset, network).by(Schedulers.MAS));
        }
      }
    }
    return new Layers(new Points(context.search("claims", searches.stream().distinct().toList())));
  }

  private static Case on(String preset, Network network) {
    return Case.of(network, Machines.resolve(preset).config());
  }

  /** The networks that a statistic sums up. */
  static List<Network> networks(Statistic statistic) {
    return statistic.ofUnet()
        ? Networks.builtIn().stream().filter(n -> n.name().startsWith("sd15-unet-")).toList()
        : Networks.coreSet();
  }

  Point point(String preset, Schedulers scheduler, Network network) {
    return points.get(on(preset, network), scheduler);
  }

  /** The value of a statistic of mas against a rival. */
  double value(String preset, Schedulers rival, Statistic statistic) {
    return statistic.of(
        networks(statistic).stream()
            .map(
                network ->
                    new Statistic.Pair(
                        point(preset, rival, network),
                        point(preset, Schedulers.MAS, network),
                        network.layers()))
            .toList());
  }

  /** Every reading of a claim, the main one first. */
  List<Reading> readings(PublishedClaim claim) {
    List<Reading> readings = new ArrayList<>();
    List<String> presets = new ArrayList<>(claim.presets());
    PublishedClaim.PRESETS.stream().filter(p -> !presets.contains(p)).forEach(presets::add);
    for (Statistic statistic : claim.statistic().alternatives()) {
      for (String preset : presets) {
        for (Schedulers rival : claim.rivals()) {
          readings.add(
              new Reading(
                  preset,
                  rival,
                  statistic,
                  value(preset, rival, statistic),
                  claim.counts(preset, rival)));
        }
      }
    }
    return readings;
  }
}
