package masattention.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import masattention.kernel.AttentionKernel;
import masattention.kernel.KernelSetup;
import masattention.kernel.Storage;
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
 * results/benchmarks/kernel.csv}, the JMH results beside it, {@code plots/kernel.svg} and {@code
 * plots/kernel-decode.svg}.
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
    PlotFolder plots = new PlotFolder(folder.resolve("plots"));
    List<KernelChart.Share> shares = KernelChart.shares(rows);
    if (!shares.isEmpty()) {
      plots.write("kernel", KernelChart.of(shares));
    }
    List<KernelChart.Share> decode = KernelChart.decodeShares(rows);
    if (!decode.isEmpty()) {
      plots.write("kernel-decode", KernelChart.ofDecode(decode));
    }
  }

  private static List<RunResult> run(CommandLineOptions given, int rounds) throws RunnerException {
    List<String> labels =
        chosen(
            given, "contender", Contenders.all().stream().map(AttentionContender::label).toList());
    List<RunResult> results = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (String shape : chosen(given, "shape", BenchmarkShapes.ALL)) {
        for (String storage : chosen(given, "storage", storages(shape))) {
          List<String> fit = fitting(labels, given, shape, storage);
          List<String> fast = fit.stream().filter(label -> !SLOW.contains(label)).toList();
          List<String> slow = fit.stream().filter(SLOW::contains).toList();
          if (!fast.isEmpty()) {
            results.addAll(new Runner(options(given, shape, storage, fast).build()).run());
          }
          if (!slow.isEmpty() && round == 0) {
            results.addAll(
                new Runner(
                        options(given, shape, storage, slow)
                            .warmupIterations(1)
                            .measurementIterations(SLOW_ITERATIONS)
                            .build())
                    .run());
          }
        }
      }
    }
    return results;
  }

  /** Half-precision K and V make a difference where reading them is what takes the time. */
  private static List<String> storages(String shape) {
    return BenchmarkShapes.DECODE.contains(shape)
        ? Arrays.stream(Storage.values()).map(Storage::name).toList()
        : List.of(Storage.FP32.name());
  }

  private static List<String> fitting(
      List<String> labels, CommandLineOptions given, String shape, String storage) {
    int threads = Integer.parseInt(chosen(given, "threads", List.of("1")).get(0));
    KernelSetup setup =
        KernelSetup.of(BenchmarkShapes.parse(shape))
            .withThreads(threads)
            .withStorage(Storage.valueOf(storage));
    return labels.stream().filter(label -> Contenders.of(label).takes(setup)).toList();
  }

  private static ChainedOptionsBuilder options(
      CommandLineOptions given, String shape, String storage, List<String> contenders) {
    return new OptionsBuilder()
        .parent(given)
        .include(AttentionBenchmark.class.getName() + ".attend")
        .param("shape", shape)
        .param("storage", storage)
        .param("contender", contenders.toArray(String[]::new));
  }

  private static List<String> chosen(
      CommandLineOptions given, String parameter, List<String> otherwise) {
    return given.getParameter(parameter).hasValue()
        ? List.copyOf(given.getParameter(parameter).get())
        : otherwise;
  }
}
