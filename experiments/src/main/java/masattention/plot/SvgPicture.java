package masattention.plot;

import java.awt.Dimension;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.apache.batik.svggen.SVGIDGenerator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A chart as SVG: text as outlines, a title and a description for screen readers. */
final class SvgPicture {

  private static final String SVG = "http://www.w3.org/2000/svg";

  private SvgPicture() {}

  /**
   * The bytes of the picture.
   *
   * @param idPrefix begins every identifier, so that several pictures can share one HTML page
   */
  static byte[] encode(Chart chart, String idPrefix) {
    SVGGraphics2D graphics = new SVGGraphics2D(context(idPrefix), true);
    graphics.setSVGCanvasSize(new Dimension(chart.widthPixels(), chart.heightPixels()));
    chart.paint(graphics);
    Element root = graphics.getRoot();
    root.setAttribute("viewBox", "0 0 " + chart.widthPixels() + " " + chart.heightPixels());
    root.setAttribute("role", "img");
    label(root, "desc", idPrefix + "-desc", chart.description());
    label(root, "title", idPrefix + "-title", chart.title());
    root.setAttribute("aria-labelledby", idPrefix + "-title " + idPrefix + "-desc");
    StringWriter text = new StringWriter();
    try {
      graphics.stream(root, text, true, false);
    } catch (SVGGraphics2DIOException e) {
      throw new IllegalStateException(e);
    }
    String unix = text.toString().replace("\r\n", "\n");
    return unix.getBytes(StandardCharsets.UTF_8);
  }

  private static void label(Element root, String kind, String id, String text) {
    Element element = root.getOwnerDocument().createElementNS(SVG, kind);
    element.setAttribute("id", id);
    element.appendChild(root.getOwnerDocument().createTextNode(text));
    root.insertBefore(element, root.getFirstChild());
  }

  private static SVGGeneratorContext context(String idPrefix) {
    try {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .getDOMImplementation()
              .createDocument(SVG, "svg", null);
      SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
      context.setComment(null);
      context.setPrecision(2);
      context.setIDGenerator(new PrefixedIds(idPrefix));
      return context;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Identifiers counted within one picture. */
  private static final class PrefixedIds extends SVGIDGenerator {

    private final String prefix;
    private final Map<String, Integer> counts = new HashMap<>();

    PrefixedIds(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public String generateID(String kind) {
      return prefix + "-" + kind + counts.merge(kind, 1, Integer::sum);
    }
  }
}
