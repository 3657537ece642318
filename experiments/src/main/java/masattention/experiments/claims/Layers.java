package masattention.experiments.claims;

import java.util.ArrayList;
import java.util.List;
import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Published;
import masattention.experiments.Search;
import masattention.experiments.claims.AuditedClaim.Reading;
import masattention.npu.Machines;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.workload.Network;
import masattention.workload.Networks;

/** The layers that the claims are about, every scheduler at its fastest tiling on every preset. */
record Layers(Points points) {

  static Layers measure(ExperimentContext context) {
    List<Search> searches = new ArrayList<>();
    for (String preset : Published.PRESETS) {
      for (Published claim : Published.values()) {
        Statistic statistic = Statistic.of(claim);
        for (Network network : networks(statistic)) {
          searches.addAll(on(preset, network).by(statistic.rivals()));
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

  Point point(String preset, Scheduler scheduler, Network network) {
    return points.get(on(preset, network), scheduler);
  }

  /** The value of a statistic of mas against a rival. */
  double value(String preset, Scheduler rival, Statistic statistic) {
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
  List<Reading> readings(Published claim) {
    List<Reading> readings = new ArrayList<>();
    List<String> presets = new ArrayList<>(claim.presets());
    Published.PRESETS.stream().filter(p -> !presets.contains(p)).forEach(presets::add);
    for (Statistic statistic : Statistic.of(claim).alternatives()) {
      for (String preset : presets) {
        for (Scheduler rival : statistic.rivals()) {
          readings.add(
              new Reading(
                  preset,
                  rival,
                  statistic,
                  value(preset, rival, statistic),
                  claim.presets().contains(preset) && CoreSet.FLATS.contains(rival)));
        }
      }
    }
    return readings;
  }
}
