package masattention.cost;

import java.util.Arrays;
import masattention.cost.BlockSteps.Step;
import masattention.tiling.Spans;

/**
 * The two streams of a core as if all of Q, K and V were there: what its matrix and its vector unit
 * wait for each other, both doing their tasks in order. It takes less long than any program.
 *
 * <p>MAC runs S_0, S_1, then O_{k−2}, S_k over the steps k of all row blocks; VEC the division of a
 * complete row block, the rescaling of k − 1, the softmax of k. Where MAC subtracts the maxima: MAC
 * the subtraction of k − 2, O_{k−4}, S_k; VEC the exponentials of k − 3, the maxima of k − 1, the
 * rescaling of k − 3, the division. Where a core may be drained for another, it is so after as many
 * steps of a group as let it go on soonest. What repeats is not gone through again; what does not
 * repeat soon is taken for its work alone.
 */
final class Streams {
  /** Steps that are looked at before the rest is taken for its work alone. */
  private static final int MOST = 500;

  private static final Step NONE = new Step(0, 0, 0, 0, 0, 0, 0);

  private final CoreLoad load;
  private final BlockSteps full;
  private final BlockSteps ragged;
  private final int blocksPerPass;
  private final boolean shifts;
  private final int depth;
  private final boolean drains;
  private final int most;

  private State now;
  private int done;

  /**
   * Steps of the group so far; after how many it is drained of what was before; how often it was.
   */
  private int ofGroup;

  private int drainedAfter = -1;
  private int drained;

  /**
   * The streams of a core.
   *
   * @param drains whether it may be drained of a group's steps when the next group begins
   * @param most the steps that are looked at one by one, about
   */
  Streams(
      CoreLoad load, BlockSteps full, BlockSteps ragged, Spans spans, boolean drains, int most) {
    this.load = load;
    this.full = full;
    this.ragged = ragged;
    this.drains = drains;
    this.most = most;
    blocksPerPass = spans.blocksPerPass();
    shifts = spans.shiftTiles() > 0;
    depth = depth(spans);
    now = new State(depth + 1);
  }

  /** Steps from the scores of a span to its product with V. */
  private static int depth(Spans spans) {
    return spans.shiftTiles() > 0 ? 4 : 2;
  }

  /**
   * Cycles from the start of the first scores to the end of the last output, at least; 0 where few
   * steps leave open in which order they come.
   *
   * @param load the row blocks of the core
   * @param full steps of all of them but the last of a group, whose are {@code ragged}
   * @param mayDrain whether a core whose turn it is drains the others of sub-tiles in its way
   */
  static long cycles(
      CoreLoad load, BlockSteps full, BlockSteps ragged, Spans spans, boolean mayDrain) {
    int depth = depth(spans);
    boolean drains = mayDrain && load.drains(depth + 1);
    boolean few = load.leastOfGroup() * full.count() < 2 * depth;
    return drains && few ? 0 : new Streams(load, full, ragged, spans, drains, MOST).cycles();
  }

  /** The cycles of all steps, at least. */
  long cycles() {
    int period = load.period();
    long groups = load.groups();
    repeat(groups / period, () -> groups(period));
    groups((int) (groups % period));
    for (int i = 1; i < depth; i++) {
      advance(NONE);
    }
    return Math.max(now.vector, now.outputsOf(depth - 1)) + now.steps[depth - 1].division();
  }

  private void groups(int count) {
    for (int group = 0; group < count; group++) {
      State start = now;
      now = start.copy();
      group(group);
      for (int after = 0; drains && after < depth; after++) {
        State least = now;
        now = start.copy();
        drainedAfter = after;
        group(group);
        drainedAfter = -1;
        now.orLess(least);
      }
    }
  }

  private void group(int group) {
    ofGroup = 0;
    int blocks = load.blocksOfGroup(group);
    boolean last = load.hasLastOfGroup(group);
    int passes = (blocks - (last ? 1 : 0)) / blocksPerPass;
    repeat(passes, () -> pass(blocksPerPass, false));
    int left = blocks - passes * blocksPerPass;
    if (left > 0) {
      pass(last ? left - 1 : left, last);
    }
  }

  private void pass(int blocks, boolean last) {
    step(full.first(), blocks, last ? ragged.first() : NONE);
    if (full.count() > 2) {
      repeat(full.count() - 2, () -> step(full.middle(), blocks, last ? ragged.middle() : NONE));
    }
    if (full.count() > 1) {
      step(full.last(), blocks, last ? ragged.last() : NONE);
    }
  }

  private void step(Step step, int blocks, Step last) {
    for (int i = 0; i < blocks; i++) {
      advance(step);
    }
    if (!last.isNone()) {
      advance(last);
    }
  }

