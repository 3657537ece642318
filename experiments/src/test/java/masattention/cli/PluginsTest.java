package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.search.evaluation.Evaluator;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scheduler that CONTRIBUTING.md shows, from outside, does what a built-in one does. */
class PluginsTest {
  private static final String SERVICES = "META-INF/services/masattention.schedule.Scheduler";
  private static final String[] SMALL = {"--network", "vit-b-16", "--heads", "2"};

  @TempDir static Path folder;

  @BeforeAll
  static void compile() throws IOException {
    compile(folder, "OneAhead", shown());
  }

  private static String shown() throws IOException {
    String page = Files.readString(Path.of("..", "CONTRIBUTING.md"));
    int from = page.indexOf("package example;");
    return page.substring(from, page.indexOf("```", from));
  }

  private static void compile(Path into, String name, String source) throws IOException {
    Path file = Files.createDirectories(into.resolve("source")).resolve(name + ".java");
    Files.writeString(file, source);
    String classPath = System.getProperty("java.class.path");
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", classPath, "-d", into.toString(), file.toString());
    assertEquals(0, code, "the example compiles");
    Path services = into.resolve(SERVICES);
    Files.createDirectories(services.getParent());
    Files.writeString(services, "example.%s%n".formatted(name));
  }

  private static Call call(String... rest) {
    String[] arguments = new String[rest.length + 2];
    arguments[0] = "--plugins";
    arguments[1] = folder.toString();
    System.arraycopy(rest, 0, arguments, 2, rest.length);
    return Call.mas(arguments);
  }

  private static String ok(Call call) {
    assertEquals(0, call.exitCode(), call.err());
    return call.out();
  }

  private static String refusal(Path plugins) {
    Call call = Call.mas("--plugins", plugins.toString(), "schedulers");
    assertEquals(2, call.exitCode(), call.out());
    assertEquals(1, call.err().lines().count(), call.err());
    return call.err();
  }

  private static String[] with(String command, String... more) {
    return Stream.of(new String[] {command}, SMALL, more)
        .flatMap(Stream::of)
        .toArray(String[]::new);
  }

  @Test
  void itIsListedAfterTheBuiltInOnes() {
    List<String> lines = ok(call("schedulers")).lines().toList();
    assertTrue(lines.get(lines.size() - 1).startsWith("one-ahead"), lines.toString());
  }

  @Test
  void itIsCompared() {
    String table = ok(call(with("compare")));
    assertTrue(table.lines().anyMatch(line -> line.startsWith("one-ahead")), table);
  }

  @Test
  void itIsSearchedAndChecked() {
    String found = ok(call(with("search", "--scheduler", "one-ahead")));
    assertTrue(found.contains("one-ahead"), found);
    ok(call(with("simulate", "--scheduler", "one-ahead", "--check")));
  }

  @Test
  void fastIsPlain() throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      List<Scheduler> all = Schedulers.all(loader);
      Scheduler example = all.get(all.size() - 1);
      NpuConfig machine = Machines.resolve("edge").config();
      Random random = new Random(5);
      for (int i = 0; i < 60; i++) {
        int heads = 1 + random.nextInt(5);
        AttentionShape shape = AttentionShape.selfAttention(heads, 40 + random.nextInt(80), 16);
        Tiling tiling = Tiling.resident(shape, 4 + random.nextInt(8), 2 + random.nextInt(9));
        int tiles = tiling.residentKeyTiles();
        tiling = tiling.withResident(random.nextInt(tiles + 1), random.nextInt(tiles + 1));
        Problem problem =
            Problem.of(shape, machine, tiling.withPartition(Partition.values()[i % 2]));
        assertEquals(
            Evaluator.plain().evaluate(example, problem),
            Evaluator.fast().evaluate(example, problem));
      }
    }
  }

  @Test
  void aSecondOneOfTheSameIdIsRefused(@TempDir Path other) throws IOException {
    compile(other, "OneAhead", shown().replace("\"one-ahead\"", "\"mas\""));
    String complaint = refusal(other);
    assertTrue(complaint.contains("Two schedulers have the id mas"), complaint);
  }

  @Test
  void whatHoldsNoSchedulerIsRefused(@TempDir Path empty) {
    String complaint = refusal(empty);
    assertTrue(complaint.contains("hold no scheduler"), complaint);
    String missing = refusal(empty.resolve("x"));
    assertTrue(missing.contains("no such file"), missing);
  }
}
