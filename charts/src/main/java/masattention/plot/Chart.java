package masattention.plot;

import java.util.List;
import masattention.plot.PlotFont.Anchor;

/** A picture of fixed size drawn from values; {@link PlotFolder} turns it into files. */
public interface Chart {

  /** The heading, also the accessible name of the picture. */
  String title();

  /** All axes, series and categories in words, for a reader who cannot see the picture. */
  String description();

  int widthPixels();

  /** What the legend under the heading explains. */
  List<Legend.Entry> legend();

  /** Height in pixels of what lies below the legend. */
  int bodyHeight();

  /** Draws what lies below the legend, from the height {@code top} on. */
  void paintBody(Canvas canvas, int top);

  default int heightPixels() {
    return headHeight() + bodyHeight();
  }

  /** Draws the whole picture, background included, with its upper left corner at the origin. */
  default void paint(Canvas canvas) {
    canvas.box(Palette.PAPER, 0, 0, widthPixels(), heightPixels());
    double centre = widthPixels() / 2.0;
    double size = Math.min(18, 18 * (widthPixels() - 20) / PlotFont.width(title(), 18));
    canvas.text(Palette.INK, title(), size, centre, 22, Anchor.MIDDLE);
    new Legend(legend(), widthPixels() - 40.0).draw(canvas, centre, 38);
    paintBody(canvas, headHeight());
  }

  private int headHeight() {
    return 38 + (int) new Legend(legend(), widthPixels() - 40.0).height() + 14;
  }
}
