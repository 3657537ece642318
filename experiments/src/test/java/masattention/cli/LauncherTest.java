package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code mas}, with a jar that lists its arguments. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  @TempDir private Path folder;

  /** Stands in for the command line; fails when it is told to. */
  public static final class Listing {
    static final int FAILED = 3;

    private Listing() {}

    public static void main(String[] arguments) {
      for (String argument : arguments) {
        System.out.println(Files.exists(Path.of(argument)) ? "a file" : "no file");
      }
      if (List.of(arguments).contains("fail")) {
        System.err.println("failed");
        System.exit(FAILED);
      }
    }
  }

  @BeforeEach
  void build() throws IOException {
    Files.copy(Path.of("..", "mas"), folder.resolve("mas"));
    Path jar = folder.resolve("experiments").resolve("target").resolve("mas.jar");
    Files.createDirectories(jar.getParent());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Listing.class.getName());
    String entry = Listing.class.getName().replace('.', '/') + ".class";
    try (OutputStream bytes = Files.newOutputStream(jar);
        JarOutputStream archive = new JarOutputStream(bytes, manifest);
        InputStream own = Listing.class.getClassLoader().getResourceAsStream(entry)) {
      archive.putNextEntry(new JarEntry(entry));
      own.transferTo(archive);
    }
  }

  private String mas(int expectedCode, String locale, String options, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sh", "mas").redirectErrorStream(true);
    builder.command().addAll(List.of(arguments));
    builder.directory(folder.toFile());
    builder.environment().put("LC_ALL", locale);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MAS_JAVA_OPTIONS", options);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(expectedCode, process.waitFor(), out);
    return out;
  }

  /** The name is the shell's to write: this process may not know it. */
  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "no_SUCH.locale", "C.UTF-8"})
  void startsBelowAPathBeyondAscii(String locale) throws IOException, InterruptedException {
    String script =
        "d=$(printf 'gr\\303\\274n') && mkdir -p $d && cp -R mas experiments $d && touch $d/$d"
            + " && sh $d/mas $d/$d";
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true);
    builder.directory(folder.toFile());
    builder.environment().put("LC_ALL", locale);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    assertTrue(out.endsWith("a file\n"), out);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xmx1x", "-Xmx2m -Xms4m", "-XX:NoSuchOption"})
  void aJavaThatDoesNotStartIsRefused(String options) throws IOException, InterruptedException {
    String out = mas(CommandRunner.REFUSED, "C", options, "networks");
    assertTrue(out.contains("Java does not start with MAS_JAVA_OPTIONS=" + options), out);
    assertEquals(1, out.lines().count(), out);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xmx64m -Dsome=thing", "-XX:+UseG1GC"})
  void optionsReachJava(String options) throws IOException, InterruptedException {
    assertEquals("no file\n", mas(0, "C", options, "networks"));
  }

  @Test
  void theLineAboutTheVectorModuleIsLeftOutAndNoOther() throws IOException, InterruptedException {
    assertEquals("no file\n", mas(0, "C", "", "verify-kernel"));
    String out = mas(Listing.FAILED, "C", "", "verify-kernel", "fail");
    assertEquals(List.of("failed", "no file", "no file"), out.lines().sorted().toList());
  }
}
