package masattention.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The committed pages say what the committed tables say. */
class PagesTest {
  private static final Path RESULTS = Path.of("..", "results");

  @BeforeEach
  void committed() {
    assumeFalse(Boolean.getBoolean("mas.accept"), "new files are about to be accepted");
  }

  /** Tables with a row per layer and a column per scheduler, against the column of a file. */
  @ParameterizedTest
  @CsvSource({
    "comparison, 'Cycles on edge', edge, network, cycles, 0, 12",
    "comparison, 'Cycles on davinci', davinci, network, cycles, 0, 12",
    "comparison, 'Speedup of mas on edge', edge, network, speedup_of_mas, 3, 15",
    "comparison, 'Speedup of mas on davinci', davinci, network, speedup_of_mas, 3, 15",
    "comparison, 'Distance to the bound on edge', edge, network, bound_share_percent, 1, 12",
    "unet, 'Latency cut by mas on edge, %', edge, layer, latency_cut_by_mas_percent, 1, 5",
    "unet, 'Latency on davinci, µs', davinci, layer, latency_us, 1, 5",
  })
  void cellsAreThoseOfTheFile(
      String page, String heading, String preset, String row, String column, int digits, int rows)
      throws IOException {
    Dataset<Line> all = Csv.read(RESULTS.resolve(page + ".csv"));
    Dataset<Line> file =
        all.headers().contains("objective")
            ? all.where(line -> line.text("objective"), "cycles")
            : all;
    List<List<String>> table = table(page, heading);
    assertEquals(rows, table.size() - 1);
    int compared = 0;
    for (List<String> cells : table.subList(1, table.size())) {
      for (int i = 1; i < cells.size(); i++) {
        String scheduler = table.get(0).get(i);
        Dataset<Line> found =
            file.where(line -> line.text("preset"), preset)
                .where(line -> line.text(row), cells.get(0))
                .where(line -> line.text("scheduler"), scheduler);
        if (!found.isEmpty()) {
          double exact = found.only().number(column);
          double rounding = 0.6 * Math.pow(10, -digits);
          assertEquals(exact, number(cells.get(i)), rounding, cells + " " + scheduler);
          compared++;
        }
      }
    }
    assertTrue(compared >= 5 * 8, "only %d cells are compared".formatted(compared));
  }

  /** The number of a cell; of a saving, what is taken more is below nothing. */
  private static double number(String cell) {
    return cell.endsWith(" more")
        ? -Double.parseDouble(cell.replace(" more", ""))
        : Double.parseDouble(cell);
  }

  @Test
  void meansOfTheComparisonAreThoseOfTheFile() throws IOException {
    Dataset<Line> pairs = Csv.read(RESULTS.resolve("comparison-speedups.csv"));
    List<List<String>> table = table("comparison", "Speedup of mas on edge");
    for (int i = 1; i < table.get(0).size(); i++) {
      Line pair =
          pairs
              .where(line -> line.text("preset"), "edge")
              .where(line -> line.text("scheduler"), "mas")
              .where(line -> line.text("over"), table.get(0).get(i))
              .only();
      String mean = table.get(table.size() - 3).get(i);
      assertEquals(pair.number("geometric_mean_speedup"), Double.parseDouble(mean), 6e-4);
      String largest = table.get(table.size() - 2).get(i);
      assertEquals(pair.number("largest_speedup"), Double.parseDouble(largest), 6e-4);
    }
  }

  /** What a template says between its tables is computed, not written down. */
  @Test
  void noTemplateNamesAResult() throws IOException {
    Path templates = Path.of("src/main/resources/masattention/experiments");
    try (Stream<Path> files = Files.walk(templates)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".md")).toList()) {
        String text = Files.readString(file).replaceAll("`[^`]*`|\\{\\{[^}]*}}|\\([^)]*\\)", "");
        boolean validation = file.getParent().endsWith("validation");
        assertTrue(validation || !text.matches("(?s).*\\b\\d\\.\\d{2,}\\b.*"), file.toString());
      }
    }
  }

  /** The first table after a heading, with its headers. */
  private static List<List<String>> table(String page, String heading) throws IOException {
    return Files.readAllLines(RESULTS.resolve(page + ".md")).stream()
        .dropWhile(line -> !line.replaceFirst("^#+ ", "").equals(heading))
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .filter(line -> !line.startsWith("| ---"))
        .map(line -> Arrays.asList(line.substring(2, line.length() - 2).split(" \\| ", -1)))
        .toList();
  }
}
