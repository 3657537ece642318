package masattention.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Measures bars in the picture itself. */
class BarHeightTest {

  @Test
  void groupedBarsAreAsHighAsTheirValues() {
    List<Integer> flat = heights(SampleCharts.grouped(3.0), Palette.color("flat"));
    List<Integer> mas = heights(SampleCharts.grouped(3.0), Palette.color("mas"));
    assertEquals(2, flat.size());
    assertEquals(2, mas.size());
    assertTrue(flat.get(0) > 100, "the bar of 1.0 has " + flat.get(0) + " pixels");
    assertEquals(3.0 * flat.get(0), flat.get(1), 4);
    assertEquals(2.0 * flat.get(0), mas.get(0), 4);
    assertEquals(0.5 * flat.get(0), mas.get(1), 4);
  }

  @Test
  void partsOfStackedBarsAreAsHighAsTheirValues() {
    List<Integer> mac = heights(SampleCharts.stacked(4.0), Palette.color("MAC"));
    List<Integer> dram = heights(SampleCharts.stacked(4.0), Palette.color("DRAM"));
    assertEquals(4, mac.size());
    assertEquals(4, dram.size());
    for (int i = 0; i < 4; i++) {
      assertEquals(mac.get(0), mac.get(i), 1);
      assertEquals((i % 2 == 0 ? 2.0 : 4.0) * mac.get(0), dram.get(i), 4);
    }
  }

  @Test
  void relativeBarsHaveTheReferenceAtOne() {
    StackedBarChart relative = SampleCharts.relative(5.0);
    for (StackedBar bar : relative.stacks()) {
      assertEquals(bar.bar().equals("flat") ? 1.0 : 2.0, bar.total(), 1e-12);
    }
    assertEquals("flat = 3 µJ", relative.notes().get("bert-base"));
  }

  /** Heights in pixels of the bars of a colour, from left to right, below the legend. */
  private static List<Integer> heights(Chart chart, Color color) {
    BufferedImage image = PlotFolder.image(chart);
    List<Integer> heights = new ArrayList<>();
    int previous = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      int count = 0;
      for (int y = 140; y < image.getHeight(); y++) {
        count += image.getRGB(x, y) == color.getRGB() ? 1 : 0;
      }
      if (count > 20 && previous <= 20) {
        heights.add(0);
      }
      if (count > 20) {
        int last = heights.size() - 1;
        heights.set(last, Math.max(heights.get(last), count));
      }
      previous = count;
    }
    return heights;
  }
}
