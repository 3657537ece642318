package masattention.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FallbackTest {

  /** What the other JVM runs: both lane kernels, then a digest of their bits. */
  public static final class Main {
    private Main() {}

    public static void main(String[] arguments) {
      System.out.println(digest());
    }
  }

  private static int digest() {
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
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertEquals(2, output.split("run as plain Java", -1).length, output);
    assertTrue(output.contains("--add-modules jdk.incubator.vector"), output);
    assertTrue(output.lines().anyMatch(Integer.toString(digest())::equals), output);
  }
}
