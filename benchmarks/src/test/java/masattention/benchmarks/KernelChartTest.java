package masattention.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import masattention.benchmarks.KernelChart.Share;
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
    List<Share> shares =
        Files.readAllLines(TABLE).stream()
            .skip(1)
            .map(line -> line.split(",", -1))
            .filter(cells -> !cells[3].equals("fma-peak") && !cells[10].isEmpty())
            .map(cells -> new Share(cells[0], cells[3], Double.parseDouble(cells[10])))
            .toList();
    Path drawn = new PlotFolder(folder).write("kernel", KernelChart.of(shares));
    if (Boolean.getBoolean("mas.accept")) {
      Files.copy(drawn, PLOTS.resolve("kernel.svg"), StandardCopyOption.REPLACE_EXISTING);
    }
    String svg = Files.readString(PLOTS.resolve("kernel.svg"));
    assertEquals(Files.readString(drawn), svg, "draw it again with -Dmas.accept");
    assertTrue(svg.contains(">vector-flat</text>") && svg.contains(">12x512x64</text>"));
    assertEquals(shares.size(), svg.split(">0\\.\\d\\d</text>", -1).length - 1);
  }
}
