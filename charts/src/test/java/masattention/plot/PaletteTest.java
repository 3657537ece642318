package masattention.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
          "bound");

  @Test
  void schedulersAndComponentsHaveColoursOfTheirOwn() {
    assertEquals(10, colors(SCHEDULERS).size());
    assertEquals(6, colors(List.of("MAC", "VEC", "L0", "L1", "DRAM", "static")).size());
    assertThrows(IllegalArgumentException.class, () -> Palette.color("nobody"));
    assertThrows(IllegalArgumentException.class, () -> Palette.other(9));
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

  private static float[] hsb(Color color) {
    return Color.RGBtoHSB(color.getRed(), color.getGreen(), color.getBlue(), null);
  }

  private static Set<Color> colors(List<String> names) {
    Set<Color> colors = new HashSet<>();
    names.forEach(n -> colors.add(Palette.color(n)));
    return colors;
  }
}
