package masattention.plot;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.util.List;
import masattention.plot.Lettering.Anchor;

/** The sheet a chart is drawn on: background, title and legend at the top. */
final class Page {

  private static final double HEADING_SIZE = 18;

  private Page() {}

  /** Draws the top of the sheet and returns the height where the plots may begin. */
  static int drawHead(Graphics2D graphics, Chart chart, List<Legend.Entry> entries) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Palette.PAPER);
    graphics.fill(new Rectangle2D.Double(0, 0, chart.widthPixels(), chart.heightPixels()));
    graphics.setColor(Palette.INK);
    double centre = chart.widthPixels() / 2.0;
    Lettering.draw(graphics, chart.title(), HEADING_SIZE, centre, 22, Anchor.MIDDLE);
    Legend legend = legend(chart, entries);
    legend.draw(graphics, centre, 38);
    return headHeight(chart, entries);
  }

  static int headHeight(Chart chart, List<Legend.Entry> entries) {
    return 38 + (int) legend(chart, entries).height() + 14;
  }

  private static Legend legend(Chart chart, List<Legend.Entry> entries) {
    return new Legend(entries, chart.widthPixels() - 40.0);
  }
}
