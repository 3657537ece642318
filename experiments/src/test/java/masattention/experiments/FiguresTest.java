package masattention.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Line;
import masattention.schedule.Scheduler;
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
  private static final List<String> MEASURED = List.of("history", "kernel", "kernel-decode");

  private static final List<String> OVERVIEW =
      CoreSet.overview().stream().map(Scheduler::id).filter(id -> !id.equals("flat")).toList();

  @BeforeEach
  void committed() {
    assumeFalse(Boolean.getBoolean("mas.accept"), "new files are about to be accepted");
  }

  @Test
  void everyFigureIsCommittedAndNothingElse() throws IOException {
    List<Figure> figures =
        Experiments.ALL.stream().flatMap(experiment -> experiment.figures().stream()).toList();
    for (Figure figure : figures) {
      assertTrue(figure.sentence().endsWith("."), figure.sentence());
    }
    List<String> stems = figures.stream().map(Figure::stem).toList();
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
      Map<String, Double> flat = new HashMap<>();
      Dataset<Line> rows =
          table("comparison")
              .where(row -> row.text("objective"), "cycles")
              .where(row -> row.text("preset"), preset);
      rows.where(row -> row.text("scheduler"), "flat")
          .forEach(row -> flat.put(row.text("network"), row.number("cycles")));
      List<String> shown = texts("speedup-" + preset);
      int compared = 0;
      for (Line row : rows) {
        double ratio = flat.get(row.text("network")) / row.number("cycles");
        if (OVERVIEW.contains(row.text("scheduler"))) {
          assertTrue(shown.remove(Decimals.fixed(ratio, 2)), row.text("network"));
          compared++;
        }
      }
      assertEquals(12 * OVERVIEW.size(), compared);
      long means = shown.stream().filter(text -> text.matches("\\d\\.\\d\\d")).count();
      assertEquals(OVERVIEW.size(), means, shown.toString());
    }
  }

  @Test
  void bothComponentsOfEnergyNameTheTotalOfFlat() throws IOException {
    for (Line row : table("comparison").where(r -> r.text("objective"), "balanced")) {
      if (row.text("scheduler").equals("flat")) {
        double total = row.number("energy_pj") / 1e6;
        List<String> shown = texts("energy-" + row.text("preset"));
        assertTrue(
            shown.stream()
                .filter(text -> text.startsWith("flat = "))
                .mapToDouble(text -> Double.parseDouble(text.split(" ", -1)[2]))
                .anyMatch(value -> Math.abs(value / total - 1) < 0.005),
            row.text("network"));
      }
    }
  }

  @Test
  void rooflineNamesEveryNetworkAndScheduler() throws IOException {
    for (Line row : table("roofline")) {
      List<String> shown = texts("roofline-" + row.text("preset"));
      boolean drawn = OVERVIEW.contains(row.text("scheduler"));
      assertTrue(shown.contains(row.text("network")));
      assertTrue(!drawn || shown.contains(row.text("scheduler")));
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

  private static Dataset<Line> table(String name) {
    return Csv.read(RESULTS.resolve(name + ".csv"));
  }
}
