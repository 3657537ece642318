package masattention.experiments.timeline;

import java.util.stream.IntStream;
import masattention.interpret.timing.Timeline;
import masattention.program.EngineKind;
import masattention.program.Op;
import masattention.program.Program;
import masattention.program.Tensor;
import masattention.workload.AttentionShape;

/**
 * The beginning of a timeline.
 *
 * @param cycles how much of it, at least 1
 */
record Window(Timeline timeline, long cycles) {
  Window {
    if (cycles < 1) {
      throw new IllegalArgumentException("The cycles (%d) must be positive.".formatted(cycles));
    }
  }

  Program program() {
    return timeline.program();
  }

  /** Whether a task starts in it. */
  boolean shows(int task) {
    return timeline.startCycle(task) < cycles;
  }

  /** When a task leaves its engine, or the end of the window. */
  long end(int task) {
    return Math.min(cycles, timeline.releaseCycle(task));
  }

  private IntStream tasksOf(int engine) {
    return IntStream.range(0, program().size())
        .filter(task -> program().engine(task) == engine && shows(task));
  }

  /** Tasks of an engine that start in it. */
  int tasks(int engine) {
    return (int) tasksOf(engine).count();
  }

  /** Cycles of it in which an engine works; of a queue, in which it transfers. */
  long busy(int engine) {
    return tasksOf(engine).mapToLong(task -> end(task) - timeline.startCycle(task)).sum();
  }

  /** Share of it in which the engines of a kind work, mean over the cores, in percent. */
  double busyPercent(EngineKind kind) {
    int cores = program().machine().cores();
    long busy = IntStream.range(0, cores).mapToLong(core -> busy(kind.of(core))).sum();
    return 100.0 * busy / cycles / cores;
  }

  /** Share of it in which the one DRAM channel transfers, in percent. */
  double channelPercent() {
    int cores = program().machine().cores();
    return cores * (busyPercent(EngineKind.LOAD) + busyPercent(EngineKind.STORE));
  }

  /** Rows of the output whose store leaves L1 within it. */
  long rowsFinished() {
    AttentionShape shape = program().grid().shape();
    long bytes = 0;
    for (int task = 0; task < program().size(); task++) {
      if (program().op(task) instanceof Op.Store store
          && store.tensor() == Tensor.O
          && timeline.releaseCycle(task) <= cycles) {
        bytes += store.bytes();
      }
    }
    return bytes / shape.valueDim() / shape.elementBytes();
  }
}
