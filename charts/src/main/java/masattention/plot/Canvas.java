package masattention.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import masattention.plot.PlotFont.Anchor;

/**
 * What a chart is drawn on: shapes as Java2D has them, text in the font of the figures.
 *
 * @param graphics of an SVG or of an image
 */
record Canvas(Graphics2D graphics) {
  private static final BasicStroke HAIRLINE =
      new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);

  Canvas {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  void box(Color color, double x, double y, double width, double height) {
    fill(color, new Rectangle2D.Double(x, y, width, height));
  }

  void fill(Color color, Shape shape) {
    graphics.setColor(color);
    graphics.fill(shape);
  }

  void draw(Color color, Stroke stroke, Shape shape) {
    graphics.setColor(color);
    graphics.setStroke(stroke);
    graphics.draw(shape);
  }

  void line(Color color, Stroke stroke, double x1, double y1, double x2, double y2) {
    draw(color, stroke, new Line2D.Double(x1, y1, x2, y2));
  }

  void hairline(Color color, double x1, double y1, double x2, double y2) {
    line(color, HAIRLINE, x1, y1, x2, y2);
  }

  /** Draws a text whose capitals are centred on the height y. */
  void text(Color color, String text, double size, double x, double y, Anchor anchor) {
    text(color, text, size, x, y + PlotFont.CAP_HEIGHT * size / 2, anchor, false);
  }

  /** Draws a text that reads upwards, its capitals centred on x, its anchor at y. */
  void textUpwards(Color color, String text, double size, double x, double y, Anchor anchor) {
    text(color, text, size, x + PlotFont.CAP_HEIGHT * size / 2, y, anchor, true);
  }

  /** SVG has real text, which stays searchable; an image has outlines, the same everywhere. */
  private void text(
      Color color, String text, double size, double x, double y, Anchor anchor, boolean upwards) {
    double back = anchor.share() * PlotFont.width(text, size);
    if (graphics instanceof SvgGraphics svg) {
      svg.text(color, text, size, x, y, anchor, upwards);
    } else {
      AffineTransform place =
          upwards
              ? new AffineTransform(0, -1, 1, 0, x, y + back)
              : AffineTransform.getTranslateInstance(x - back, y);
      fill(color, place.createTransformedShape(PlotFont.outline(text, size)));
    }
  }
}
