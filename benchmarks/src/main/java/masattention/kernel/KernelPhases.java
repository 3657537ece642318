package masattention.kernel;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the time of {@code vector-flat} goes: each phase of each block and sub-tile is timed by
 * itself, and the least time of each, which a shared machine disturbs least, is added up. Prints
 * one line per shape, then the parts of decode in a cache.
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

  private static final List<KernelShape> SHAPES =
      List.of(
          KernelShape.selfAttention(12, 512, 64),
          new KernelShape(1, 12, 12, 512, 512, 64, 64, true),
          KernelShape.selfAttention(16, 256, 80),
          KernelShape.selfAttention(8, 512, 32),
          KernelShape.selfAttention(16, 1024, 128),
          KernelShape.selfAttention(8, 2048, 64),
          new KernelShape(1, 8, 8, 2048, 2048, 64, 64, true));
  private static final int TILE = KernelSetup.DEFAULT_BLOCKING.keyRows();
  private static final double SECONDS = 3;

  private final KernelShape shape;
  private final LaneSteps steps;
  private final CallTensors call = new CallTensors();
  private final Map<Phase, long[]> least = new EnumMap<>(Phase.class);
  private final Map<Phase, Integer> next = new EnumMap<>(Phase.class);
  private long last;

  private KernelPhases(KernelShape shape) {
    this.shape = shape;
    KernelSetup setup = KernelSetup.of(shape);
    this.steps = new LaneSteps(setup, LaneArithmetics.fastest(), shape.seqKv());
    AttentionInputs inputs = InputKind.NORMAL.inputs(setup, 1);
    call.set(inputs.query(), inputs.key(), inputs.value(), new float[setup.outputLength()]);
    int blocks = (shape.rowsPerGroup() + steps.lanes() - 1) / steps.lanes();
    int tiles = blocks * ((shape.seqKv() + TILE - 1) / TILE);
    for (Phase phase : Phase.values()) {
      long[] times = new long[shape.groups() * tiles];
      Arrays.fill(times, Long.MAX_VALUE);
      least.put(phase, times);
    }
  }

  public static void main(String[] arguments) {
    for (KernelShape shape : SHAPES) {
      KernelPhases phases = new KernelPhases(shape);
      long end = System.nanoTime() + (long) (SECONDS * 1e9);
      while (System.nanoTime() < end) {
        phases.call();
      }
      System.out.println(phases.line());
    }
    DecodePhases.print();
  }

  private void call() {
    for (Phase phase : Phase.values()) {
      next.put(phase, 0);
    }
    steps.newCall();
    for (int group = 0; group < shape.groups(); group++) {
      for (int row = 0; row < shape.rowsPerGroup(); row += steps.lanes()) {
        last = System.nanoTime();
        int rows = Math.min(steps.lanes(), shape.rowsPerGroup() - row);
        steps.begin(call, 0, group, row, rows);
        record(Phase.LOAD);
        steps.bound();
        record(Phase.BOUND);
        for (int key = steps.firstKey(); key < steps.endKey(); key += TILE) {
          int keys = Math.min(TILE, steps.endKey() - key);
          steps.score(key, keys, 0);
          record(Phase.SCORES);
          steps.exponentials(key, keys, 0);
          record(Phase.EXPONENTIALS);
          steps.accumulate(key, keys, 0);
          record(Phase.VALUES);
        }
        steps.end(call.output);
        record(Phase.STORE);
      }
    }
  }

  private void record(Phase phase) {
    long now = System.nanoTime();
    int position = next.get(phase);
    next.put(phase, position + 1);
    long[] times = least.get(phase);
    times[position] = Math.min(times[position], now - last);
    last = System.nanoTime();
  }

  private double microsPerHead(Phase phase) {
    return Arrays.stream(least.get(phase), 0, next.get(phase)).sum() * 1e-3 / shape.heads();
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    line.append(shape.heads()).append('x').append(shape.seqQ()).append('x');
    line.append(shape.headDim()).append(shape.causal() ? " causal" : "");
    line.append(", microseconds per head:");
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
