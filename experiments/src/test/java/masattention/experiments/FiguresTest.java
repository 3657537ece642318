package masattention.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import masattention.report.Decimals;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The committed figures: one SVG each, small, searchable, and with the numbers of the tables. */
final class FiguresTest {
  private static final Path PLOTS = Path.of("..", "plots");
  private static final Path RESULTS = Path.of("..", "results");

  /** Drawn where they are measured. */
  private static final List<String> MEASURED = List.of("history", "kernel");

  @BeforeEach
  void committed() {
    assumeFalse(Boolean.getBoolean("mas.accept"), "new files are about to be accepted");
  }

  @Test
  void everyFigureIsCommittedAndNothingElse() throws IOException {
    List<String> stems =
        Arrays.stream(Experiments.values())
            .flatMap(experiment -> experiment.figures().stream())
            .map(Figure::stem)
            .toList();
    Set<String> wanted = new TreeSet<>(stems);
    assertEquals(stems.size(), wanted.size(), "a stem is used twice");
    wanted.addAll(MEASURED);
    Set<String> there = new TreeSet<>();
    long bytes = 0;
    for (Path file : svgs()) {
      there.add(file.getFileName().toString().replace(".svg", ""));
      bytes += Files.size(file);
    }
    assertEquals(wanted, there);
    assertTrue(there.size() < 60 && bytes < 6_000_000, bytes + " bytes");
  }

  @Test
  void everyFigureHasATitleOfItsOwnADescriptionAndText() throws IOException {
    Set<String> titles = new HashSet<>();
    for (Path file : svgs()) {
      Document svg = read(file);
      String title = svg.selectFirst("svg > title").text();
      assertTrue(titles.add(title), title);
      assertTrue(svg.selectFirst("svg > desc").text().length() > 40, title);
      assertTrue(svg.select("text").eachText().contains(title), title);
      assertTrue(svg.select("text").size() > 10, title);
    }
  }

  @Test
  void barsSayTheSpeedupsOfTheTable() throws IOException {
    for (String preset : List.of("edge", "davinci")) {
      Map<String, Long> flat = new HashMap<>();
      List<Map<String, String>> rows =
          table("comparison.csv").stream().filter(row -> row.get("preset").equals(preset)).toList();
      for (Map<String, String> row : rows) {
        if (row.get("scheduler").equals("flat")) {
          flat.put(row.get("network"), Long.parseLong(row.get("cycles")));
        }
      }
      List<String> shown = texts("speedup-" + preset);
      int compared = 0;
      for (Map<String, String> row : rows) {
        double ratio = (double) flat.get(row.get("network")) / Long.parseLong(row.get("cycles"));
        if (!row.get("scheduler").equals("flat")) {
          assertTrue(shown.remove(Decimals.fixed(ratio, 2)), row.toString());
          compared++;
        }
      }
      assertEquals(96, compared);
      long means = shown.stream().filter(text -> text.matches("\\d\\.\\d\\d")).count();
      assertEquals(8, means, shown.toString());
    }
  }

  @Test
  void bothComponentsOfEnergyNameTheTotalOfFlat() throws IOException {
    for (Map<String, String> row : table("comparison.csv")) {
      if (row.get("scheduler").equals("flat")) {
        double total = Double.parseDouble(row.get("energy_pj")) / 1e6;
        List<String> shown = texts("energy-" + row.get("preset"));
        assertTrue(
            shown.stream()
                .filter(text -> text.startsWith("flat = "))
                .mapToDouble(text -> Double.parseDouble(text.split(" ", -1)[2]))
                .anyMatch(value -> Math.abs(value / total - 1) < 0.005),
            row.get("network"));
      }
    }
  }

  @Test
  void rooflineNamesEveryNetworkAndScheduler() throws IOException {
    for (Map<String, String> row : table("roofline.csv")) {
      List<String> shown = texts("roofline-" + row.get("preset"));
      assertTrue(shown.contains(row.get("network")) && shown.contains(row.get("scheduler")));
    }
  }

  private static List<Path> svgs() throws IOException {
    try (Stream<Path> files = Files.list(PLOTS)) {
      return files.filter(file -> file.toString().endsWith(".svg")).sorted().toList();
    }
  }

  private static List<String> texts(String stem) throws IOException {
    return read(PLOTS.resolve(stem + ".svg")).select("text").eachText();
  }

  private static Document read(Path svg) throws IOException {
    return Jsoup.parse(Files.readString(svg), "", Parser.xmlParser());
  }

  /** The rows of a table without quotes, by the names of the columns. */
  private static List<Map<String, String>> table(String name) throws IOException {
    List<String> lines = Files.readAllLines(RESULTS.resolve(name));
    String[] headers = lines.get(0).split(",", -1);
    return lines.stream()
        .skip(1)
        .map(
            line -> {
              String[] cells = line.split(",", -1);
              Map<String, String> row = new HashMap<>();
              for (int i = 0; i < headers.length; i++) {
                row.put(headers[i], cells[i]);
              }
              return row;
            })
        .toList();
  }
}
