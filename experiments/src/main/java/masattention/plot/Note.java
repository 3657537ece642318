package masattention.plot;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import masattention.plot.Lettering.Anchor;

/** A vertical dashed line at x with a text beside it. */
public record Note(double x, String text) {

  static final int ROW_HEIGHT = 18;

  private static final double SIZE = 12;
  private static final BasicStroke DASHES =
      new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10f, new float[] {4, 3}, 0);

  /**
   * Draws the lines, their texts reading upwards along them; the texts of close neighbours go to
   * opposite sides of theirs.
   */
  static void drawAll(Graphics2D graphics, Panel panel, Axis x, List<Note> notes) {
    double previous = Double.NEGATIVE_INFINITY;
    for (Note note : notes.stream().sorted((a, b) -> Double.compare(a.x, b.x)).toList()) {
      double at = Panel.crisp(panel.screenX(x, note.x));
      boolean left = at - previous > 2 * SIZE + 4;
      note.draw(graphics, panel.area(), at, left ? at - SIZE * 0.75 : at + SIZE * 0.75);
      previous = at;
    }
  }

  /**
   * Draws the line from {@code height} above the panel to its end, and the text beside it there.
   */
  void drawAbove(Graphics2D graphics, Panel panel, Axis axis, double height) {
    double at = Panel.crisp(panel.screenX(axis, x));
    graphics.setColor(Palette.FAINT_INK);
    graphics.setStroke(DASHES);
    graphics.draw(new Line2D.Double(at, height, at, panel.area().getMaxY()));
    double width = Lettering.width(text, SIZE);
    double left = inRightHalf(axis) ? at - 6 - width : at + 6;
    graphics.setColor(Palette.PAPER);
    graphics.fill(new Rectangle2D.Double(left - 2, height - SIZE * 0.6, width + 4, SIZE * 1.2));
    graphics.setColor(Palette.INK);
    Lettering.draw(graphics, text, SIZE, left, height, Anchor.START);
  }

  /** Draws the line alone. */
  void drawLine(Graphics2D graphics, Panel panel, Axis axis) {
    double at = Panel.crisp(panel.screenX(axis, x));
    graphics.setColor(Palette.FAINT_INK);
    graphics.setStroke(DASHES);
    graphics.draw(new Line2D.Double(at, panel.area().y, at, panel.area().getMaxY()));
  }

  private boolean inRightHalf(Axis axis) {
    return axis.share(x) > 0.5;
  }

  /**
   * From top to bottom, so that the lines of upper ones pass the texts of lower ones by: those on
   * the left, whose texts are at their right, from left to right; then the others from right to
   * left.
   */
  static List<Note> inRows(List<Note> notes, Axis axis) {
    return notes.stream()
        .sorted(
            Comparator.comparing((Note note) -> note.inRightHalf(axis))
                .thenComparingDouble(note -> note.inRightHalf(axis) ? -note.x : note.x))
        .toList();
  }

  private void draw(Graphics2D graphics, Rectangle area, double at, double textCentre) {
    graphics.setColor(Palette.FAINT_INK);
    graphics.setStroke(DASHES);
    graphics.draw(new Line2D.Double(at, area.y, at, area.getMaxY()));
    double length = Lettering.width(text, SIZE);
    double top = area.y + 6.0;
    graphics.setColor(Palette.PAPER);
    graphics.fill(new Rectangle2D.Double(textCentre - SIZE / 2 - 1, top - 2, SIZE + 2, length + 4));
    graphics.setColor(Palette.INK);
    Lettering.drawUpwards(graphics, text, SIZE, textCentre, top, Anchor.END);
  }
}
