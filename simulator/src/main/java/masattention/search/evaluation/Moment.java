package masattention.search.evaluation;

import java.util.Arrays;
import masattention.interpret.timing.Comparisons;
import masattention.interpret.timing.EngineTimes;
import masattention.interpret.timing.StreamedSimulation;
import masattention.program.Snapshot;

/** The state of an evaluation at one moment, and where its lanes were. */
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
  private long mark;

  /** Takes the state, {@code residents}: with that of the resident sub-tiles. */
  void take(StreamedSimulation simulation, Pass pass, boolean residents) {
    Lane[] lanes = pass.lanes();
    if (step.length != lanes.length) {
      step = new int[lanes.length];
      stage = new int[lanes.length];
      turn = new int[lanes.length];
      alike = new int[lanes.length];
    }
    for (int i = 0; i < lanes.length; i++) {
      step[i] = lanes[i].step();
      stage[i] = lanes[i].stage();
      turn[i] = lanes[i].turn();
      alike[i] = lanes[i].alikeTurns();
    }
    mark = simulation.comparisons().mark();
    snapshot.clear();
    pass.visit(snapshot, simulation, residents);
    EngineTimes engines = simulation.engines();
    if (free.length != engines.count()) {
      free = new long[engines.count()];
      heads = new long[engines.count()];
    }
    for (int engine = 0; engine < free.length; engine++) {
      free[engine] = engines.freeCycle(engine);
      heads[engine] = simulation.headSinceCycle(engine);
    }
    channelFree = engines.channelFreeCycle();
    lastGrantSince = engines.lastGrantSinceCycle();
  }

  /** Cycles of the channel since an earlier moment. */
  long cyclesSince(Moment earlier) {
    return channelFree - earlier.channelFree;
  }

  /** Whether what the channel's clock moved by has changed by as much from period to period. */
  boolean changedEvenly(Moment third, Moment second, Moment first) {
    long moved = third.cyclesSince(second);
    return cyclesSince(third) - moved == moved - second.cyclesSince(first);
  }

  /** Whether no lane has come to another step since an earlier moment. */
  boolean isInStepsOf(Moment earlier) {
    return Arrays.equals(step, earlier.step);
  }

  /** Where the comparisons since then begin. */
  long mark() {
    return mark;
  }

  int step(int lane) {
    return step[lane];
  }

  int stage(int lane) {
    return stage[lane];
  }

  int turn(int lane) {
    return turn[lane];
  }

  int alikeTurns(int lane) {
    return alike[lane];
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

  /** Writes down what a skip of periods like that from {@code earlier} to here depends on. */
  void write(Comparisons comparisons, Moment earlier, long periods) {
    comparisons.places(periods);
    comparisons.constant(cyclesSince(earlier));
    comparisons.constant(snapshot.standing(earlier.snapshot));
    for (int lane = 0; lane < turn.length; lane++) {
      int turns = turn[lane] - earlier.turn[lane];
      comparisons.constant(step[lane] - earlier.step[lane]);
      comparisons.constant(turns);
      if (step[lane] == earlier.step[lane] && turns != 0) {
        comparisons.places(alike[lane] - periods * turns);
      }
    }
    for (int engine = 0; engine < heads.length; engine++) {
      if (heads[engine] >= 0 && heads[engine] == earlier.heads[engine]) {
        long granted = lastGrantSince + periods * cyclesSince(earlier);
        comparisons.times(heads[engine] - 1 - granted);
      }
    }
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
