package masattention.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import masattention.plot.PlotFont.Anchor;
import org.knowm.xchart.style.markers.Marker;

/** The rectangle of a plot: grid behind the data, frame, ticks, names and titles around it. */
record Panel(Canvas canvas, Rectangle area) {
  static final double TITLE_SIZE = 15;
  static final double TICK_SIZE = 13;

  /** Room below a plot for the labels of its horizontal axis and its title. */
  static final int BELOW = 58;

  private static final int LINE_HEIGHT = 16;
  private static final double TICK_LENGTH = 5;

  /** Room that the labels and the title of a vertical axis need beside the plot. */
  static int marginFor(Axis y) {
    return (int) Math.ceil(PlotFont.widest(y.labels(), TICK_SIZE) + TICK_LENGTH + 14)
        + (y.title().isEmpty() ? 0 : (int) (1.9 * TITLE_SIZE));
  }

  double screenX(Axis x, double value) {
    return area.x + x.share(value) * area.width;
  }

  double screenY(Axis y, double value) {
    return area.y + (1 - y.share(value)) * area.height;
  }

  void horizontalGrid(Axis y) {
    for (Axis.Tick tick : y.ticks()) {
      if (!tick.label().isEmpty() && tick.value() > y.min() && tick.value() < y.max()) {
        double at = crisp(screenY(y, tick.value()));
        canvas.hairline(Palette.GRID, area.x, at, area.getMaxX(), at);
      }
    }
  }

  void verticalGrid(Axis x) {
    for (Axis.Tick tick : x.ticks()) {
      if (!tick.label().isEmpty() && tick.value() > x.min() && tick.value() < x.max()) {
        double at = crisp(screenX(x, tick.value()));
        canvas.hairline(Palette.GRID, at, area.y, at, area.getMaxY());
      }
    }
  }

  void frame() {
    canvas.draw(
        Palette.FAINT_INK,
        new BasicStroke(1f),
        new Rectangle2D.Double(area.x - 0.5, area.y - 0.5, area.width + 1.0, area.height + 1.0));
  }

  void leftAxis(Axis y) {
    double left = area.x - 1.0;
    for (Axis.Tick tick : y.ticks()) {
      double at = crisp(screenY(y, tick.value()));
      double length = tick.label().isEmpty() ? TICK_LENGTH / 2 : TICK_LENGTH;
      canvas.hairline(Palette.FAINT_INK, left - length, at, left, at);
    }
    for (Axis.Tick tick : y.ticks()) {
      double at = crisp(screenY(y, tick.value()));
      double end = left - TICK_LENGTH - 4;
      canvas.text(Palette.INK, tick.label(), TICK_SIZE, end, at, Anchor.END);
    }
    leftTitle(y.title(), PlotFont.widest(y.labels(), TICK_SIZE));
  }

  /** Writes the title beside labels of this width. */
  void leftTitle(String title, double labels) {
    double at = area.x - 1.0 - TICK_LENGTH - 4 - labels - 0.95 * TITLE_SIZE;
    canvas.textUpwards(Palette.INK, title, TITLE_SIZE, at, area.getCenterY(), Anchor.MIDDLE);
  }

  void bottomAxis(Axis x) {
    double top = area.getMaxY() + 1;
    for (Axis.Tick tick : x.ticks()) {
      double at = crisp(screenX(x, tick.value()));
      double length = tick.label().isEmpty() ? TICK_LENGTH / 2 : TICK_LENGTH;
      canvas.hairline(Palette.FAINT_INK, at, top, at, top + length);
    }
    for (Axis.Tick tick : x.ticks()) {
      double at = crisp(screenX(x, tick.value()));
      canvas.text(Palette.INK, tick.label(), TICK_SIZE, at, top + 16, Anchor.MIDDLE);
    }
    bottomTitle(x.title(), 1);
  }

  /** Writes the title below labels of this many lines. */
  void bottomTitle(String title, int lines) {
    double y = area.getMaxY() + 23 + lines * LINE_HEIGHT;
    canvas.text(Palette.INK, title, TITLE_SIZE, area.getCenterX(), y, Anchor.MIDDLE);
  }

  /**
   * Writes names at equal distances below the plot, and the title below; they are wrapped at line
   * ends, and at spaces where they are too long.
   */
  void bottomNames(List<String> names, String title) {
    double slot = area.width / (double) names.size();
    List<List<String>> wrapped = names.stream().map(name -> wrapped(name, slot - 6)).toList();
    double widest =
        wrapped.stream().mapToDouble(n -> PlotFont.widest(n, TICK_SIZE)).max().orElse(0);
    double size = TICK_SIZE * Math.min(1, (slot - 6) / widest);
    for (int i = 0; i < names.size(); i++) {
      double y = area.getMaxY() + 15;
      for (String line : wrapped.get(i)) {
        canvas.text(Palette.INK, line, size, area.x + (i + 0.5) * slot, y, Anchor.MIDDLE);
        y += LINE_HEIGHT;
      }
    }
    bottomTitle(title, wrapped.stream().mapToInt(List::size).max().orElse(1));
  }

  /** Room that such names and the title need below a plot of this width. */
  static int below(List<String> names, int width) {
    double slot = width / (double) names.size();
    int lines = names.stream().mapToInt(name -> wrapped(name, slot - 6).size()).max().orElse(1);
    return BELOW + LINE_HEIGHT * (lines - 1);
  }

  private static List<String> wrapped(String name, double width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : name.split("(?<=\\s)", -1)) {
      if (!line.isEmpty()
          && (line.endsWith("\n") || PlotFont.width((line + word).strip(), TICK_SIZE) > width)) {
        lines.add(line.strip());
        line = "";
      }
      line += word;
    }
    lines.add(line.strip());
    return lines;
  }

  /** Writes names at equal distances beside the plot, from top to bottom. */
  void leftNames(List<String> names) {
    double slot = area.height / (double) names.size();
    for (int i = 0; i < names.size(); i++) {
      double y = area.y + (i + 0.5) * slot;
      canvas.text(Palette.INK, names.get(i), TICK_SIZE, area.x - 8.0, y, Anchor.END);
    }
  }

  void markers(Axis x, Axis y, PointSeries series, Marker marker, int size) {
    canvas.graphics().setColor(series.color());
    for (int i = 0; i < series.xs().size(); i++) {
      if (!series.ys().get(i).isNaN()) {
        double across = screenX(x, series.xs().get(i));
        marker.paint(canvas.graphics(), across, screenY(y, series.ys().get(i)), size);
      }
    }
  }

  /** Draws a line over the whole width. */
  void level(Axis y, double value, Color color, BasicStroke stroke) {
    double at = crisp(screenY(y, value));
    canvas.line(color, stroke, area.x, at, area.getMaxX(), at);
  }

  /** The middle of the pixel, where a hairline fills one row or column. */
  static double crisp(double pixels) {
    return Math.rint(pixels - 0.5) + 0.5;
  }
}
