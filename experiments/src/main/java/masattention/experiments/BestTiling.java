package masattention.experiments;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import masattention.npu.NpuConfig;
import masattention.schedule.Schedulers;
import masattention.search.Objective;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.workload.Network;

/** The best tilings that the experiments of one run ask for, each searched once. */
public final class BestTiling {
  private static final Map<Wanted, Optional<Measurement>> FOUND = new ConcurrentHashMap<>();

  private BestTiling() {}

  private record Wanted(
      Schedulers scheduler, Network network, NpuConfig machine, Objective objective) {}

  /** What {@link Simulator#search} answers; empty when no tiling fits. */
  public static Optional<Measurement> measured(
      Schedulers scheduler, Network network, NpuConfig machine, Objective objective, int threads) {
    return FOUND.computeIfAbsent(
        new Wanted(scheduler, network, machine, objective),
        wanted -> new Simulator(network, machine, threads).search(scheduler, objective).optional());
  }
}
