package masattention.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import masattention.benchmarks.KernelChart.Share;
import masattention.plot.GroupedBarChart;
import masattention.plot.PlotFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed figure is that of the committed table; {@code -Dmas.accept} draws it again. */
class KernelChartTest {
  private static final Path TABLE = Path.of("..", "results", "benchmarks", "kernel.csv");
  private static final Path PLOTS = Path.of("..", "plots");

  @TempDir Path folder;

  @Test
  void showsEveryShareOfTheTable() throws IOException {
    List<Share> shares = shares(false, 13, "fma-peak");
    shows("kernel", KernelChart.of(shares), shares.size());
    List<Share> decode = shares(true, 14, MemoryReadContender.LABEL);
    shows("kernel-decode", KernelChart.ofDecode(decode), decode.size());
  }

  private static List<Share> shares(boolean decode, int column, String yardstick)
      throws IOException {
    return Files.readAllLines(TABLE).stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .filter(cells -> BenchmarkShapes.DECODE.contains(cells[0]) == decode)
        .filter(cells -> !cells[4].equals(yardstick) && !cells[column].isEmpty())
        .map(
            cells ->
                new Share(
                    decode ? KernelChart.stored(cells[0], cells[3]) : cells[0],
                    cells[4],
                    Double.parseDouble(cells[column])))
        .toList();
  }

  private void shows(String name, GroupedBarChart chart, int shares) throws IOException {
    Path drawn = new PlotFolder(folder).write(name, chart);
    Path committed = PLOTS.resolve(name + ".svg");
    if (Boolean.getBoolean("mas.accept")) {
      Files.copy(drawn, committed, StandardCopyOption.REPLACE_EXISTING);
    }
    String svg = Files.readString(committed);
    assertEquals(Files.readString(drawn), svg, "draw it again with -Dmas.accept");
    assertTrue(svg.contains(">vector-flat</text>"));
    assertEquals(shares, svg.split(">0\\.\\d\\d</text>", -1).length - 1);
  }
}
