package masattention.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaletteTest {

  private static final List<String> SCHEDULERS =
      List.of(
          "layer-wise",
          "soft-pipe",
          "flat-no-prefetch",
          "flat",
          "flat-stream",
          "tileflow",
          "fusemax",
          "mas",
          "mas-spill",
          "assist",
          "bound");

  private static final List<String> COMPONENTS =
      List.of("MAC", "VEC", "L0", "L1", "DRAM", "static");

  /**
   * Light as readers without green and without red cones see it, of linear red, green and blue
   * (Machado, Oliveira and Fernandes, 2009, severity 1).
   */
  private static final List<double[][]> EYES =
      List.of(
          new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
          new double[][] {
            {0.367322, 0.860646, -0.227968},
            {0.280085, 0.672501, 0.047413},
            {-0.011820, 0.042940, 0.968881}
          },
          new double[][] {
            {0.152286, 1.052583, -0.204868},
            {0.114503, 0.786281, 0.099216},
            {-0.003882, -0.048116, 1.051998}
          });

  @Test
  void schedulersAndComponentsHaveColoursOfTheirOwn() {
    assertEquals(11, colors(SCHEDULERS).size());
    assertEquals(6, colors(COMPONENTS).size());
    assertThrows(IllegalArgumentException.class, () -> Palette.color("nobody"));
    assertThrows(IllegalArgumentException.class, () -> Palette.other(10));
  }

  @Test
  void masIsTheOnlyStrongRed() {
    for (String name : SCHEDULERS) {
      float[] hsb = hsb(Palette.color(name));
      boolean red = (hsb[0] < 0.08 || hsb[0] > 0.95) && hsb[1] > 0.6;
      assertEquals(name.equals("mas"), red, name);
    }
    assertTrue(hsb(Palette.color("mas"))[1] > 0.9);
  }

  @Test
  void everyMarkStandsOutFromThePaperAndFromTheOthersForEveryEye() {
    List<Color> others = IntStream.range(0, 10).mapToObj(Palette::other).toList();
    for (Collection<Color> figure : List.of(colors(SCHEDULERS), colors(COMPONENTS), others)) {
      List<Color> colors = List.copyOf(figure);
      for (int i = 0; i < colors.size(); i++) {
        double contrast = Palette.contrast(colors.get(i), Palette.PAPER);
        assertTrue(contrast >= 3, colors.get(i) + " has a contrast of " + contrast);
        for (int j = 0; j < i; j++) {
          for (double[][] eye : EYES) {
            double apart = difference(lab(colors.get(i), eye), lab(colors.get(j), eye));
            assertTrue(apart > 12, colors.get(i) + " and " + colors.get(j) + ": " + apart);
          }
        }
      }
    }
    assertTrue(Palette.contrast(Palette.GUIDE, Palette.PAPER) >= 3);
  }

  /** The difference of two colours in CIELAB; 2 can just be seen side by side. */
  private static double difference(double[] one, double[] other) {
    return Math.hypot(Math.hypot(one[0] - other[0], one[1] - other[1]), one[2] - other[2]);
  }

  private static double[] lab(Color color, double[][] eye) {
    double[] rgb = {
      Palette.linear(color.getRed()),
      Palette.linear(color.getGreen()),
      Palette.linear(color.getBlue())
    };
    double[] seen = new double[3];
    for (int i = 0; i < 3; i++) {
      double light = eye[i][0] * rgb[0] + eye[i][1] * rgb[1] + eye[i][2] * rgb[2];
      seen[i] = Math.min(1, Math.max(0, light));
    }
    double x = root((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.9505);
    double y = root(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
    double z = root((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.089);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double root(double value) {
    return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16.0 / 116;
  }

  private static float[] hsb(Color color) {
    return Color.RGBtoHSB(color.getRed(), color.getGreen(), color.getBlue(), null);
  }

  private static Set<Color> colors(List<String> names) {
    Set<Color> colors = new HashSet<>();
    names.forEach(n -> colors.add(Palette.color(n)));
    return colors;
  }
}
