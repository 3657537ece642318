package masattention.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PlotFolderTest {

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("names")
  void svgIsXmlThatNamesWhatIsDrawnAndHasRealText(String name) throws Exception {
    Chart chart = SampleCharts.all(1.7).get(name);
    Path svg = new PlotFolder(folder).write(name, chart);
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(svg.toFile())
            .getDocumentElement();
    assertEquals("svg", root.getTagName());
    assertEquals(chart.title(), text(root, "title"));
    assertEquals(chart.description(), text(root, "desc"));
    assertEquals(name + "-title " + name + "-desc", root.getAttribute("aria-labelledby"));
    assertTrue(root.getAttribute("font-family").startsWith("Liberation Sans,Arimo,Arial"));
    List<String> texts = texts(root);
    assertTrue(texts.contains(chart.title()), texts.toString());
    chart.legend().forEach(entry -> assertTrue(texts.contains(entry.name()), entry.name()));
    assertTrue(root.getElementsByTagName("path").getLength() > 4);
    assertFalse(Files.exists(folder.resolve(name + ".png")), "a PNG was not asked for");
  }

  @ParameterizedTest
  @MethodSource("names")
  void pngHasTwicePixelsPerUnit(String name) throws IOException {
    Chart chart = SampleCharts.all(1.7).get(name);
    both(folder).write(name, chart);
    BufferedImage image = ImageIO.read(folder.resolve(name + ".png").toFile());
    assertEquals(2 * chart.widthPixels(), image.getWidth());
    assertEquals(2 * chart.heightPixels(), image.getHeight());
    assertEquals(0xFFFFFFFF, image.getRGB(0, 0));
  }

  @ParameterizedTest
  @MethodSource("names")
  void sameValuesGiveSameBytesAndOthersDoNot(String name) throws IOException {
    for (int i = 1; i <= 3; i++) {
      both(folder.resolve("" + i)).write(name, SampleCharts.all(i < 3 ? 1.7 : 1.8).get(name));
    }
    for (String ending : List.of(".svg", ".png")) {
      Path one = folder.resolve("1").resolve(name + ending);
      assertEquals(-1, Files.mismatch(one, folder.resolve("2").resolve(name + ending)));
      assertTrue(Files.mismatch(one, folder.resolve("3").resolve(name + ending)) >= 0);
    }
  }

  @Test
  void replacesOldFilesAndLeavesNothingElse() throws IOException {
    Files.writeString(folder.resolve("speedup-edge.svg"), "old");
    both(folder).write("speedup-edge", SampleCharts.grouped(1.7));
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
        new GroupedBarChart(
            "Title with \u4e2d",
            "x",
            "y",
            SampleCharts.grouped(1).categories(),
            SampleCharts.grouped(1).series());
    assertThrows(
        IllegalArgumentException.class, () -> both(folder.resolve("new")).write("broken", broken));
    assertFalse(Files.exists(folder.resolve("new")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Speedup", "../up", "a b", "1st"})
  void refusesOtherNames(String name) {
    assertThrows(
        IllegalArgumentException.class, () -> both(folder).write(name, SampleCharts.grouped(1)));
  }

  private static Set<String> names() {
    return SampleCharts.all(1).keySet();
  }

  private static PlotFolder both(Path folder) {
    return new PlotFolder(folder, Optional.of(folder));
  }

  private static List<String> texts(Element root) {
    NodeList texts = root.getElementsByTagName("text");
    return IntStream.range(0, texts.getLength())
        .mapToObj(i -> texts.item(i).getTextContent())
        .toList();
  }

  private static String text(Element root, String tag) {
    return root.getElementsByTagName(tag).item(0).getTextContent();
  }
}
