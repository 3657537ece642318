package masattention.kernel;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where the time of {@code vector-flat} goes: each phase of each block is timed by itself, and a
 * low quantile of the times, which a shared machine disturbs least, is multiplied by how often the
 * phase comes. Prints one line per shape.
 *
 * <pre>java --add-modules jdk.incubator.vector -cp ... masattention.kernel.KernelPhases</pre>
 */
public final class KernelPhases {

  private enum Phase {
    LOAD,
    BOUND,
    SCORES,
    EXPONENTIALS,
    VALUES,
    STORE
  }

  private static final int[][] SHAPES = {
    {12, 512, 64}, {16, 256, 80}, {8, 512, 32}, {16, 1024, 128}, {8, 2048, 64}
  };
  private static final int TILE = KernelSetup.DEFAULT_BLOCKING.keyRows();
  private static final int SAMPLES = 20_000;
  private static final int WARM_UP_CALLS = 300;
  private static final double QUANTILE = 0.2;

  private final KernelShape shape;
  private final LaneSteps steps;
  private final CallTensors call = new CallTensors();
  private final Map<Phase, long[]> nanos = new EnumMap<>(Phase.class);
  private final Map<Phase, Integer> counts = new EnumMap<>(Phase.class);
  private long last;

  private KernelPhases(KernelShape shape) {
    this.shape = shape;
    KernelSetup setup = KernelSetup.of(shape);
    this.steps = new LaneSteps(setup, LaneArithmetics.fastest(), shape.seqKv());
    AttentionInputs inputs = InputKind.NORMAL.inputs(setup, 1);
    call.set(inputs.query(), inputs.key(), inputs.value(), new float[setup.outputLength()]);
  }

  public static void main(String[] arguments) {
    for (int[] sizes : SHAPES) {
      KernelPhases phases =
          new KernelPhases(KernelShape.selfAttention(sizes[0], sizes[1], sizes[2]));
      for (int call = 0; call < WARM_UP_CALLS; call++) {
        phases.forget();
        phases.call();
      }
      while (phases.counts.get(Phase.BOUND) < WARM_UP_CALLS) {
        phases.call();
      }
      System.out.println(phases.line());
    }
  }

  private void forget() {
    for (Phase phase : Phase.values()) {
      nanos.put(phase, new long[SAMPLES]);
      counts.put(phase, 0);
    }
  }

  private void call() {
    steps.newCall();
    for (int group = 0; group < shape.groups(); group++) {
      for (int row = 0; row < shape.rowsPerGroup(); row += steps.lanes()) {
        last = System.nanoTime();
        int rows = Math.min(steps.lanes(), shape.rowsPerGroup() - row);
        steps.begin(call, 0, group, row, rows);
        record(Phase.LOAD, true);
        steps.bound();
        record(Phase.BOUND, row == 0);
        for (int key = steps.firstKey(); key < steps.endKey(); key += TILE) {
          int keys = Math.min(TILE, steps.endKey() - key);
          steps.score(key, keys, 0);
          record(Phase.SCORES, true);
          steps.exponentials(key, keys, 0);
          record(Phase.EXPONENTIALS, true);
          steps.accumulate(key, keys, 0);
          record(Phase.VALUES, true);
        }
        steps.end(call.output);
        record(Phase.STORE, true);
      }
    }
  }

  private void record(Phase phase, boolean keep) {
    long now = System.nanoTime();
    int count = counts.get(phase);
    if (keep && count < SAMPLES) {
      nanos.get(phase)[count] = now - last;
      counts.put(phase, count + 1);
    }
    last = System.nanoTime();
  }

  private double microsPerHead(Phase phase) {
    int count = counts.get(phase);
    long[] sorted = Arrays.copyOf(nanos.get(phase), count);
    Arrays.sort(sorted);
    double blocks = (double) shape.seqQ() / steps.lanes();
    double times =
        switch (phase) {
          case LOAD, STORE -> blocks;
          case BOUND -> 1;
          case SCORES, EXPONENTIALS, VALUES -> blocks * shape.seqKv() / TILE;
        };
    return sorted[(int) (count * QUANTILE)] * times * 1e-3;
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    line.append(shape.heads()).append('x').append(shape.seqQ()).append('x');
    line.append(shape.headDim()).append(", microseconds per head:");
    double sum = 0;
    for (Phase phase : Phase.values()) {
      double micros = microsPerHead(phase);
      sum += micros;
      line.append(String.format(Locale.ROOT, " %s %.1f", phase, micros));
    }
    double gigaflops = shape.flops() / shape.heads() / sum * 1e-3;
    return line.append(String.format(Locale.ROOT, " => %.1f GFLOP/s", gigaflops)).toString();
  }
}
