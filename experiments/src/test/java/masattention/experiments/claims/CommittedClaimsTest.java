package masattention.experiments.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import masattention.experiments.Experiments;
import masattention.experiments.Published;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The committed audit, against the committed comparison and the registry. */
class CommittedClaimsTest {
  private static final Path RESULTS = Path.of("..", "results");

  @BeforeEach
  void committed() {
    assumeFalse(Boolean.getBoolean("mas.accept"), "new files are about to be accepted");
  }

  @ParameterizedTest
  @CsvSource({
    "edge-largest-speedup,edge,flat,largest",
    "edge-largest-speedup,edge,flat-no-prefetch,largest",
    "edge-largest-speedup,edge,flat-stream,largest",
    "edge-mean-speedup,edge,flat,mean",
    "npu-largest-speedup,davinci,flat-no-prefetch,largest",
    "npu-mean-speedup,davinci,flat,mean",
    "npu-mean-speedup,davinci,flat-stream,mean",
  })
  void speedupsAreThoseOfTheComparison(
      String claim, String preset, String rival, String statistic) {
    List<Double> ratios = new ArrayList<>();
    Map<String, Double> own = column("cycles", "cycles", preset, "mas");
    column("cycles", "cycles", preset, rival)
        .forEach((network, c) -> ratios.add(c / own.get(network)));
    assertEquals(12, ratios.size());
    double product = ratios.stream().reduce(1.0, (a, b) -> a * b);
    double wanted =
        statistic.equals("mean")
            ? Math.pow(product, 1.0 / 12)
            : ratios.stream().mapToDouble(r -> r).max().orElseThrow();
    assertEquals(rounded(wanted, 3), line(claim).text(preset + ":" + rival));
  }

  @ParameterizedTest
  @CsvSource({"edge,flat", "edge,flat-stream", "davinci,flat-no-prefetch"})
  void savingsAreThoseOfTheComparison(String preset, String rival) {
    Map<String, Double> own = column("energy_pj", "balanced", preset, "mas");
    double wanted =
        column("energy_pj", "balanced", preset, rival).entrySet().stream()
            .mapToDouble(rivals -> 100 - 100 * own.get(rivals.getKey()) / rivals.getValue())
            .max()
            .orElseThrow();
    assertEquals(rounded(wanted, 1), line("edge-largest-saving").text(preset + ":" + rival));
  }

  @Test
  void everyClaimHasAVerdictACauseAndEvidence() {
    Dataset<Line> lines = read("claims.csv");
    assertEquals(Published.values().length + 2, lines.size());
    for (Line line : lines) {
      assertTrue(line.text("cause").endsWith("."), line.text("claim"));
      assertTrue(Experiments.named(line.text("evidence")).isPresent(), line.text("evidence"));
      assertTrue(List.of("P", "S").contains(line.text("grade")), line.text("grade"));
    }
  }

  @Test
  void theLayersOfTheUnetAreCounted() {
    assertEquals(
        List.of(5, 5, 5, 1),
        Layers.networks(Statistic.WHOLE_CUT).stream().map(network -> network.layers()).toList());
  }

  private static String rounded(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static Map<String, Double> column(
      String name, String objective, String preset, String scheduler) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Line row :
        read("comparison.csv")
            .where(line -> line.text("objective"), objective)
            .where(line -> line.text("preset"), preset)
            .where(line -> line.text("scheduler"), scheduler)) {
      values.put(row.text("network"), row.number(name));
    }
    return values;
  }

  private static Line line(String claim) {
    return read("claims.csv").where(row -> row.text("claim"), claim).only();
  }

  private static Dataset<Line> read(String name) {
    return Csv.read(RESULTS.resolve(name));
  }
}
