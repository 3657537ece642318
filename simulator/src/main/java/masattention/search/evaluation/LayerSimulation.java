package masattention.search.evaluation;

import masattention.interpret.timing.Comparisons;
import masattention.interpret.timing.StreamedSimulation;
import masattention.schedule.Pipeline;
import masattention.schedule.Problem;
import masattention.schedule.Schedule;

/** The simulation of one layer after the other, task by task as they are emitted. */
final class LayerSimulation {
  private final StreamedSimulation simulation = new StreamedSimulation();
  private final SteadyState steadyState = new SteadyState(simulation);
  private Lane[] lanes = {};
  private long grants;

  /** The makespan; −1 as soon as it is sure to exceed the deadline, or the effort is spent. */
  long cycles(Problem problem, Schedule schedule, Deadline deadline, Effort effort) {
    grants = 0;
    simulation.start(problem.machine(), schedule.plan(), problem.shape());
    for (int number = 0; number < schedule.passes(); number++) {
      if (number > 0) {
        simulation.barrier();
      }
      Pass pass = new Pass(problem, schedule, number, simulation);
      lanes = pass.lanes();
      steadyState.start(problem, pass);
      deadline.startPass(number, simulation.engines());
      while (emit()) {
        if (effort.isSpent() || deadline.isMissed(simulation.engines(), lanes)) {
          return -1;
        }
        grants++;
        effort.spend(1);
        if (!simulation.grant()) {
          throw new IllegalStateException("Every core waits and there is no transfer to grant.");
        }
      }
      while (simulation.grant()) {
        grants++;
      }
    }
    return simulation.engines().makespanCycles();
  }

  /** Transfers of the last layer that were not skipped: what its simulation cost. */
  long grants() {
    return grants;
  }

  /** Writes down where the turn that is emitted next stands in its row of sub-tiles. */
  private void write(Pipeline pipeline, int index) {
    Comparisons comparisons = simulation.comparisons();
    int turn = pipeline.turn(index);
    int from = pipeline.alikeFrom(index);
    int to = pipeline.alikeTo(index);
    if (turn >= from && turn < to) {
      comparisons.places(turn - from);
      comparisons.places(to - turn - 1L);
      comparisons.constant(turn % pipeline.period(index));
    } else {
      comparisons.constant(turn);
    }
    comparisons.constant(pipeline.stage(index));
    comparisons.constant(index);
  }

  /** Emits until every core is blocked or done; returns whether any is not done. */
  private boolean emit() {
    for (int i = 0; i < lanes.length; i++) {
      while (!simulation.isBlocked(lanes[i].core()) && emitFor(i)) {
        // until it is blocked
      }
    }
    for (Lane lane : lanes) {
      if (!lane.isDone()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Emits the next turn of lane {@code wanted}, or of the one of its team that must come first: it
   * may fetch a resident sub-tile by the load queue of this core, even if this has no turn left.
   *
   * @return false when nothing that is left bears on its core
   */
  private boolean emitFor(int wanted) {
    Lane lane = lanes[wanted];
    Pipeline pipeline = lane.pipeline();
    int index = lane.index();
    if (lane.isDone() || !pipeline.mayEmit(index)) {
      index = pipeline.last();
      if (pipeline.isDone(index) || (lane.isDone() && pipeline.keepsResidents(index))) {
        return false;
      }
    }
    steadyState.skip(wanted - lane.index() + index);
    if (simulation.comparisons().areWritten()) {
      write(pipeline, index);
    }
    pipeline.emit(index);
    return true;
  }
}
