package masattention.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import masattention.plot.PlotFont.Anchor;
import org.knowm.xchart.style.markers.Marker;

/** The names and colours of the series, in centred rows above the plot. */
final class Legend {
  private static final double SIZE = 14;
  private static final double ROW_HEIGHT = 22;
  private static final double GAP = 22;
  private static final BasicStroke LINE = new BasicStroke(2f);

  /** A name, its colour and how it is drawn in the plot. */
  record Entry(String name, Color color, boolean line, Optional<Marker> marker) {

    static Entry box(String name, Color color) {
      return new Entry(name, color, false, Optional.empty());
    }

    private double symbolWidth() {
      return line ? 28 : marker.isPresent() ? 32 : 14;
    }

    private double width() {
      return symbolWidth() + 6 + PlotFont.width(name, SIZE);
    }
  }

  private final List<List<Entry>> rows = new ArrayList<>();

  Legend(List<Entry> entries, double width) {
    List<Entry> row = new ArrayList<>();
    for (Entry entry : entries) {
      row.add(entry);
      if (width(row) > width && row.size() > 1) {
        row.remove(entry);
        rows.add(row);
        row = new ArrayList<>(List.of(entry));
      }
    }
    if (!row.isEmpty()) {
      rows.add(row);
    }
  }

  double height() {
    return rows.size() * ROW_HEIGHT;
  }

  void draw(Canvas canvas, double centre, double top) {
    double y = top + ROW_HEIGHT / 2;
    for (List<Entry> row : rows) {
      double x = Math.rint(centre - width(row) / 2);
      for (Entry entry : row) {
        draw(canvas, entry, x, y);
        x += entry.width() + GAP;
      }
      x = Math.rint(centre - width(row) / 2);
      for (Entry entry : row) {
        double start = x + entry.symbolWidth() + 6;
        canvas.text(Palette.INK, entry.name(), SIZE, start, y, Anchor.START);
        x += entry.width() + GAP;
      }
      y += ROW_HEIGHT;
    }
  }

  private static double width(List<Entry> row) {
    return row.stream().mapToDouble(Entry::width).sum() + GAP * (row.size() - 1);
  }

  private static void draw(Canvas canvas, Entry entry, double x, double y) {
    if (entry.line()) {
      canvas.line(entry.color(), LINE, x, y, x + entry.symbolWidth(), y);
    }
    if (entry.marker().isPresent()) {
      canvas.graphics().setColor(entry.color());
      entry
          .marker()
          .get()
          .paint(canvas.graphics(), x + entry.symbolWidth() / 2, y, DataLayer.MARKER_SIZE);
    } else if (!entry.line()) {
      canvas.box(entry.color(), x, y - 7, 14, 14);
    }
  }
}
