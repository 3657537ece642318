package masattention.experiments.energy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * The energy of one scheduler on one network at every point of a list: at the fastest tiling, and
 * the least over all feasible tilings, which are evaluated once.
 *
 * @param atFastest picojoules in the order of the points
 * @param least picojoules in the order of the points
 */
record SpaceEnergy(
    Network network, Scheduler scheduler, List<Double> atFastest, List<Double> least) {

  SpaceEnergy {
    atFastest = List.copyOf(atFastest);
    least = List.copyOf(least);
  }

  static SpaceEnergy of(
      Network network, Scheduler scheduler, NpuConfig machine, List<? extends Costs> points) {
    SearchTask task = new SearchTask(scheduler, network.shape(), machine, Objective.CYCLES);
    Evaluator evaluator = Evaluator.fast();
    Evaluation fastest = null;
    Map<WorkCounts, Long> cyclesOf = new LinkedHashMap<>();
    for (Tiling tiling : task.space().feasible().toList()) {
      Evaluation evaluation = evaluator.evaluate(scheduler, task.problem(tiling));
      cyclesOf.merge(evaluation.work(), evaluation.cycles(), Math::min);
      if (fastest == null || Objective.CYCLES.order().compare(evaluation, fastest) < 0) {
        fastest = evaluation;
      }
    }
    List<Double> atFastest = new ArrayList<>();
    List<Double> least = new ArrayList<>();
    for (Costs point : points) {
      NpuConfig changed = point.machine(machine);
      atFastest.add(picojoules(fastest.work(), fastest.cycles(), changed));
      least.add(
          cyclesOf.entrySet().stream()
              .map(one -> picojoules(one.getKey(), one.getValue(), changed))
              .min(Comparator.naturalOrder())
              .orElseThrow());
    }
    return new SpaceEnergy(network, scheduler, atFastest, least);
  }

  private static double picojoules(WorkCounts work, long cycles, NpuConfig machine) {
    return Energy.of(work, cycles, machine).totalPicojoules();
  }

  /** The energies at the tilings that are best for an objective, cycles or energy. */
  List<Double> at(Objective objective) {
    return objective == Objective.CYCLES ? atFastest : least;
  }
}
