package masattention.experiments.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import masattention.cost.ScheduleWork;
import masattention.experiments.Case;
import masattention.experiments.Tilings;
import masattention.interpret.energy.Energy;
import masattention.interpret.energy.WorkCounts;
import masattention.npu.NpuConfig;
import masattention.schedule.Leeway;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.search.Objective;
import masattention.search.SearchTask;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.workload.Network;

/**
 * The energy of one scheduler on one network at every point of a list: at the balanced tiling, and
 * the least over all feasible tilings. Each is evaluated at most once, and only if none that is
 * known does no more of any work in no more cycles than it needs at least: at no costs is it the
 * better one.
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
    List<Evaluation> front = front(scheduler, network, machine);
    long fewest = front.stream().mapToLong(Evaluation::cycles).min().orElseThrow();
    List<Evaluation> near =
        front.stream().filter(one -> Tilings.isBalanced(one.cycles(), fewest)).toList();
    List<NpuConfig> machines = points.stream().map(point -> point.machine(machine)).toList();
    return new SpaceEnergy(
        network,
        scheduler,
        machines.stream().map(changed -> least(near, changed)).toList(),
        machines.stream().map(changed -> least(front, changed)).toList());
  }

  /** Those tilings one of which is the best at any costs. */
  private static List<Evaluation> front(Scheduler scheduler, Network network, NpuConfig machine) {
    List<Evaluation> front = new ArrayList<>();
    Case on = Case.of(network, machine);
    for (Tilings tilings : Tilings.values()) {
      tilings.best(on, scheduler, problem -> true).ifPresent(front::add);
    }
    Evaluator evaluator = Evaluator.fast();
    new SearchTask(scheduler, network.shape(), machine, Objective.CYCLES)
        .space()
        .feasible()
        .forEach(
            tiling -> {
              Problem problem = Problem.of(network.shape(), machine, tiling);
              long least = scheduler.lowerBound(problem, Leeway.NONE).orElse(0);
              long[] work = work(ScheduleWork.of(problem, scheduler.prepare(problem)).work());
              if (front.stream().noneMatch(one -> dominates(one, least, work))) {
                front.add(evaluator.evaluate(scheduler, problem));
              }
            });
    return front;
  }

  private static boolean dominates(Evaluation one, long cycles, long[] work) {
    if (one.cycles() > cycles) {
      return false;
    }
    long[] own = work(one.work());
    return IntStream.range(0, own.length).allMatch(i -> own[i] <= work[i]);
  }

  /** What costs energy. */
  private static long[] work(WorkCounts w) {
    return new long[] {
      w.macs(),
      w.adds(),
      w.subs(),
      w.muls(),
      w.maxes(),
      w.exps(),
      w.divs(),
      w.l0ReadBytes(),
      w.l0WriteBytes(),
      w.l1ReadBytes(),
      w.l1WriteBytes(),
      w.dramReadBytes() + w.dramWriteBytes()
    };
  }

  private static double least(List<Evaluation> tilings, NpuConfig machine) {
    return tilings.stream()
        .mapToDouble(one -> Energy.of(one.work(), one.cycles(), machine).totalPicojoules())
        .min()
        .orElseThrow();
  }

  /** The energies at the balanced or at the thriftiest tilings. */
  List<Double> at(Tilings tilings) {
    return tilings == Tilings.BALANCED ? balanced : least;
  }
}
