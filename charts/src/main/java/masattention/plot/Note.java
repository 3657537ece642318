package masattention.plot;

import java.awt.BasicStroke;
import java.util.Comparator;
import java.util.List;
import masattention.plot.PlotFont.Anchor;

/** A vertical dashed line at x with a text beside it. */
public record Note(double x, String text) {
  static final int ROW_HEIGHT = 18;

  private static final double SIZE = 12;
  private static final BasicStroke DASHES =
      new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10f, new float[] {4, 3}, 0);

  /** Draws the line from the height {@code top} to the end of the panel. */
  void drawLine(Panel panel, Axis axis, double top) {
    double at = Panel.crisp(panel.screenX(axis, x));
    panel.canvas().line(Palette.FAINT_INK, DASHES, at, top, at, panel.area().getMaxY());
  }

  /** Writes the text beside the line, above the panel. */
  void drawText(Panel panel, Axis axis, double height) {
    double at = Panel.crisp(panel.screenX(axis, x));
    double width = PlotFont.width(text, SIZE);
    double left = inRightHalf(axis) ? at - 6 - width : at + 6;
    panel.canvas().box(Palette.PAPER, left - 2, height - SIZE * 0.6, width + 4, SIZE * 1.2);
    panel.canvas().text(Palette.INK, text, SIZE, left, height, Anchor.START);
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
}
