package masattention.search.fast;

import java.util.List;
import masattention.schedule.Problem;
import masattention.schedule.Schedulers;
import masattention.schedule.Team;

/** The makespan of schedules whose row blocks are alike, in closed steps. */
public final class BlockTiming {
  private static final ThreadLocal<BlockSimulation> SIMULATIONS =
      ThreadLocal.withInitial(BlockSimulation::new);

  private static final ThreadLocal<FusedSimulation> FUSED =
      ThreadLocal.withInitial(FusedSimulation::new);

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
    BlockSimulation simulation = SIMULATIONS.get();
    long sum = 0;
    for (StepOrder order : StepOrder.of(scheduler)) {
      sum +=
          switch (order) {
            case IN_TURN, ALONE, STREAMS, ROUNDS, ONE_PASS ->
                FUSED.get().makespan(problem, teams, order, tasks);
            case SCORES, SOFTMAX, PROBABILITIES, OUTPUTS ->
                simulation.makespan(problem, teams, order, tasks);
          };
    }
    return sum;
  }
}
