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
import java.awt.geom.Rectangle2D;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.util.ArrayList;
import java.util.List;
import org.apache.xmlgraphics.java2d.AbstractGraphics2D;
import org.apache.xmlgraphics.java2d.GraphicContext;

/**
 * Writes filled and stroked shapes as SVG paths, to a hundredth of a pixel.
 *
 * <p>Text and images are refused: a text would ask the machine for its fonts.
 */
final class SvgGraphics extends AbstractGraphics2D {

  private final String idPrefix;
  private final StringBuilder clips = new StringBuilder();
  private final List<Rectangle2D> clipRectangles = new ArrayList<>();
  private final StringBuilder shapes = new StringBuilder();

  SvgGraphics(String idPrefix) {
    super(true);
    this.idPrefix = idPrefix;
    gc = new GraphicContext();
  }

  /** The clip paths and the shapes drawn so far. */
  String body() {
    return (clips.isEmpty() ? "" : "<defs>\n" + clips + "</defs>\n") + shapes;
  }

  @Override
  public void fill(Shape shape) {
    Color color = gc.getColor();
    add(shape, " fill=\"" + hex(color) + "\"" + opacity("fill", color), color, 0);
  }

  @Override
  public void draw(Shape shape) {
    BasicStroke stroke = (BasicStroke) gc.getStroke();
    Color color = gc.getColor();
    String style =
        " fill=\"none\" stroke=\"" + hex(color) + "\"" + opacity("stroke", color) + style(stroke);
    add(shape, style, color, stroke.getLineWidth());
  }

  private void add(Shape shape, String style, Color color, double margin) {
    SvgPath path = SvgPath.of(shape, gc.getTransform());
    if (color.getAlpha() == 0 || path.isEmpty()) {
      return;
    }
    shapes.append("<path").append(style).append(clip(path, margin));
    shapes.append(" d=\"").append(path.data()).append("\"/>\n");
  }

  private String clip(SvgPath path, double margin) {
    Shape clip = gc.getClip();
    if (clip == null) {
      return "";
    }
    Rectangle2D rectangle =
        gc.getTransform().createTransformedShape(clip.getBounds2D()).getBounds2D();
    if (path.within(rectangle, margin)) {
      return "";
    }
    int place = clipRectangles.indexOf(rectangle);
    if (place < 0) {
      place = clipRectangles.size();
      clipRectangles.add(rectangle);
      clips.append("<clipPath id=\"").append(idPrefix).append("-clip").append(place);
      clips.append("\"><path d=\"").append(SvgPath.of(rectangle, new AffineTransform()).data());
      clips.append("\"/></clipPath>\n");
    }
    return " clip-path=\"url(#" + idPrefix + "-clip" + place + ")\"";
  }

  private static String style(BasicStroke stroke) {
    String[] caps = {"butt", "round", "square"};
    String[] joins = {"miter", "round", "bevel"};
    StringBuilder style = new StringBuilder();
    style.append(" stroke-width=\"").append(SvgPath.number(stroke.getLineWidth())).append('"');
    style.append(" stroke-linecap=\"").append(caps[stroke.getEndCap()]).append('"');
    style.append(" stroke-linejoin=\"").append(joins[stroke.getLineJoin()]).append('"');
    if (stroke.getDashArray() != null) {
      style.append(" stroke-dasharray=\"");
      for (float dash : stroke.getDashArray()) {
        style.append(SvgPath.number(dash)).append(' ');
      }
      style.setCharAt(style.length() - 1, '"');
    }
    return style.toString();
  }

  private static String hex(Color color) {
    return "#%06x".formatted(color.getRGB() & 0xFFFFFF);
  }

  private static String opacity(String kind, Color color) {
    return color.getAlpha() == 255
        ? ""
        : " " + kind + "-opacity=\"" + SvgPath.number(color.getAlpha() / 255.0) + "\"";
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
    return new UnsupportedOperationException("A chart may only fill and draw shapes.");
  }
}
