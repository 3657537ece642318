package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search or a table states, {@code mas simulate} gives again, however long the layer is. */
class ReplayTest {
  private static final Path RESULTS = Path.of("..", "results");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final List<String> FIGURES =
      List.of(
          "cycles",
          "mac_busy_cycles",
          "vec_busy_cycles",
          "dram_busy_cycles",
          "dram_read_bytes",
          "dram_write_bytes",
          "refetch_bytes",
          "spill_bytes",
          "energy_pj");

  /** Columns of tables and the options that set them. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "heads", "--heads",
          "kv_heads", "--kv-heads",
          "tokens", "--seq",
          "seq_q", "--seq-q",
          "seq_kv", "--seq-kv",
          "head_dim", "--head-dim",
          "batch", "--batch",
          "element_bytes", "--element-bytes",
          "normalize", "--normalize");

  private static JsonNode json(String line) throws IOException {
    Call call = Call.line(line + " --json");
    assertEquals("", call.err(), line);
    assertEquals(CommandRunner.OK, call.exitCode(), line);
    return JSON.readTree(call.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--network bert-base --seq 65536 --machine davinci --scheduler flat",
        "--network llama3-8b --seq-q 1 --seq-kv 65536 --machine edge --scheduler mas",
        "--network vit-b-16 --machine davinci --scheduler tileflow"
      })
  void aSearchIsReplayed(String question) throws IOException {
    JsonNode found = json("search " + question);
    JsonNode again = json(found.get("command").asText().replace("./mas ", ""));
    again.properties().forEach(e -> assertEquals(e.getValue(), found.get(e.getKey())));
  }

  /** Every so many rows of a committed table, those of the longest layers among them. */
  @ParameterizedTest
  @CsvSource({
    "comparison, preset, 23",
    "energy, preset, 79",
    "variants, preset, 71",
    "sequence-length, machine, 97"
  })
  void aTableIsReplayed(String table, String machine, int every) throws IOException {
    assumeFalse(Boolean.getBoolean("mas.accept"), "new files are about to be accepted");
    Path csv = RESULTS.resolve(table + ".csv");
    Dataset<Line> rows = Csv.read(csv);
    int replayed = 0;
    for (int i = 0; i < rows.size(); i += every) {
      Line row = rows.rows().get(i);
      if (rows.headers().contains("feasible") && row.text("feasible").equals("false")) {
        continue;
      }
      replay(csv, row, rows.headers(), machine);
      replayed++;
    }
    assertTrue(replayed >= 5, replayed + " rows");
  }

  @Test
  void theLongestLayersOfATableAreReplayed() throws IOException {
    assumeFalse(Boolean.getBoolean("mas.accept"), "new files are about to be accepted");
    Path csv = RESULTS.resolve("sequence-length.csv");
    Dataset<Line> table = Csv.read(csv);
    List<Line> longest =
        table
            .where(line -> line.text("tokens"), "16384")
            .where(line -> line.text("kv_allowed"), "any")
            .where(line -> line.text("feasible"), "true")
            .where(line -> line.text("network"), "bert-base")
            .rows();
    assertTrue(longest.size() >= 9, longest.size() + " rows");
    for (Line row : longest) {
      replay(csv, row, table.headers(), "machine");
    }
  }

  private static void replay(Path csv, Line row, List<String> headers, String machine)
      throws IOException {
    String line = simulateLine(row, headers, machine);
    JsonNode again = json(line);
    for (String figure : FIGURES) {
      assertEquals(
          0,
          new BigDecimal(row.text(figure)).compareTo(new BigDecimal(again.get(figure).asText())),
          () ->
              "%s has %s %s, but %s gives %s; if that is meant: mvn verify -Dmas.accept"
                  .formatted(csv, figure, row.text(figure), line, again.get(figure)));
    }
  }

  private static String simulateLine(Line row, List<String> headers, String machine) {
    StringBuilder line = new StringBuilder("simulate");
    line.append(" --network ").append(row.text("network"));
    line.append(" --machine ").append(row.text(machine));
    line.append(" --scheduler ").append(row.text("scheduler"));
    OPTIONS.forEach(
        (column, option) -> {
          if (headers.contains(column)) {
            line.append(' ').append(option).append(' ').append(row.text(column));
          }
        });
    if (headers.contains("causal") && row.text("causal").equals("true")) {
      line.append(" --causal");
    }
    return line.append(" --tiling ")
        .append(
            "rows=%s,cols=%s,kv-buffers=%s,resident-keys=%s,resident-values=%s,partition=%s"
                .formatted(
                    row.text("rows_per_block"),
                    row.text("cols_per_tile"),
                    row.text("kv_buffers"),
                    row.text("resident_key_tiles"),
                    row.text("resident_value_tiles"),
                    row.text("partition")))
        .toString();
  }

  /** Every so many command lines of the committed pages run. */
  @Test
  void theCommandLinesOfPagesRun() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> pages = Files.list(RESULTS)) {
      for (Path page : pages.filter(p -> p.toString().endsWith(".md")).sorted().toList()) {
        Files.readAllLines(page).stream()
            .filter(line -> line.startsWith("./mas simulate ") && !line.contains(" NETWORK "))
            .forEach(lines::add);
      }
    }
    assertTrue(lines.size() > 100, lines.size() + " lines");
    for (int i = 0; i < lines.size(); i += 17) {
      json(lines.get(i).replace("./mas ", ""));
    }
  }
}
