package masattention.plot;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Line charts below each other under one heading and one legend, that of the first.
 *
 * @param charts of the same width and with the same horizontal range; only the last one's title of
 *     that axis is shown
 * @param notes vertical lines through all charts, with their texts above, one row each
 */
public record LinePanels(
    String title, List<LineChart> charts, List<Note> notes, int panelHeightPixels)
    implements Chart {
  private static final int BETWEEN = 44;
  private static final int BELOW = 14;
  private static final int RIGHT = 28;

  public LinePanels {
    charts = List.copyOf(charts);
    notes = List.copyOf(notes);
    if (charts.isEmpty() || panelHeightPixels <= 0) {
      throw new IllegalArgumentException(
          "LinePanels (%s): there must be a chart, and the panelHeight (%d) must be positive."
              .formatted(title, panelHeightPixels));
    }
  }

  @Override
  public String description() {
    return charts.stream()
        .map(chart -> chart.withNotes(notes).description())
        .collect(Collectors.joining(" "));
  }

  @Override
  public int widthPixels() {
    return charts.get(0).widthPixels();
  }

  @Override
  public int heightPixels() {
    int head = Page.headHeight(this, charts.get(0).entries());
    return head + notesHeight() + charts.size() * (panelHeightPixels + BETWEEN) + BELOW;
  }

  @Override
  public void paint(Graphics2D graphics) {
    int top = Page.drawHead(graphics, this, charts.get(0).entries());
    int left = charts.stream().mapToInt(LineChart::leftMargin).max().orElseThrow();
    int width = widthPixels() - left - RIGHT;
    int first = top + notesHeight();
    int pitch = panelHeightPixels + BETWEEN;
    double height = top + Note.ROW_HEIGHT / 2.0;
    for (Note note : Note.inRows(notes, charts.get(0).x())) {
      note.drawAbove(
          graphics,
          new Panel(new Rectangle(left, first, width, panelHeightPixels)),
          charts.get(0).x(),
          height);
      height += Note.ROW_HEIGHT;
    }
    for (int i = 0; i < charts.size(); i++) {
      LineChart chart = i < charts.size() - 1 ? charts.get(i).withoutXTitle() : charts.get(i);
      Rectangle area = new Rectangle(left, first + i * pitch, width, panelHeightPixels);
      if (i > 0) {
        notes.forEach(note -> note.drawLine(graphics, new Panel(area), chart.x()));
      }
      chart.withNotes(List.of()).paintPlot(graphics, area);
    }
  }

  private int notesHeight() {
    return notes.isEmpty() ? 0 : notes.size() * Note.ROW_HEIGHT + 6;
  }
}
