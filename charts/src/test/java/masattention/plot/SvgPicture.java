package masattention.plot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Scanner;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** An SVG of a chart, read as a viewer would, element by element. */
final class SvgPicture {
  private static final Pattern COMMAND = Pattern.compile("([mlhvqcz])([^mlhvqcz]*)");

  private final Element root;

  SvgPicture(byte[] bytes) throws Exception {
    root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(bytes))
            .getDocumentElement();
  }

  BufferedImage paint(int scale) {
    return paint(scale, (text, ground) -> {});
  }

  /**
   * The picture.
   *
   * @param onText is told of every text, in pixels of the SVG, and what is below it, before it is
   *     written
   */
  BufferedImage paint(int scale, BiConsumer<Written, BufferedImage> onText) {
    BufferedImage image =
        new BufferedImage(
            scale * Integer.parseInt(root.getAttribute("width")),
            scale * Integer.parseInt(root.getAttribute("height")),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(scale, scale);
    Map<String, Path2D> clips = new HashMap<>();
    NodeList elements = root.getElementsByTagName("*");
    for (int i = 0; i < elements.getLength(); i++) {
      Element element = (Element) elements.item(i);
      if (element.getTagName().equals("text")) {
        Written text = written(element);
        onText.accept(text, image);
        graphics.setColor(text.color());
        graphics.fill(text.outline());
      }
      if (!element.getTagName().equals("path")) {
        continue;
      }
      Path2D shape = parse(element.getAttribute("d"));
      if (element.getParentNode() instanceof Element parent
          && parent.getTagName().equals("clipPath")) {
        clips.put("url(#" + parent.getAttribute("id") + ")", shape);
        continue;
      }
      graphics.setClip(clips.get(element.getAttribute("clip-path")));
      paint(graphics, element, shape);
      graphics.setClip(null);
    }
    graphics.dispose();
    return image;
  }

  /** A text as a shape, and its colour. */
  record Written(Shape outline, Color color, String text) {}

  private static Written written(Element text) {
    Element style = (Element) text.getParentNode();
    double size = Double.parseDouble(style.getAttribute("font-size"));
    double share =
        Map.of("", 0.0, "middle", 0.5, "end", 1.0).get(style.getAttribute("text-anchor"));
    double back = share * PlotFont.width(text.getTextContent(), size);
    AffineTransform place;
    if (text.hasAttribute("transform")) {
      Matcher m =
          Pattern.compile("translate\\((.*) (.*)\\)rotate\\(-90\\)")
              .matcher(text.getAttribute("transform"));
      assertTrue(m.matches(), text.getAttribute("transform"));
      double y = Double.parseDouble(m.group(2)) + back;
      place = new AffineTransform(0, -1, 1, 0, Double.parseDouble(m.group(1)), y);
    } else {
      place =
          AffineTransform.getTranslateInstance(
              Double.parseDouble(text.getAttribute("x")) - back,
              Double.parseDouble(text.getAttribute("y")));
    }
    return new Written(
        place.createTransformedShape(PlotFont.outline(text.getTextContent(), size)),
        Color.decode(style.getAttribute("fill")),
        text.getTextContent());
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
    Map<String, Integer> caps =
        Map.of(
            "", BasicStroke.CAP_BUTT,
            "round", BasicStroke.CAP_ROUND,
            "square", BasicStroke.CAP_SQUARE);
    Map<String, Integer> joins =
        Map.of("", BasicStroke.JOIN_MITER, "round", BasicStroke.JOIN_ROUND);
    int cap = caps.get(path.getAttribute("stroke-linecap"));
    int join = joins.get(path.getAttribute("stroke-linejoin"));
    String stroke = path.getAttribute("stroke-width");
    float width = stroke.isEmpty() ? 1 : Float.parseFloat(stroke);
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
      try (Scanner numbers = new Scanner(m.group(2).replace("-", " -"))) {
        while (numbers.hasNext()) {
          double value = Double.parseDouble(numbers.next());
          p[n] = value + (n % 2 == 0 ? x : y);
          n++;
        }
      }
      if (m.group(1).equals("h")) {
        p[1] = y;
        n = 2;
      }
      if (m.group(1).equals("v")) {
        p[1] = p[0] - x + y;
        p[0] = x;
        n = 2;
      }
      switch (m.group(1)) {
        case "m" -> path.moveTo(p[0], p[1]);
        case "l", "h", "v" -> path.lineTo(p[0], p[1]);
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
