package masattention.experiments.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import masattention.experiments.BestTiling;
import masattention.experiments.ExperimentContext;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedule.Schedulers;
import masattention.search.Objective;
import masattention.simulator.Measurement;
import masattention.workload.Network;
import masattention.workload.Networks;

/** The layers that the claims are about, every scheduler at its fastest tiling on every preset. */
final class Layers {
  private record Key(String preset, Schedulers scheduler, Network network) {}

  private final Map<Key, Measurement> rows = new LinkedHashMap<>();

  private Layers() {}

  static Layers measure(ExperimentContext context) {
    List<Key> keys = new ArrayList<>();
    for (String preset : PublishedClaim.PRESETS) {
      for (PublishedClaim claim : PublishedClaim.values()) {
        List<Schedulers> schedulers = new ArrayList<>(claim.rivals());
        schedulers.add(Schedulers.MAS);
        for (Network network : networks(claim.statistic())) {
          schedulers.forEach(scheduler -> keys.add(new Key(preset, scheduler, network)));
        }
      }
    }
    List<Key> distinct = keys.stream().distinct().toList();
    List<Callable<Measurement>> tasks = new ArrayList<>();
    distinct.forEach(key -> tasks.add(() -> fastest(key)));
    List<Measurement> found = context.inParallel("claims", tasks);
    Layers layers = new Layers();
    for (int i = 0; i < distinct.size(); i++) {
      layers.rows.put(distinct.get(i), found.get(i));
    }
    return layers;
  }

  private static Measurement fastest(Key key) {
    NpuConfig machine = Machines.resolve(key.preset()).config();
    return BestTiling.measured(key.scheduler(), key.network(), machine, Objective.CYCLES, 1)
        .orElseThrow(() -> new IllegalStateException("Nothing fits for %s.".formatted(key)));
  }

  /** The networks that a statistic sums up. */
  static List<Network> networks(Statistic statistic) {
    return statistic.ofUnet()
        ? Networks.builtIn().stream().filter(n -> n.name().startsWith("sd15-unet-")).toList()
        : Networks.coreSet();
  }

  Measurement row(String preset, Schedulers scheduler, Network network) {
    return rows.get(new Key(preset, scheduler, network));
  }

  /** The layers of a statistic, by a rival and by mas. */
  List<Statistic.Pair> pairs(String preset, Schedulers rival, Statistic statistic) {
    return networks(statistic).stream()
        .map(
            network ->
                new Statistic.Pair(
                    row(preset, rival, network),
                    row(preset, Schedulers.MAS, network),
                    network.layers()))
        .toList();
  }

  /** Every reading of a claim, the main one first. */
  List<Reading> readings(PublishedClaim claim) {
    List<Reading> readings = new ArrayList<>();
    List<String> presets = new ArrayList<>(claim.presets());
    PublishedClaim.PRESETS.stream().filter(p -> !presets.contains(p)).forEach(presets::add);
    for (Statistic statistic : claim.statistic().alternatives()) {
      for (String preset : presets) {
        for (Schedulers rival : claim.rivals()) {
          double value = statistic.of(pairs(preset, rival, statistic));
          readings.add(new Reading(preset, rival, statistic, value, counts(claim, preset, rival)));
        }
      }
    }
    return readings;
  }

  private static boolean counts(PublishedClaim claim, String preset, Schedulers rival) {
    return claim.presets().contains(preset) && PublishedClaim.FLATS.contains(rival);
  }
}
