package masattention.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import masattention.kernel.FmaPeak;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the machine can do at the moment: arithmetic in registers, and traffic to memory. No change
 * of the suite changes them, so a change of theirs is one of the machine.
 *
 * <p>Run it by
 *
 * <pre>
 * mvn -Dquickly package
 * java -cp experiments/target/mas.jar org.openjdk.jmh.Main CalibrationBenchmark
 * </pre>
 *
 * <p>Both are compiled once, to one loop each, so one fork with JMH's usual warm-up will do.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class CalibrationBenchmark {

  private static final int STEPS = 20_000;

  /** The loop of fused multiply-adds. */
  @State(Scope.Thread)
  public static class Arithmetic {
    private final FmaPeak peak = FmaPeak.ofThisMachine();
  }

  /** Two arrays, each larger than the last cache of most machines: 64 MiB. */
  @State(Scope.Thread)
  public static class Memory {
    private final long[] from = new long[8 << 20];
    private final long[] to = new long[8 << 20];

    /** Touches every page, so that the system has to give them. */
    @Setup
    public void touch() {
      Arrays.fill(from, 1);
      Arrays.fill(to, 2);
    }
  }

  /** Fused multiply-adds in registers, as many as the machine can do. */
  @Benchmark
  public float fmaPeak(Arithmetic arithmetic) {
    return arithmetic.peak.multiplyAdd(STEPS);
  }

  /** One array copied to another. */
  @Benchmark
  public long[] memoryCopy(Memory memory) {
    System.arraycopy(memory.from, 0, memory.to, 0, memory.from.length);
    return memory.to;
  }
}
