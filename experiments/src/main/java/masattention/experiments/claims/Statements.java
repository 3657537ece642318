package masattention.experiments.claims;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import masattention.experiments.Found;
import masattention.input.Grade;
import masattention.interpret.numeric.NumericExecution;
import masattention.interpret.timing.Timeline;
import masattention.reference.AttentionInputs;
import masattention.reference.NaiveAttention;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.schedule.Problem;
import masattention.schedulers.Schedulers;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.workload.Network;
import masattention.workload.Networks;

/**
 * The claims without a number.
 *
 * @param exact whether the program that the tables measure computes exact attention
 * @param found what else they rest on
 */
record Statements(boolean exact, Found found) {
  private static final Network EXACT_NETWORK = Networks.resolve("vit-b-16");
  private static final int SEED = 1;
  private static final double NEAR_PERCENT = 5;
  private static final List<String> PUBLISHED_SEARCHES = List.of("mcts", "genetic", "exhaustive");

  static Statements of(Found found, Layers layers) {
    AttentionInputs inputs = AttentionInputs.random(EXACT_NETWORK.shape(), new Random(SEED));
    float[] reference = NaiveAttention.outputs(inputs);
    boolean exact =
        Stream.of("edge", "davinci")
            .map(preset -> layers.point(preset, Schedulers.MAS, EXACT_NETWORK).found())
            .allMatch(row -> Arrays.equals(reference, execute(row, inputs)));
    return new Statements(exact, found);
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

  String exactNetwork() {
    return EXACT_NETWORK.name();
  }

  String equalsOrMisses() {
    return exact ? "equals" : "misses";
  }

  /** The output is unchanged. */
  AuditedClaim output(String cause) {
    return new AuditedClaim(
        "output-unchanged",
        "model output",
        "unchanged",
        Grade.PUBLISHED,
        "abstract of arXiv 2411.17720",
        exact ? "unchanged" : "changed",
        "edge, davinci",
        "",
        Verdict.of(exact && found.exactKernels().size() == found.kernels().size()),
        cause,
        "kernel-exactness",
        List.of());
  }

  /** Tilings are found by search: how near the proven best the named methods come. */
  AuditedClaim search(String cause) {
    double worst = Dataset.of(PUBLISHED_SEARCHES).values(m -> found.gaps(m).largest()).largest();
    return new AuditedClaim(
        "tilings-by-search",
        "tilings found by search",
        "MCTS, genetic, grid",
        Grade.SECOND_HAND,
        "public summary",
        "at most %s %% off the best".formatted(Decimals.fixed(worst, 1)),
        "edge",
        "",
        Verdict.of(worst <= NEAR_PERCENT),
        cause,
        "search-convergence",
        List.of());
  }
}
