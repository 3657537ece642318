package masattention.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FallbackTest {

  /** What the other JVM runs: both lane kernels, then a digest of their bits. */
  public static final class Main {
    private Main() {}

    public static void main(String[] arguments) {
      System.out.println(digest());
    }
  }

  /** The bits of blocks and of decode in all storage formats. */
  private static int digest() {
    int digest = blocks();
    for (Storage storage : Storage.values()) {
      KernelSetup setup =
          KernelSetup.of(new KernelShape(1, 6, 2, 2, 600, 40, 80, true, 550)).withStorage(storage);
      AttentionInputs inputs = RandomCases.mixedInputs(setup, 5);
      digest = 31 * digest + Arrays.hashCode(inputs.attend(AttentionKernel.VECTOR_FLAT, setup));
    }
    return digest;
  }

  private static int blocks() {
    KernelSetup setup = KernelSetup.of(new KernelShape(1, 2, 1, 70, 90, 20, 12, true));
    AttentionInputs inputs = RandomCases.mixedInputs(setup, 5);
    int digest = 0;
    for (AttentionKernel kernel :
        List.of(
            AttentionKernel.VECTOR_FLAT, AttentionKernel.VECTOR_ONLINE, AttentionKernel.STREAMS)) {
      digest = 31 * digest + Arrays.hashCode(inputs.attend(kernel, setup));
    }
    return digest;
  }

  @Test
  void withoutTheModuleTheKernelsSaySoOnceAndGiveTheSameBits()
      throws IOException, InterruptedException {
    String output = run(List.of());
    assertEquals(2, output.split("run as plain Java", -1).length, output);
    assertTrue(output.contains("--add-modules jdk.incubator.vector"), output);
    assertTrue(output.lines().anyMatch(Integer.toString(digest())::equals), output);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 32, 64})
  void vectorsOfAnyWidthGiveTheSameBits(int bytes) throws IOException, InterruptedException {
    String output =
        run(List.of("--add-modules", "jdk.incubator.vector", "-XX:MaxVectorSize=" + bytes));
    assertTrue(output.lines().anyMatch(Integer.toString(digest())::equals), output);
  }

  private static String run(List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
