package masattention.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed figure is that of the committed history; {@code -Dmas.accept} draws it again. */
class HistoryPlotsTest {
  private static final Path TABLE = Path.of("..", "results", "benchmarks", History.FILE);
  private static final Path PLOTS = Path.of("..", "plots");

  @TempDir Path folder;

  @Test
  void showsEveryBenchmarkAtEveryCommit() throws IOException {
    History history = History.read(TABLE);
    if (Boolean.getBoolean("mas.accept")) {
      HistoryPlots.write(history, PLOTS);
    }
    Path drawn = HistoryPlots.write(history, folder).get(0);
    String svg = Files.readString(PLOTS.resolve("history.svg"));
    assertEquals(Files.readString(drawn), svg, "draw it again with -Dmas.accept");
    for (HistoryRow row : history.rows()) {
      assertTrue(svg.contains(">" + row.benchmark() + "</text>"), row.benchmark());
      assertTrue(svg.contains(">" + row.commit().substring(0, 7) + "</text>"), row.commit());
    }
  }

  @Test
  void whatWasNotMeasuredIsAGap() throws IOException {
    List<HistoryRow> rows =
        List.of(row("aaaaaaa", 1), row("bbbbbbb", 2), row("ccccccc", 3), row("ddddddd", 4));
    assertEquals(1, pieces(rows));
    assertEquals(
        2, pieces(List.of(rows.get(0), rows.get(1), rowOf("mas"), rows.get(2), rows.get(3))));
  }

  private static HistoryRow row(String commit, double time) {
    return row(commit, "evaluation-flat", time);
  }

  private static HistoryRow rowOf(String benchmark) {
    return row("eeeeeee", "evaluation-" + benchmark, 5);
  }

  private static HistoryRow row(String commit, String benchmark, double time) {
    Interval interval = new Interval(time, time, time);
    return new HistoryRow("2026-11-24", commit, "full", "CPU", benchmark, 8, time, interval);
  }

  /** How many lines the first plot's series is made of. */
  private int pieces(List<HistoryRow> rows) throws IOException {
    String svg = Files.readString(HistoryPlots.write(new History(rows), folder).get(0));
    String line = svg.split("stroke=\"#332288\" stroke-width=\"1.5\"", -1)[1];
    return line.substring(0, line.indexOf("/>")).split("m", -1).length - 1;
  }
}
