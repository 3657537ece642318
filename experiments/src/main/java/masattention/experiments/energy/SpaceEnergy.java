package masattention.experiments.energy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import masattention.experiments.Tilings;
import masattention.interpret.energy.Energy;
import masattention.interpret.energy.WorkCounts;
import masattention.npu.NpuConfig;
import masattention.schedule.Scheduler;
import masattention.search.Evaluation;
import masattention.search.Evaluator;
import masattention.search.Objective;
import masattention.search.SearchTask;
import masattention.tiling.Tiling;
import masattention.workload.Network;

/**
 * The energy of one scheduler on one network at every point of a list: at the balanced tiling, and
 * the least over all feasible tilings, which are evaluated once.
 *
 * @param balanced picojoules in the order of the points
 * @param least picojoules in the order of the points
 */
record SpaceEnergy(
    Network network, Scheduler scheduler, List<Double> balanced, List<Double> least) {

  SpaceEnergy {
    balanced = List.copyOf(balanced);
    least = List.copyOf(least);
  }

  static SpaceEnergy of(
      Network network, Scheduler scheduler, NpuConfig machine, List<? extends Costs> points) {
    SearchTask task = new SearchTask(scheduler, network.shape(), machine, Objective.CYCLES);
    Evaluator evaluator = Evaluator.fast();
    Map<WorkCounts, Long> cyclesOf = new LinkedHashMap<>();
    for (Tiling tiling : task.space().feasible().toList()) {
      Evaluation evaluation = evaluator.evaluate(scheduler, task.problem(tiling));
      cyclesOf.merge(evaluation.work(), evaluation.cycles(), Math::min);
    }
    long fewest = Collections.min(cyclesOf.values());
    List<Double> balanced = new ArrayList<>();
    List<Double> least = new ArrayList<>();
    for (Costs point : points) {
      NpuConfig changed = point.machine(machine);
      balanced.add(least(cyclesOf, cycles -> Tilings.isBalanced(cycles, fewest), changed));
      least.add(least(cyclesOf, cycles -> true, changed));
    }
    return new SpaceEnergy(network, scheduler, balanced, least);
  }

  private static double least(
      Map<WorkCounts, Long> cyclesOf, LongPredicate fastEnough, NpuConfig machine) {
    return cyclesOf.entrySet().stream()
        .filter(one -> fastEnough.test(one.getValue()))
        .mapToDouble(one -> Energy.of(one.getKey(), one.getValue(), machine).totalPicojoules())
        .min()
        .orElseThrow();
  }

  /** The energies at the balanced or at the thriftiest tilings. */
  List<Double> at(Tilings tilings) {
    return tilings == Tilings.BALANCED ? balanced : least;
  }
}
