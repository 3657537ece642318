package masattention.experiments.claims;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import masattention.experiments.ExperimentContext;
import masattention.input.Grade;
import masattention.interpret.numeric.NumericExecution;
import masattention.interpret.timing.Timeline;
import masattention.reference.AttentionInputs;
import masattention.reference.NaiveAttention;
import masattention.report.Decimals;
import masattention.schedule.Problem;
import masattention.schedule.Schedulers;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.workload.Network;
import masattention.workload.Networks;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The claims without a number. */
final class Statements {
  private static final String EXACT_NETWORK = "vit-b-16";
  private static final int SEED = 1;
  private static final double NEAR_PERCENT = 5;
  private static final List<String> PUBLISHED_SEARCHES = List.of("mcts", "genetic", "exhaustive");

  private Statements() {}

  /** The output is unchanged: the program that the tables measure computes exact attention. */
  static AuditedClaim output(ExperimentContext context, Layers layers) throws IOException {
    Network network = Networks.resolve(EXACT_NETWORK);
    AttentionInputs inputs = AttentionInputs.random(network.shape(), new Random(SEED));
    float[] reference = NaiveAttention.outputs(inputs);
    boolean same = true;
    for (String preset : List.of("edge", "davinci")) {
      same &=
          Arrays.equals(reference, execute(layers.row(preset, Schedulers.MAS, network), inputs));
    }
    List<CSVRecord> kernels = read(context.result("kernel-exactness.csv"));
    long passed = kernels.stream().filter(row -> Boolean.parseBoolean(row.get("passes"))).count();
    Verdict verdict = Verdict.of(same && passed == kernels.size());
    return new AuditedClaim(
        "output-unchanged",
        "model output",
        "unchanged",
        Grade.PUBLISHED,
        "abstract of arXiv 2411.17720",
        same ? "unchanged" : "changed",
        "edge, davinci",
        verdict,
        ("The program of mas for %s, run on numbers that live only in the simulated memory, %s the"
                + " FP32 definition bit for bit on edge and davinci, and %d of %d kernel cases keep"
                + " their error bound; the tests do so for every scheduler and random tilings.")
            .formatted(EXACT_NETWORK, same ? "equals" : "misses", passed, kernels.size()),
        "kernel-exactness",
        List.of());
  }

  private static float[] execute(Measurement row, AttentionInputs inputs) {
    Timeline timeline =
        Simulator.timeline(row.scheduler(), Problem.of(row.shape(), row.machine(), row.tiling()))
            .orElseThrow();
    return NumericExecution.outputs(
        timeline.program(),
        NumericExecution.order(timeline),
        inputs.queries(),
        inputs.keys(),
        inputs.values());
  }

  /** Tilings are found by search: how near the proven best the named methods come. */
  static AuditedClaim search(ExperimentContext context) throws IOException {
    List<CSVRecord> rows = read(context.result("search.csv"));
    long budget =
        rows.stream().mapToLong(row -> Long.parseLong(row.get("evaluations"))).max().orElseThrow();
    double worst = 0;
    StringBuilder gaps = new StringBuilder();
    for (String method : PUBLISHED_SEARCHES) {
      double gap =
          rows.stream()
              .filter(row -> row.get("algorithm").equals(method))
              .filter(row -> Long.parseLong(row.get("evaluations")) == budget)
              .mapToDouble(row -> Double.parseDouble(row.get("median_gap_percent")))
              .max()
              .orElseThrow();
      worst = Math.max(worst, gap);
      gaps.append(gaps.isEmpty() ? "" : ", ").append(method).append(' ');
      gaps.append(Decimals.fixed(gap, 1)).append(" %");
    }
    return new AuditedClaim(
        "tilings-by-search",
        "tilings found by search",
        "MCTS, genetic, grid",
        Grade.SECOND_HAND,
        "public summary",
        "at most %s %% off the best".formatted(Decimals.fixed(worst, 1)),
        "edge",
        Verdict.of(worst <= NEAR_PERCENT),
        ("After %d evaluations the medians are at most so far above the proven optimum of any core"
                + " network: %s; branch and bound proves it, so no table here rests on luck.")
            .formatted(budget, gaps),
        "search-convergence",
        List.of());
  }

  private static List<CSVRecord> read(Path file) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(file)) {
      return format.parse(reader).getRecords();
    }
  }
}
