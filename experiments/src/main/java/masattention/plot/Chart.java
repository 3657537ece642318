package masattention.plot;

import java.awt.Graphics2D;

/** A picture of fixed size drawn from values; {@link PlotFiles} turns it into files. */
public interface Chart {

  /** The heading, also the accessible name of the picture. */
  String title();

  /** All axes, series and categories in words, for a reader who cannot see the picture. */
  String description();

  int widthPixels();

  int heightPixels();

  /** Draws the whole picture, background included, with its upper left corner at the origin. */
  void paint(Graphics2D graphics);
}
