package masattention.search;

import masattention.interpret.timing.EngineTimes;
import masattention.interpret.timing.StreamedSimulation;
import masattention.program.Buffer;
import masattention.program.Snapshot;
import masattention.schedule.Pipeline;

/** The state of an evaluation at one moment, and where its pipelines were. */
final class Moment {
  final Snapshot snapshot = new Snapshot();
  private int[] step = {};
  private int[] stage = {};
  private int[] turn = {};
  private int[] alike = {};
  private long[] free = {};
  private long[] heads = {};
  private long channelFree;
  private long lastGrantSince;

  /** Takes the state; moments are compared when they are of one {@code phase} and kind. */
  void take(StreamedSimulation simulation, Pipeline[] pipelines, Pipeline[] ofCore, int phase) {
    if (step.length != pipelines.length) {
      step = new int[pipelines.length];
      stage = new int[pipelines.length];
      turn = new int[pipelines.length];
      alike = new int[pipelines.length];
    }
    for (int i = 0; i < pipelines.length; i++) {
      step[i] = pipelines[i].step();
      stage[i] = pipelines[i].stage();
      turn[i] = pipelines[i].turn();
      alike[i] = pipelines[i].alikeTurns();
    }
    snapshot.clear();
    visit(snapshot, simulation, pipelines, ofCore, phase);
    EngineTimes engines = simulation.engines();
    if (free.length != engines.count()) {
      free = new long[engines.count()];
      heads = new long[engines.count()];
    }
    for (int engine = 0; engine < free.length; engine++) {
      free[engine] = engines.freeCycle(engine);
      heads[engine] = engines.headSinceCycle(engine);
    }
    channelFree = engines.channelFreeCycle();
    lastGrantSince = engines.lastGrantSinceCycle();
  }

  private static void visit(
      Snapshot snapshot,
      StreamedSimulation simulation,
      Pipeline[] pipelines,
      Pipeline[] ofCore,
      int phase) {
    for (Pipeline pipeline : pipelines) {
      pipeline.visit(snapshot);
    }
    simulation.visit(
        snapshot,
        phase,
        (Buffer buffer, int owner) ->
            ofCore[owner] == null ? -1 : ofCore[owner].copyInUse(buffer, owner));
  }

  /** Sets everything back to what this moment has become. */
  void setBack(
      StreamedSimulation simulation, Pipeline[] pipelines, Pipeline[] ofCore, int phase) {
    visit(snapshot, simulation, pipelines, ofCore, phase);
  }

  /** Cycles of the channel since an earlier moment. */
  long cyclesSince(Moment earlier) {
    return channelFree - earlier.channelFree;
  }

  int step(int pipeline) {
    return step[pipeline];
  }

  int stage(int pipeline) {
    return stage[pipeline];
  }

  int turn(int pipeline) {
    return turn[pipeline];
  }

  /** {@link Pipeline#alikeTurns} of a pipeline. */
  int alikeTurns(int pipeline) {
    return alike[pipeline];
  }

  /**
   * Whether no time that has stood still since {@code earlier} can matter again: whatever the
   * engines that work do next comes later.
   */
  boolean isSettledSince(Moment earlier) {
    long standing = snapshot.latestStanding(earlier.snapshot);
    for (int engine = 0; engine < free.length; engine++) {
      if (free[engine] != earlier.free[engine] && standing > earlier.free[engine]) {
        return false;
      }
    }
    return true;
  }

  /**
   * How many periods like that from {@code earlier} to here can pass before the turn of a transfer
   * comes that has been waiting all the time.
   */
  long periodsBeforeWaiting(Moment earlier) {
    long periods = Long.MAX_VALUE;
    for (int engine = 0; engine < heads.length; engine++) {
      if (heads[engine] >= 0 && heads[engine] == earlier.heads[engine]) {
        long left = heads[engine] - 1 - lastGrantSince;
        periods = Math.min(periods, Math.max(0, left) / cyclesSince(earlier));
      }
    }
    return periods;
  }
}
