package masattention.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import masattention.kernel.AttentionKernel;
import masattention.plot.PlotFolder;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs {@link AttentionBenchmark} in rounds, every round shape by shape with all contenders one
 * after the other, so that a slow minute of a shared machine hits them alike; then writes {@code
 * results/benchmarks/kernel.csv}, the JMH results beside it and {@code plots/kernel.svg}.
 *
 * <p>Arguments: the folder that has {@code results} and {@code plots}; {@code --rounds <n>};
 * everything else is JMH's own command line.
 */
public final class KernelBenchmarks {

  private static final int DEFAULT_ROUNDS = 3;

  /** Kernels whose calls take seconds: a few calls in the first round are enough. */
  private static final Set<String> SLOW =
      Set.of(AttentionKernel.NAIVE.label(), AttentionKernel.TILED.label());

  private static final int SLOW_ITERATIONS = 3;

  private KernelBenchmarks() {}

  public static void main(String[] arguments)
      throws RunnerException, CommandLineOptionException, IOException {
    List<String> rest = new ArrayList<>(Arrays.asList(arguments));
    Path folder = Path.of(rest.isEmpty() ? "." : rest.remove(0));
    int rounds = DEFAULT_ROUNDS;
    int at = rest.indexOf("--rounds");
    if (at >= 0) {
      rounds = Integer.parseInt(rest.get(at + 1));
      rest.subList(at, at + 2).clear();
    }
    CommandLineOptions given = new CommandLineOptions(rest.toArray(String[]::new));
    List<RunResult> results = run(given, rounds);
    Path table = folder.resolve("results/benchmarks/kernel.csv");
    Files.createDirectories(table.getParent());
    ResultFormatFactory.getInstance(
            ResultFormatType.JSON, table.resolveSibling("kernel-jmh.json").toString())
        .writeOut(results);
    List<KernelResult> rows = KernelResult.of(results);
    KernelResult.writeCsv(rows, table);
    List<KernelChart.Share> shares = KernelChart.shares(rows);
    if (!shares.isEmpty()) {
      new PlotFolder(folder.resolve("plots")).write("kernel", KernelChart.of(shares));
    }
  }

  private static List<RunResult> run(CommandLineOptions given, int rounds) throws RunnerException {
    List<String> contenders =
        chosen(
            given, "contender", Contenders.all().stream().map(AttentionContender::label).toList());
    List<String> fast = contenders.stream().filter(label -> !SLOW.contains(label)).toList();
    List<String> slow = contenders.stream().filter(SLOW::contains).toList();
    List<RunResult> results = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (String shape : chosen(given, "shape", BenchmarkShapes.ALL)) {
        if (!fast.isEmpty()) {
          results.addAll(new Runner(options(given, shape, fast).build()).run());
        }
        if (!slow.isEmpty() && round == 0) {
          results.addAll(
              new Runner(
                      options(given, shape, slow)
                          .warmupIterations(1)
                          .measurementIterations(SLOW_ITERATIONS)
                          .build())
                  .run());
        }
      }
    }
    return results;
  }

  private static ChainedOptionsBuilder options(
      CommandLineOptions given, String shape, List<String> contenders) {
    return new OptionsBuilder()
        .parent(given)
        .include(AttentionBenchmark.class.getName() + ".attend")
        .param("shape", shape)
        .param("contender", contenders.toArray(String[]::new));
  }

  private static List<String> chosen(
      CommandLineOptions given, String parameter, List<String> otherwise) {
    return given.getParameter(parameter).hasValue()
        ? List.copyOf(given.getParameter(parameter).get())
        : otherwise;
  }
}
