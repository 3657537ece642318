package masattention.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import org.junit.jupiter.api.Test;

/** Counts the pixels of markers in the picture itself. */
class MarkersTest {
  private static final Color SECOND = Palette.other(1);

  @Test
  void aNameHasOneMarkerInAllPlots() {
    Axis y = Axis.linear("latency, µs", 0, 2);
    PointSeries first = new PointSeries("one", Palette.other(0), List.of(1.0), List.of(1.0));
    PointSeries second = new PointSeries("other", SECOND, List.of(2.0), List.of(1.0));
    List<Plot> plots = List.of(new Plot(y, List.of(first, second)), new Plot(y, List.of(second)));
    Axis x = Axis.linear("area", 0, 4);
    BufferedImage image =
        PlotFolder.image(LineChart.grid("Fronts", x, Marks.POINTS, plots, 2, 200));
    int middle = image.getWidth() / 2;
    int left = pixels(image, 0, middle);
    assertTrue(left > 20, left + " pixels");
    assertEquals(left, pixels(image, middle, image.getWidth()));
  }

  /** Pixels of the second series below the legend. */
  private static int pixels(BufferedImage image, int from, int to) {
    int count = 0;
    for (int x = from; x < to; x++) {
      for (int y = 140; y < image.getHeight(); y++) {
        count += image.getRGB(x, y) == SECOND.getRGB() ? 1 : 0;
      }
    }
    return count;
  }
}
