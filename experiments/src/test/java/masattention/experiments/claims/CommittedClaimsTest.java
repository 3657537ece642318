package masattention.experiments.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import masattention.experiments.Experiments;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
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
  void speedupsAreThoseOfTheComparison(String claim, String preset, String rival, String statistic)
      throws IOException {
    List<Double> ratios = new ArrayList<>();
    Map<String, Double> own = column("cycles", preset, "mas");
    column("cycles", preset, rival).forEach((network, c) -> ratios.add(c / own.get(network)));
    assertEquals(12, ratios.size());
    double product = ratios.stream().reduce(1.0, (a, b) -> a * b);
    double wanted =
        statistic.equals("mean")
            ? Math.pow(product, 1.0 / 12)
            : ratios.stream().mapToDouble(r -> r).max().orElseThrow();
    assertEquals(rounded(wanted, 3), line(claim).get(preset + ":" + rival));
  }

  @ParameterizedTest
  @CsvSource({"edge,flat", "edge,flat-stream", "davinci,flat-no-prefetch"})
  void savingsAreThoseOfTheComparison(String preset, String rival) throws IOException {
    Map<String, Double> own = column("energy_pj", preset, "mas");
    double wanted =
        column("energy_pj", preset, rival).entrySet().stream()
            .mapToDouble(rivals -> 100 - 100 * own.get(rivals.getKey()) / rivals.getValue())
            .max()
            .orElseThrow();
    assertEquals(rounded(wanted, 1), line("edge-largest-saving").get(preset + ":" + rival));
  }

  @Test
  void everyClaimHasAVerdictACauseAndEvidence() throws IOException {
    List<CSVRecord> lines = read("claims.csv");
    assertEquals(PublishedClaim.values().length + 2, lines.size());
    for (CSVRecord line : lines) {
      assertTrue(line.get("cause").endsWith("."), line.get("claim"));
      assertTrue(Experiments.named(line.get("evidence")).isPresent(), line.get("evidence"));
      assertTrue(List.of("P", "S").contains(line.get("grade")), line.get("grade"));
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

  private static Map<String, Double> column(String name, String preset, String scheduler)
      throws IOException {
    Map<String, Double> values = new LinkedHashMap<>();
    for (CSVRecord row : read("comparison.csv")) {
      if (row.get("preset").equals(preset) && row.get("scheduler").equals(scheduler)) {
        values.put(row.get("network"), Double.parseDouble(row.get(name)));
      }
    }
    return values;
  }

  private static CSVRecord line(String claim) throws IOException {
    return read("claims.csv").stream()
        .filter(row -> row.get("claim").equals(claim))
        .findFirst()
        .orElseThrow();
  }

  private static List<CSVRecord> read(String name) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(RESULTS.resolve(name))) {
      return format.parse(reader).getRecords();
    }
  }
}