  /** Does something so many times, or sees that it makes all times as much later. */
  private void repeat(long times, Runnable body) {
    if (times == 1) {
      body.run();
      return;
    }
    for (long i = 0; i < times; i++) {
      State before = now.copy();
      int drainedBefore = drained;
      body.run();
      boolean same = drained == drainedBefore && now.hasStepsOf(before);
      boolean alike = same && now.isLater(before);
      if (alike || (same && done > most)) {
        now.repeat(before, times - i - 1, alike);
        return;
      }
    }
  }

  private void advance(Step next) {
    if (!next.isNone() && ofGroup++ == drainedAfter) {
      drained++;
      for (int i = drainedAfter; i < depth; i++) {
        advance(NONE);
      }
    }
    done++;
    now.begin(next);
    if (shifts) {
      now.matrix(2, now.steps[2].shifts());
      now.vector(3, now.steps[3].softmax());
      long output = now.outputs(4);
      now.matrix(0, next.scores());
      now.vector(1, now.steps[1].maxima());
      rescale(3, output);
      now.divide(4, output);
    } else {
      long output = now.outputs(2);
      now.divide(2, output);
      rescale(1, output);
      now.matrix(0, next.scores());
      now.vector(0, next.softmax());
    }
  }

  private void rescale(int i, long output) {
    long rescale = now.steps[i].rescale();
    if (rescale > 0) {
      now.vector = blocksPerPass == 1 ? Math.max(now.vector, output) : now.vector;
      now.vector(i, rescale);
    }
  }

  /** When the units end what they have begun, and what they have done. */
  private static final class State {
    private long matrix;
    private long vector;
    private long matrixWork;
    private long vectorWork;

    /** The step i steps back, and when the last of its tasks so far ends. */
    private final Step[] steps;

    private final long[] ends;

    State(int depth) {
      steps = new Step[depth];
      ends = new long[depth];
      Arrays.fill(steps, NONE);
    }

    State copy() {
      State copy = new State(steps.length);
      copy.matrix = matrix;
      copy.vector = vector;
      copy.matrixWork = matrixWork;
      copy.vectorWork = vectorWork;
      System.arraycopy(steps, 0, copy.steps, 0, steps.length);
      System.arraycopy(ends, 0, copy.ends, 0, ends.length);
      return copy;
    }

    void begin(Step next) {
      System.arraycopy(steps, 0, steps, 1, steps.length - 1);
      System.arraycopy(ends, 0, ends, 1, ends.length - 1);
      steps[0] = next;
    }

    /** A matrix task of the step i steps back, after the one before of that step. */
    void matrix(int i, long cycles) {
      if (cycles > 0) {
        matrix = Math.max(matrix, i == 0 ? 0 : ends[i]) + cycles;
        matrixWork += cycles;
        ends[i] = matrix;
      }
    }

    /** The same of the vector unit. */
    void vector(int i, long cycles) {
      if (cycles > 0) {
        vector = Math.max(vector, ends[i]) + cycles;
        vectorWork += cycles;
        ends[i] = vector;
      }
    }

    /** The product with V of the step i steps back; when it ends. */
    long outputs(int i) {
      matrix(i, steps[i].outputs());
      return ends[i];
    }

    /** When it would end. */
    long outputsOf(int i) {
      return Math.max(matrix, ends[i]) + steps[i].outputs();
    }

    void divide(int i, long output) {
      long division = steps[i].division();
      if (division > 0) {
        vector = Math.max(vector, output) + division;
        vectorWork += division;
      }
    }

    /** Whether as much is to be done for the same steps as then. */
    boolean hasStepsOf(State before) {
      int pending = steps.length - 1;
      return Arrays.equals(steps, 0, pending, before.steps, 0, pending);
    }

    /** Whether all times of the same steps are as much later than they were. */
    boolean isLater(State before) {
      long shift = matrix - before.matrix;
      boolean later = vector - before.vector == shift;
      for (int i = 0; i < steps.length - 1 && later; i++) {
        later = steps[i].isNone() || ends[i] - before.ends[i] == shift;
      }
      return later;
    }

    /** Adds what came since then some more times: all of it, or the work alone. */
    void repeat(State before, long times, boolean alike) {
      long matrixSince = matrixWork - before.matrixWork;
      long vectorSince = vectorWork - before.vectorWork;
      long shift = matrix - before.matrix;
      matrix += times * (alike ? shift : matrixSince);
      vector += times * (alike ? shift : vectorSince);
      for (int i = 0; i < ends.length && alike; i++) {
        ends[i] += times * shift;
      }
      matrixWork += times * matrixSince;
      vectorWork += times * vectorSince;
    }

    /** Takes what ends earlier in another of the same steps. */
    void orLess(State other) {
      matrix = Math.min(matrix, other.matrix);
      vector = Math.min(vector, other.vector);
      for (int i = 0; i < ends.length; i++) {
        ends[i] = Math.min(ends[i], other.ends[i]);
      }
    }
  }
}
