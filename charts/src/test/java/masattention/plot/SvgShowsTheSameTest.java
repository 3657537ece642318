package masattention.plot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads the SVG as a viewer would, element by element, and compares the picture with the PNG; the
 * tenths of a pixel of the SVG may move an edge a little.
 */
class SvgShowsTheSameTest {

  @ParameterizedTest
  @MethodSource("names")
  void asThePng(String name) throws Exception {
    Chart chart = SampleCharts.all(1.7).get(name);
    BufferedImage png = PlotFolder.image(chart);
    BufferedImage svg = new SvgPicture(SvgGraphics.encode(chart, name)).paint(PlotFolder.SCALE);
    long differing = 0;
    for (int y = 0; y < png.getHeight(); y++) {
      for (int x = 0; x < png.getWidth(); x++) {
        Color a = new Color(png.getRGB(x, y));
        Color b = new Color(svg.getRGB(x, y));
        int distance =
            Math.abs(a.getRed() - b.getRed())
                + Math.abs(a.getGreen() - b.getGreen())
                + Math.abs(a.getBlue() - b.getBlue());
        differing += distance > 200 ? 1 : 0;
      }
    }
    assertTrue(differing < 20, differing + " pixels differ clearly");
  }

  private static Set<String> names() {
    return SampleCharts.all(1).keySet();
  }
}
