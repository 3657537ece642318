package masattention.plot;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import masattention.plot.Lettering.Anchor;

/** The rectangle of a plot: grid behind the data, frame, ticks and titles around it. */
record Panel(Rectangle area) {

  static final double TITLE_SIZE = 15;
  static final double TICK_SIZE = 13;
  private static final double TICK_LENGTH = 5;
  private static final BasicStroke HAIRLINE = new BasicStroke(1f);

  /** Room that the labels and the title of a vertical axis need beside the plot. */
  static int marginFor(Axis y) {
    double widest =
        y.ticks().stream()
            .mapToDouble(t -> t.label().isEmpty() ? 0 : Lettering.width(t.label(), TICK_SIZE))
            .max()
            .orElse(0);
    return (int) Math.ceil(widest + TICK_LENGTH + 6 + 1.9 * TITLE_SIZE);
  }

  double screenX(Axis x, double value) {
    return area.x + x.share(value) * area.width;
  }

  double screenY(Axis y, double value) {
    return area.y + (1 - y.share(value)) * area.height;
  }

  void drawGrid(Graphics2D graphics, Axis y) {
    graphics.setStroke(HAIRLINE);
    graphics.setColor(Palette.GRID);
    for (Axis.Tick tick : y.ticks()) {
      if (!tick.label().isEmpty() && tick.value() > y.min() && tick.value() < y.max()) {
        double at = crisp(screenY(y, tick.value()));
        graphics.draw(new Line2D.Double(area.x, at, area.x + (double) area.width, at));
      }
    }
  }

  void drawVerticalGrid(Graphics2D graphics, Axis x) {
    graphics.setStroke(HAIRLINE);
    graphics.setColor(Palette.GRID);
    for (Axis.Tick tick : x.ticks()) {
      if (!tick.label().isEmpty() && tick.value() > x.min() && tick.value() < x.max()) {
        double at = crisp(screenX(x, tick.value()));
        graphics.draw(new Line2D.Double(at, area.y, at, area.y + (double) area.height));
      }
    }
  }

  void drawFrame(Graphics2D graphics) {
    graphics.setStroke(HAIRLINE);
    graphics.setColor(Palette.FAINT_INK);
    graphics.draw(
        new Rectangle2D.Double(area.x - 0.5, area.y - 0.5, area.width + 1.0, area.height + 1.0));
  }

  void drawLeftAxis(Graphics2D graphics, Axis y) {
    double left = area.x - 1.0;
    double widest = 0;
    for (Axis.Tick tick : y.ticks()) {
      double at = crisp(screenY(y, tick.value()));
      double length = tick.label().isEmpty() ? TICK_LENGTH / 2 : TICK_LENGTH;
      mark(graphics, left - length, at, left, at);
      if (!tick.label().isEmpty()) {
        Lettering.draw(graphics, tick.label(), TICK_SIZE, left - TICK_LENGTH - 4, at, Anchor.END);
        widest = Math.max(widest, Lettering.width(tick.label(), TICK_SIZE));
      }
    }
    double title = left - TICK_LENGTH - 4 - widest - 0.95 * TITLE_SIZE;
    Lettering.drawUpwards(graphics, y.title(), TITLE_SIZE, title, area.getCenterY(), Anchor.MIDDLE);
  }

  /** Draws the axis below the plot and returns the height of its lower end. */
  double drawBottomAxis(Graphics2D graphics, Axis x) {
    double top = area.getMaxY() + 1;
    for (Axis.Tick tick : x.ticks()) {
      double at = crisp(screenX(x, tick.value()));
      double length = tick.label().isEmpty() ? TICK_LENGTH / 2 : TICK_LENGTH;
      mark(graphics, at, top, at, top + length);
      if (!tick.label().isEmpty()) {
        Lettering.draw(graphics, tick.label(), TICK_SIZE, at, top + 16, Anchor.MIDDLE);
      }
    }
    return drawBottomTitle(graphics, x.title(), top + 26);
  }

  double drawBottomTitle(Graphics2D graphics, String title, double top) {
    if (title.isEmpty()) {
      return top;
    }
    graphics.setColor(Palette.INK);
    Lettering.draw(graphics, title, TITLE_SIZE, area.getCenterX(), top + 12, Anchor.MIDDLE);
    return top + 22;
  }

  /** The middle of the pixel, where a hairline fills one row or column. */
  static double crisp(double pixels) {
    return Math.rint(pixels - 0.5) + 0.5;
  }

  private static void mark(Graphics2D graphics, double x1, double y1, double x2, double y2) {
    graphics.setStroke(HAIRLINE);
    graphics.setColor(Palette.FAINT_INK);
    graphics.draw(new Line2D.Double(x1, y1, x2, y2));
    graphics.setColor(Palette.INK);
  }
}
