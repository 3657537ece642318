package masattention.search.fast;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import masattention.schedule.Problem;
import masattention.schedule.Schedulers;
import masattention.schedule.Team;

/** The makespan of schedules whose row blocks are alike, in closed steps. */
public final class BlockTiming {
  private static final ThreadLocal<Map<StepOrder, PassSimulation>> SIMULATIONS =
      ThreadLocal.withInitial(BlockTiming::byOrder);

  private BlockTiming() {}

  /** Whether it can time what {@code scheduler} makes of {@code problem}. */
  public static boolean applies(Problem problem, int spilledTiles) {
    return spilledTiles == 0
        && !problem.shape().causal()
        && problem.grid().depthSlices() == 1
        && problem.tiling().valueColsPerTile() == problem.tiling().colsPerTile();
  }

  /** The makespan, in cycles. */
  public static long cycles(Schedulers scheduler, Problem problem) {
    List<Team> teams = Team.of(problem);
    TaskCycles tasks = new TaskCycles(problem, scheduler.traits());
    Map<StepOrder, PassSimulation> simulations = SIMULATIONS.get();
    long sum = 0;
    for (StepOrder order : StepOrder.of(scheduler)) {
      sum += simulations.get(order).makespan(problem, teams, tasks);
    }
    return sum;
  }

  private static Map<StepOrder, PassSimulation> byOrder() {
    Map<StepOrder, PassSimulation> all = new EnumMap<>(StepOrder.class);
    for (StepOrder order : StepOrder.values()) {
      all.put(order, new PassSimulation(order));
    }
    return all;
  }
}
