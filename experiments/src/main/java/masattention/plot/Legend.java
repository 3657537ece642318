package masattention.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import masattention.plot.Lettering.Anchor;
import org.knowm.xchart.style.markers.Marker;

/** The names and colours of the series, in centred rows above the plot. */
final class Legend {

  private static final double SIZE = 14;
  private static final double ROW_HEIGHT = 22;
  private static final double GAP = 22;

  /** A name, its colour and how it is drawn in the plot. */
  record Entry(String name, Color color, boolean line, Optional<Marker> marker) {

    static Entry box(String name, Color color) {
      return new Entry(name, color, false, Optional.empty());
    }

    private double symbolWidth() {
      return line ? 26 : 14;
    }

    private double width() {
      return symbolWidth() + 6 + Lettering.width(name, SIZE);
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

  void draw(Graphics2D graphics, double centre, double top) {
    double y = top + ROW_HEIGHT / 2;
    for (List<Entry> row : rows) {
      double x = Math.rint(centre - width(row) / 2);
      for (Entry entry : row) {
        draw(graphics, entry, x, y);
        x += entry.width() + GAP;
      }
      y += ROW_HEIGHT;
    }
  }

  private static double width(List<Entry> row) {
    return row.stream().mapToDouble(Entry::width).sum() + GAP * (row.size() - 1);
  }

  private static void draw(Graphics2D graphics, Entry entry, double x, double y) {
    graphics.setColor(entry.color());
    if (entry.line()) {
      graphics.setStroke(new BasicStroke(2f));
      graphics.draw(new Line2D.Double(x, y, x + entry.symbolWidth(), y));
    }
    if (entry.marker().isPresent()) {
      entry.marker().get().paint(graphics, x + entry.symbolWidth() / 2, y, DataLayer.MARKER_SIZE);
    } else if (!entry.line()) {
      graphics.fill(new Rectangle2D.Double(x, y - 7, 14, 14));
    }
    graphics.setColor(Palette.INK);
    Lettering.draw(graphics, entry.name(), SIZE, x + entry.symbolWidth() + 6, y, Anchor.START);
  }
}
