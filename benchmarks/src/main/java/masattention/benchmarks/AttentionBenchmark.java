package masattention.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import masattention.kernel.AttentionInputs;
import masattention.kernel.DoubleOracle;
import masattention.kernel.InputKind;
import masattention.kernel.KernelSetup;
import masattention.kernel.KernelShape;
import masattention.kernel.Storage;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One attention call of one contender, with GFLOP/s and GB/s as secondary results, by the clock and
 * by the processor time of the calling thread: on a machine shared with other work the second is
 * the figure that can be compared, on an idle one they agree.
 *
 * <p>Run it, with the native peers and {@code results/benchmarks/kernel.csv}, by
 *
 * <pre>mvn -Ppeers -DskipTests -DkernelBenchmarks.skip=false -pl benchmarks -am verify</pre>
 *
 * <p>Every JMH option passes through {@code -DkernelBenchmarks.args="--rounds 1 -f 1 ..."}; see
 * {@link KernelBenchmarks}. One fork per round, because rounds are what interleaves the contenders;
 * 3 s of warm-up, because the large kernels are compiled twice; many short iterations, because on a
 * shared machine the median over short ones is the steadiest figure.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Xmx4g", "-Dai.djl.offline=true"})
public class AttentionBenchmark {

  private static final int CHECKED_ROWS = 8;
  private static final double TOLERANCE = 1e-4;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** The label of a contender. */
  @Param({"fma-peak", "vector-flat", "vector-online", "streams"})
  public String contender = "vector-flat";

  /** Heads[/kvHeads] x [queries:]keys x head dimension [-causal] [-window keys]. */
  @Param({"12x512x64", "12x512x64-causal", "32/8x1:8192x128"})
  public String shape = "12x512x64";

  /** Threads that the contender may use. */
  @Param("1")
  public int threads = 1;

  /** The numbers: normal ones, or large logits, for which the maximum must be subtracted. */
  @Param("NORMAL")
  public InputKind inputs = InputKind.NORMAL;

  /** The format of K and V. */
  @Param("FP32")
  public Storage storage = Storage.FP32;

  private AttentionContender.AttentionCall call;
  private double gigaflopsPerCall;
  private double gigabytesPerCall;

  /** Operations done, which JMH divides by the time. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    /** Billions of floating-point operations. */
    public double gigaflops;

    /** Billions of bytes of K and V, each counted once. */
    public double gigabytes;

    /** Processor time of the calling thread, which does all the work of a one-thread contender. */
    public double cpuSeconds;
  }

  /** Prepares the contender and checks its first rows against the oracle. */
  @Setup(Level.Trial)
  public void prepare() {
    KernelShape sizes = BenchmarkShapes.parse(shape);
    KernelSetup setup = KernelSetup.of(sizes).withThreads(threads).withStorage(storage);
    AttentionInputs numbers = inputs.inputs(KernelSetup.of(sizes), 1);
    call = Contenders.of(contender).prepare(setup, numbers);
    gigaflopsPerCall = call.flops() * 1e-9;
    gigabytesPerCall = call.bytes() * 1e-9;
    call.run();
    check(sizes, numbers.stored(storage));
  }

  private void check(KernelShape sizes, AttentionInputs numbers) {
    int rows = Math.min(CHECKED_ROWS, sizes.seqQ());
    double[] exact = DoubleOracle.firstRows(KernelSetup.of(sizes), numbers, rows);
    float[] output = call.firstOutputs(exact.length);
    for (int i = 0; i < output.length; i++) {
      double distance = Math.abs(exact[i] - output[i]);
      if (Double.isNaN(distance) || distance > TOLERANCE) {
        throw new IllegalStateException(
            "The output %d of %s (%s) must be within %s of %s."
                .formatted(i, contender, output[i], TOLERANCE, exact[i]));
      }
    }
  }

  /** The call. */
  @Benchmark
  public void attend(Work work) {
    long before = THREADS.getCurrentThreadCpuTime();
    call.run();
    work.cpuSeconds += (THREADS.getCurrentThreadCpuTime() - before) * 1e-9;
    work.gigaflops += gigaflopsPerCall;
    work.gigabytes += gigabytesPerCall;
  }

  /** Ends the contender's threads. */
  @TearDown(Level.Trial)
  public void close() {
    call.close();
  }
}
