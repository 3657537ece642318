package masattention.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class PlotFilesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"grouped", "stacked", "lines", "scatter", "heat", "gantt"})
  void svgIsXmlThatNamesWhatIsDrawnAndNeedsNoFont(String name) throws Exception {
    Chart chart = SampleCharts.all(1.7).get(name);
    PlotFiles files = PlotFiles.write(chart, folder, name);
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(files.svg().toFile())
            .getDocumentElement();
    assertEquals("svg", root.getTagName());
    assertEquals(chart.title(), text(root, "title"));
    assertEquals(chart.description(), text(root, "desc"));
    assertEquals(name + "-title " + name + "-desc", root.getAttribute("aria-labelledby"));
    assertEquals(0, root.getElementsByTagName("text").getLength());
    assertTrue(root.getElementsByTagName("path").getLength() > 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grouped", "stacked", "lines", "scatter", "heat", "gantt"})
  void pngHasTwicePixelsPerUnit(String name) throws IOException {
    Chart chart = SampleCharts.all(1.7).get(name);
    BufferedImage image = ImageIO.read(PlotFiles.write(chart, folder, name).png().toFile());
    assertEquals(2 * chart.widthPixels(), image.getWidth());
    assertEquals(2 * chart.heightPixels(), image.getHeight());
    assertEquals(0xFFFFFFFF, image.getRGB(0, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"grouped", "stacked", "lines", "scatter", "heat", "gantt"})
  void sameValuesGiveSameBytesAndOthersDoNot(String name) throws IOException {
    PlotFiles one = PlotFiles.write(SampleCharts.all(1.7).get(name), folder.resolve("1"), name);
    PlotFiles two = PlotFiles.write(SampleCharts.all(1.7).get(name), folder.resolve("2"), name);
    PlotFiles other = PlotFiles.write(SampleCharts.all(1.8).get(name), folder.resolve("3"), name);
    assertArrayEquals(Files.readAllBytes(one.svg()), Files.readAllBytes(two.svg()));
    assertArrayEquals(Files.readAllBytes(one.png()), Files.readAllBytes(two.png()));
    assertTrue(Files.mismatch(one.svg(), other.svg()) >= 0);
    assertTrue(Files.mismatch(one.png(), other.png()) >= 0);
  }

  @Test
  void replacesOldFilesAndLeavesNothingElse() throws IOException {
    Files.writeString(folder.resolve("speedup-edge.svg"), "old");
    PlotFiles.write(SampleCharts.grouped(1.7), folder, "speedup-edge");
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(f -> names.add(f.getFileName().toString()));
    }
    assertEquals(Set.of("speedup-edge.svg", "speedup-edge.png"), names);
    assertTrue(Files.readString(folder.resolve("speedup-edge.svg")).endsWith("</svg>\n"));
  }

  @Test
  void writesNothingWhenDrawingFails() {
    Chart broken =
        GroupedBarChart.of(
            "Title with \u4e2d",
            "x",
            "y",
            SampleCharts.grouped(1).categories(),
            SampleCharts.grouped(1).series());
    assertThrows(
        IllegalArgumentException.class,
        () -> PlotFiles.write(broken, folder.resolve("new"), "broken"));
    assertFalse(Files.exists(folder.resolve("new")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Speedup", "../up", "a b", "1st"})
  void refusesOtherNames(String name) {
    assertThrows(
        IllegalArgumentException.class,
        () -> PlotFiles.write(SampleCharts.grouped(1), folder, name));
  }

  private static String text(Element root, String tag) {
    return root.getElementsByTagName(tag).item(0).getTextContent();
  }
}
