package masattention.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Measures the processor time of an operation, and lets benchmarks in several processes take turns,
 * one iteration each.
 *
 * <p>Processor time is what an operation costs, however long its threads had to wait for a
 * processor that others were using. It is that of all threads of the process but the compilers',
 * garbage collection included: on Linux from {@code schedstat}, in nanoseconds; elsewhere the
 * processor time of the whole process, in the steps of its clock. Time slept or blocked is not in
 * it.
 *
 * <p>Where the property {@link #PORT} is set, every iteration waits for its turn: at that port of
 * this machine somebody listens, is told by {@link #READY} that an iteration could begin, answers
 * with any byte, and is told by {@link #DONE} that it is over. The first byte sent is the {@link
 * #PLAYER} number.
 *
 * <p>The class stands alone, so that it can be put beside a build that does not have it.
 */
public final class TurnTakingProfiler implements InternalProfiler {

  /** The name of the secondary result: nanoseconds of processor time per operation. */
  public static final String LABEL = "cpuNanosPerOperation";

  /** System property: the port of who gives the turns. */
  public static final String PORT = "mas.turns.port";

  /** System property: the number, 0 to 255, of this process among those that take turns. */
  public static final String PLAYER = "mas.turns.player";

  /** An iteration could begin. */
  public static final int READY = 1;

  /** An iteration is over. */
  public static final int DONE = 2;

  private static final Path THREADS = Path.of("/proc/self/task");

  private static Socket turns;

  private double before;

  @Override
  public String getDescription() {
    return "Processor time per operation, in turns";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    waitForTurn();
    before = cpuNanos();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double nanos = cpuNanos() - before;
    endTurn();
    double operations = (double) result.getMetadata().getAllOps() * iteration.getBatchSize();
    return List.of(new ScalarResult(LABEL, nanos / operations, "ns/op", AggregationPolicy.AVG));
  }

  private static void waitForTurn() {
    Integer port = Integer.getInteger(PORT);
    if (port == null) {
      return;
    }
    try {
      if (turns == null) {
        turns = new Socket(InetAddress.getLoopbackAddress(), port);
        turns.setTcpNoDelay(true);
        turns.getOutputStream().write(Integer.getInteger(PLAYER, 0));
      }
      turns.getOutputStream().write(READY);
      if (turns.getInputStream().read() < 0) {
        throw new IOException("Nobody gives turns any more.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void endTurn() {
    if (turns != null) {
      try {
        turns.getOutputStream().write(DONE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static double cpuNanos() {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      double nanos = 0;
      for (Path thread : threads) {
        nanos += cpuNanos(thread);
      }
      return nanos;
    } catch (IOException | NumberFormatException notLinux) {
      return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
          .getProcessCpuTime();
    }
  }

  /**
   * The first number of the file is the time spent on a processor; a thread may just have ended.
   */
  private static double cpuNanos(Path thread) throws IOException {
    try {
      if (Files.readString(thread.resolve("comm")).contains("Compiler")) {
        return 0;
      }
      return Double.parseDouble(Files.readString(thread.resolve("schedstat")).split(" ", 2)[0]);
    } catch (NoSuchFileException ended) {
      if (Files.exists(THREADS.resolveSibling("schedstat"))) {
        return 0;
      }
      throw ended;
    }
  }
}
