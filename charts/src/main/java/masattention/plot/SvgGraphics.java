package masattention.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import masattention.plot.PlotFont.Anchor;
import org.apache.xmlgraphics.java2d.AbstractGraphics2D;
import org.apache.xmlgraphics.java2d.GraphicContext;

/**
 * Writes a chart as SVG, to a tenth of a pixel: shapes as paths, text as text.
 *
 * <p>What follows each other in the same style shares one element, which states the style once.
 * (Filled shapes of one style that overlap must therefore run round in the same direction.)
 */
final class SvgGraphics extends AbstractGraphics2D {
  private final String idPrefix;
  private final List<Rectangle2D> clips = new ArrayList<>();
  private final StringBuilder elements = new StringBuilder();

  /** How the element that is still open begins: a path, or a group of texts if it has no data. */
  private String open = "";

  private SvgPath path;

  private SvgGraphics(String idPrefix) {
    super(true);
    this.idPrefix = idPrefix;
    gc = new GraphicContext();
  }

  /**
   * The bytes of the picture, with a title and a description for screen readers.
   *
   * @param idPrefix begins every identifier, so that several pictures can share one HTML page
   */
  static byte[] encode(Chart chart, String idPrefix) {
    SvgGraphics graphics = new SvgGraphics(idPrefix);
    chart.paint(new Canvas(graphics));
    graphics.begin("");
    StringBuilder clips = new StringBuilder();
    for (int i = 0; i < graphics.clips.size(); i++) {
      String data = new SvgPath().add(graphics.clips.get(i), null).data();
      clips.append(
          "<clipPath id=\"%s-clip%d\"><path d=\"%s\"/></clipPath>\n".formatted(idPrefix, i, data));
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
    role="img" aria-labelledby="%3$s-title %3$s-desc" font-family="%4$s">
    <title id="%3$s-title">%5$s</title>
    <desc id="%3$s-desc">%6$s</desc>
    %7$s%8$s</svg>
    """
        .formatted(
            chart.widthPixels(),
            chart.heightPixels(),
            idPrefix,
            PlotFont.FAMILIES,
            escape(chart.title()),
            escape(chart.description()),
            clips,
            graphics.elements)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Writes a text from its baseline on. */
  void text(
      Color color, String text, double size, double x, double y, Anchor anchor, boolean upwards) {
    if (text.isEmpty()) {
      return;
    }
    String align =
        anchor == Anchor.START
            ? ""
            : " text-anchor=\"" + anchor.name().toLowerCase(Locale.ROOT) + "\"";
    String style =
        "<g fill=\"%s\" font-size=\"%s\"%s>\n".formatted(hex(color), SvgPath.number(size), align);
    if (!style.equals(open)) {
      begin(style);
      elements.append(style);
    }
    elements.append(
        (upwards
                ? "<text transform=\"translate(%s %s)rotate(-90)\">%s</text>\n"
                : "<text x=\"%s\" y=\"%s\">%s</text>\n")
            .formatted(SvgPath.number(x), SvgPath.number(y), escape(text)));
  }

  /** A full circle is the point that a round pen of its width makes. */
  @Override
  public void fill(Shape shape) {
    if (shape instanceof Ellipse2D circle && circle.getWidth() == circle.getHeight()) {
      BasicStroke pen =
          new BasicStroke((float) circle.getWidth(), BasicStroke.CAP_ROUND, BasicStroke.JOIN_MITER);
      double x = circle.getCenterX();
      double y = circle.getCenterY();
      add(new Line2D.Double(x, y, x, y), stroke(pen));
    } else {
      add(shape, " fill=\"" + hex(gc.getColor()) + "\"");
    }
  }

  @Override
  public void draw(Shape shape) {
    BasicStroke pen = (BasicStroke) gc.getStroke();
    add(shape, stroke(pen));
  }

  private void add(Shape shape, String look) {
    if (gc.getColor().getAlpha() == 0) {
      return;
    }
    String style = "<path" + look + clip() + " d=\"";
    if (!style.equals(open)) {
      begin(style);
      path = new SvgPath();
    }
    path.add(shape, gc.getTransform());
  }

  /** Ends the element that is open and opens another. */
  private void begin(String style) {
    if (path != null) {
      elements.append(path.isEmpty() ? "" : open + path.data() + "\"/>\n");
      path = null;
    } else if (!open.isEmpty()) {
      elements.append("</g>\n");
    }
    open = style;
  }

  private String clip() {
    if (gc.getClip() == null) {
      return "";
    }
    Rectangle2D clip =
        gc.getTransform().createTransformedShape(gc.getClip().getBounds2D()).getBounds2D();
    if (!clips.contains(clip)) {
      clips.add(clip);
    }
    return " clip-path=\"url(#%s-clip%d)\"".formatted(idPrefix, clips.indexOf(clip));
  }

  private String stroke(BasicStroke pen) {
    String[] caps = {"", " stroke-linecap=\"round\"", " stroke-linecap=\"square\""};
    String[] joins = {"", " stroke-linejoin=\"round\"", " stroke-linejoin=\"bevel\""};
    String width = SvgPath.number(pen.getLineWidth());
    String dashes = "";
    if (pen.getDashArray() != null) {
      for (float dash : pen.getDashArray()) {
        dashes += (dashes.isEmpty() ? " stroke-dasharray=\"" : " ") + SvgPath.number(dash);
      }
      dashes += "\"";
    }
    return " fill=\"none\" stroke=\"%s\"%s%s%s%s"
        .formatted(
            hex(gc.getColor()),
            width.equals("1") ? "" : " stroke-width=\"" + width + "\"",
            caps[pen.getEndCap()],
            joins[pen.getLineJoin()],
            dashes);
  }

  private static String hex(Color color) {
    return "#%06x".formatted(color.getRGB() & 0xFFFFFF);
  }

  private static String escape(String content) {
    return content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public void dispose() {}

  @Override
  public Graphics create() {
    throw refused();
  }

  @Override
  public void setXORMode(Color color) {
    throw refused();
  }

  @Override
  public FontMetrics getFontMetrics(Font font) {
    throw refused();
  }

  @Override
  public void copyArea(int x, int y, int width, int height, int dx, int dy) {
    throw refused();
  }

  @Override
  public boolean drawImage(Image image, int x, int y, ImageObserver observer) {
    throw refused();
  }

  @Override
  public boolean drawImage(
      Image image, int x, int y, int width, int height, ImageObserver observer) {
    throw refused();
  }

  @Override
  public void drawRenderableImage(RenderableImage image, AffineTransform transform) {
    throw refused();
  }

  @Override
  public void drawRenderedImage(RenderedImage image, AffineTransform transform) {
    throw refused();
  }

  @Override
  public void drawString(String text, float x, float y) {
    throw refused();
  }

  @Override
  public GraphicsConfiguration getDeviceConfiguration() {
    throw refused();
  }

  private static UnsupportedOperationException refused() {
    return new UnsupportedOperationException("A chart may only fill and draw shapes, and write.");
  }
}
