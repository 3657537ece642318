package masattention.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PlotFontTest {

  @Test
  void widthsAreThoseOfTheFont() {
    // Liberation Sans has the widths of Arial: 'm' 1706 and 'a', 's' 1139 and 1024 of 2048 units.
    assertEquals((1706 + 1139 + 1024) * 10 / 2048.0, PlotFont.width("mas", 10), 1e-9);
    assertEquals(PlotFont.width("ab", 14), PlotFont.width("a", 14) + PlotFont.width("b", 14), 1e-9);
  }

  @Test
  void hasTheSignsOfUnits() {
    assertTrue(PlotFont.width("µJ × − – · ≥ ≤ ° ²", 10) > 0);
  }

  @Test
  void namesTheCharacterItLacks() {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> PlotFont.width("a\u4e2d", 10));
    assertTrue(refusal.getMessage().contains("U+4E2D"));
  }
}
