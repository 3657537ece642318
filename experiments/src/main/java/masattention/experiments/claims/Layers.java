package masattention.experiments.claims;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Published;
import masattention.experiments.Search;
import masattention.experiments.Tilings;
import masattention.experiments.claims.AuditedClaim.Reading;
import masattention.npu.Machines;
import masattention.report.Dataset;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.workload.Network;
import masattention.workload.Networks;

/** The layers that the claims are about, every scheduler at its best tilings on every preset. */
record Layers(Map<Tilings, Points> points) {
  static Layers measure(ExperimentContext context) {
    Set<Search> asked = new LinkedHashSet<>();
    for (String preset : Published.PRESETS) {
      for (Published claim : Published.values()) {
        for (Statistic statistic : Statistic.of(claim).alternatives()) {
          for (Network network : networks(statistic)) {
            Stream.concat(statistic.rivals().stream(), Stream.of(Schedulers.MAS))
                .forEach(s -> asked.add(on(preset, network, statistic).by(s, statistic.tilings())));
          }
        }
      }
    }
    Map<Tilings, Points> points = new EnumMap<>(Tilings.class);
    new TreeMap<>(Dataset.of(asked).by(Search::tilings))
        .forEach(
            (tilings, own) -> {
              String name = "claims, %s tilings".formatted(tilings.words());
              points.put(tilings, new Points(context.search(name, own.rows())));
            });
    return new Layers(points);
  }

  private static Case on(String preset, Network network, Statistic statistic) {
    return Case.of(
        network, Machines.resolve(preset).config().withInterference(statistic.interference()));
  }

  /** The networks that a statistic sums up. */
  static List<Network> networks(Statistic statistic) {
    return statistic.ofUnet()
        ? Networks.builtIn().stream().filter(n -> n.name().startsWith("sd15-unet-")).toList()
        : Networks.coreSet();
  }

  /** A scheduler at its fastest tiling. */
  Point point(String preset, Scheduler scheduler, Network network) {
    return point(preset, scheduler, network, Statistic.LARGEST_SPEEDUP);
  }

  Point point(String preset, Scheduler scheduler, Network network, Statistic statistic) {
    return points.get(statistic.tilings()).get(on(preset, network, statistic), scheduler);
  }

  /** The value of a statistic of mas against a rival. */
  double value(String preset, Scheduler rival, Statistic statistic) {
    return statistic.of(
        Dataset.of(networks(statistic))
            .map(
                network ->
                    new Statistic.Pair(
                        point(preset, rival, network, statistic),
                        point(preset, Schedulers.MAS, network, statistic),
                        network.layers())));
  }

  /** Every reading of a claim, the main one first. */
  List<Reading> readings(Published claim) {
    List<Reading> readings = new ArrayList<>();
    List<String> presets =
        Stream.concat(claim.presets().stream(), Published.PRESETS.stream()).distinct().toList();
    for (Statistic statistic : Statistic.of(claim).alternatives()) {
      for (String preset : presets) {
        for (Scheduler rival : statistic.rivals()) {
          readings.add(
              new Reading(
                  preset,
                  rival,
                  statistic,
                  value(preset, rival, statistic),
                  claim.presets().contains(preset)
                      && CoreSet.FLATS.contains(rival)
                      && statistic.interference().isNone()));
        }
      }
    }
    return readings;
  }
}
