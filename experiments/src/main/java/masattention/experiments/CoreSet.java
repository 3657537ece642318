package masattention.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import masattention.npu.Machine;
import masattention.npu.Machines;
import masattention.schedule.Schedulers;
import masattention.search.Objective;
import masattention.workload.Network;
import masattention.workload.Networks;

/**
 * The core networks on both main presets, every scheduler at its best tiling: searched once,
 * however many experiments look at them.
 */
public final class CoreSet {
  private static final List<Machine> PRESETS =
      List.of("edge", "davinci").stream().map(Machines::resolve).toList();

  private CoreSet() {}

  /** The two main presets, the default one first. */
  public static List<Machine> presets() {
    return PRESETS;
  }

  /** Every scheduler, from the back of a figure to the front: nothing covers mas. */
  public static List<Schedulers> masOnTop() {
    List<Schedulers> order = new ArrayList<>(List.of(Schedulers.values()));
    order.remove(Schedulers.MAS);
    order.add(Schedulers.MAS);
    return order;
  }

  /** All rows, preset by preset, network by network, scheduler by scheduler. */
  public static List<Measurement> measured(
      ExperimentContext context, String name, Objective objective) {
    List<Callable<Measurement>> tasks = new ArrayList<>();
    for (Machine machine : PRESETS) {
      for (Network network : Networks.coreSet()) {
        for (Schedulers scheduler : Schedulers.values()) {
          tasks.add(() -> measured(network, machine, scheduler, objective));
        }
      }
    }
    return context.inParallel(name, tasks);
  }

  /** One row of a network of which every scheduler has a tiling that fits. */
  public static Measurement measured(
      Network network, Machine machine, Schedulers scheduler, Objective objective) {
    return best(network, machine, scheduler, objective)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No tiling of %s fits %s on %s."
                        .formatted(scheduler.id(), network.name(), machine.name())));
  }

  /** One row of any network; empty when no tiling fits. */
  public static Optional<Measurement> best(
      Network network, Machine machine, Schedulers scheduler, Objective objective) {
    return BestTiling.measured(scheduler, network, machine.config(), objective, 1);
  }
}
