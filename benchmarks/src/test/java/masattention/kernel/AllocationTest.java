package masattention.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A warm call allocates nothing. Each kernel is measured in a JVM of its own, since what else ran
 * there decides how its loops are compiled.
 */
class AllocationTest {
  private static final int CALLS = 50;
  private static final int BATCHES = 1000;

  /** JVMs that may compile the vector loops badly: vectors are objects where inlining fails. */
  private static final int ATTEMPTS = 4;

  /** What the other JVM runs: prints the fewest bytes that a batch of calls allocated. */
  public static final class Main {
    private Main() {}

    public static void main(String[] arguments) {
      AttentionKernel kernel = AttentionKernel.valueOf(arguments[0]);
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      int queries = Integer.parseInt(arguments[1]);
      Storage storage = Storage.valueOf(arguments[2]);
      KernelSetup setup =
          KernelSetup.of(new KernelShape(1, 2, 2, queries, 64, 32, 32, queries > 1))
              .withStorage(storage);
      AttentionInputs inputs = InputKind.NORMAL.inputs(setup, 1);
      short[] key = storage.isHalf() ? storage.round(inputs.key()) : null;
      short[] value = storage.isHalf() ? storage.round(inputs.value()) : null;
      float[] output = new float[setup.outputLength()];
      long least = Long.MAX_VALUE;
      try (PreparedAttention attention = kernel.prepare(setup)) {
        for (int batch = 0; batch < BATCHES && least > CALLS; batch++) {
          long before = threads.getCurrentThreadAllocatedBytes();
          for (int call = 0; call < CALLS; call++) {
            if (storage.isHalf()) {
              attention.attend(inputs.query(), key, value, output);
            } else {
              attention.attend(inputs.query(), inputs.key(), inputs.value(), output);
            }
          }
          least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
      }
      System.out.println("bytes " + least);
    }
  }

  @ParameterizedTest
  @EnumSource(AttentionKernel.class)
  void aWarmCallOfPlainJavaAllocatesNothing(AttentionKernel kernel)
      throws IOException, InterruptedException {
    long bytes = measure(kernel, 64, Storage.FP32, List.of("-XX:TieredStopAtLevel=1"));
    assertTrue(bytes <= CALLS, () -> bytes + " bytes in " + CALLS + " calls");
  }

  @ParameterizedTest
  @EnumSource(
      value = AttentionKernel.class,
      names = {"VECTOR_FLAT", "VECTOR_ONLINE", "STREAMS"})
  void aWarmCallOfTheVectorKernelsAllocatesNothing(AttentionKernel kernel)
      throws IOException, InterruptedException {
    assertAllocatesNothing(kernel, 64, Storage.FP32);
  }

  /** Variants of a kernel, for an experiment of this suite. */
  @EnabledIfSystemProperty(named = "mas.long", matches = "true")
  @ParameterizedTest
  @EnumSource(
      value = AttentionKernel.class,
      names = {"VECTOR_ONLINE_SUMS", "VECTOR_ONLINE_SHIFT"})
  void neitherDoesOneOfTheirVariants(AttentionKernel kernel)
      throws IOException, InterruptedException {
    assertAllocatesNothing(kernel, 64, Storage.FP32);
  }

  @ParameterizedTest
  @EnumSource(Storage.class)
  void aWarmCallOfDecodeAllocatesNothing(Storage storage) throws IOException, InterruptedException {
    assertAllocatesNothing(AttentionKernel.VECTOR_FLAT, 1, storage);
  }

  private static void assertAllocatesNothing(AttentionKernel kernel, int queries, Storage storage)
      throws IOException, InterruptedException {
    List<Long> seen = new ArrayList<>();
    while (seen.size() < ATTEMPTS && seen.stream().noneMatch(bytes -> bytes <= CALLS)) {
      seen.add(measure(kernel, queries, storage, List.of("--add-modules", "jdk.incubator.vector")));
    }
    assertTrue(seen.get(seen.size() - 1) <= CALLS, () -> seen + " bytes in " + CALLS + " calls");
  }

  private static long measure(
      AttentionKernel kernel, int queries, Storage storage, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            kernel.name(),
            Integer.toString(queries),
            storage.name()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output
        .lines()
        .filter(line -> line.startsWith("bytes "))
        .mapToLong(line -> Long.parseLong(line.substring("bytes ".length())))
        .findFirst()
        .orElseThrow(() -> new AssertionError(output));
  }
}
