package masattention.plot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Scanner;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Reads the SVG as a viewer would, path by path, and compares the picture with the PNG; the
 * hundredths of a pixel of the SVG may move an edge by one of the eight rows that Java2D counts in
 * a pixel.
 */
class SvgShowsTheSameTest {

  private static final Pattern COMMAND = Pattern.compile("([mlqcz])([^mlqcz]*)");

  @ParameterizedTest
  @ValueSource(strings = {"grouped", "stacked", "lines", "scatter", "heat", "gantt"})
  void asThePng(String name) throws Exception {
    Chart chart = SampleCharts.all(1.7).get(name);
    BufferedImage png = PngPicture.draw(chart);
    BufferedImage svg = render(SvgPicture.encode(chart, name), png);
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

  private static BufferedImage render(byte[] bytes, BufferedImage size) throws Exception {
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(bytes))
            .getDocumentElement();
    BufferedImage image =
        new BufferedImage(size.getWidth(), size.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(PngPicture.SCALE, PngPicture.SCALE);
    Map<String, Path2D> clips = new HashMap<>();
    NodeList paths = root.getElementsByTagName("path");
    for (int i = 0; i < paths.getLength(); i++) {
      Element path = (Element) paths.item(i);
      Path2D shape = parse(path.getAttribute("d"));
      if (path.getParentNode() instanceof Element parent
          && parent.getTagName().equals("clipPath")) {
        clips.put("url(#" + parent.getAttribute("id") + ")", shape);
        continue;
      }
      graphics.setClip(clips.get(path.getAttribute("clip-path")));
      paint(graphics, path, shape);
    }
    graphics.dispose();
    return image;
  }

  private static void paint(Graphics2D graphics, Element path, Path2D shape) {
    if (!path.getAttribute("fill").equals("none")) {
      graphics.setColor(Color.decode(path.getAttribute("fill")));
      graphics.fill(shape);
      return;
    }
    graphics.setColor(Color.decode(path.getAttribute("stroke")));
    float[] dashes = null;
    if (path.hasAttribute("stroke-dasharray")) {
      String[] lengths = path.getAttribute("stroke-dasharray").split(" ", -1);
      dashes = new float[] {Float.parseFloat(lengths[0]), Float.parseFloat(lengths[1])};
    }
    int cap =
        path.getAttribute("stroke-linecap").equals("butt")
            ? BasicStroke.CAP_BUTT
            : path.getAttribute("stroke-linecap").equals("round")
                ? BasicStroke.CAP_ROUND
                : BasicStroke.CAP_SQUARE;
    int join =
        path.getAttribute("stroke-linejoin").equals("miter")
            ? BasicStroke.JOIN_MITER
            : path.getAttribute("stroke-linejoin").equals("round")
                ? BasicStroke.JOIN_ROUND
                : BasicStroke.JOIN_BEVEL;
    float width = Float.parseFloat(path.getAttribute("stroke-width"));
    graphics.setStroke(new BasicStroke(width, cap, join, 10f, dashes, 0f));
    graphics.draw(shape);
  }

  private static Path2D parse(String data) {
    Path2D.Double path = new Path2D.Double();
    double x = 0;
    double y = 0;
    for (MatchResult m : COMMAND.matcher(data).results().toList()) {
      double[] p = new double[6];
      int n = 0;
      try (Scanner numbers = new Scanner(m.group(2))) {
        while (numbers.hasNext()) {
          double value = Double.parseDouble(numbers.next());
          p[n] = value + (n % 2 == 0 ? x : y);
          n++;
        }
      }
      switch (m.group(1)) {
        case "m" -> path.moveTo(p[0], p[1]);
        case "l" -> path.lineTo(p[0], p[1]);
        case "q" -> path.quadTo(p[0], p[1], p[2], p[3]);
        case "c" -> path.curveTo(p[0], p[1], p[2], p[3], p[4], p[5]);
        default -> path.closePath();
      }
      if (n > 0) {
        x = p[n - 2];
        y = p[n - 1];
      } else {
        x = path.getCurrentPoint().getX();
        y = path.getCurrentPoint().getY();
      }
    }
    return path;
  }
}
