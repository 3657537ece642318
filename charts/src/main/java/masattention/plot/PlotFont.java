package masattention.plot;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * The font of the figures, Liberation Sans, whose widths are those of Arial and Helvetica.
 *
 * <p>It comes with Apache PDFBox and is read by FontBox in plain Java: neither the fonts of the
 * machine nor the native font code of the JDK have a part in it, so that a text has the same
 * outline and the same width everywhere.
 */
final class PlotFont {

  /** What an SVG asks for: this font, or else one of the same widths. */
  static final String FAMILIES = "Liberation Sans,Arimo,Arial,Helvetica,sans-serif";

  /** Height of a capital letter over the font size. */
  static final double CAP_HEIGHT = 1409.0 / 2048;

  private static final String RESOURCE =
      "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final TrueTypeFont FONT = read();

  private PlotFont() {}

  /** Where the given point lies on the text. */
  enum Anchor {
    START(0),
    MIDDLE(0.5),
    END(1);

    private final double share;

    Anchor(double share) {
      this.share = share;
    }

    double share() {
      return share;
    }
  }

  /** Width in pixels of a text at a font size in pixels. */
  static double width(String text, double size) {
    return advances(text, size, null);
  }

  /** The widest of the texts, in pixels. */
  static double widest(Iterable<String> texts, double size) {
    double widest = 0;
    for (String text : texts) {
      widest = Math.max(widest, width(text, size));
    }
    return widest;
  }

  /** The outline of a text that begins at the origin, its baseline the x axis. */
  static Path2D outline(String text, double size) {
    Path2D outline = new Path2D.Double();
    advances(text, size, outline);
    return outline;
  }

  private static double advances(String text, double size, Path2D outline) {
    synchronized (FONT) {
      try {
        double scale = size / FONT.getUnitsPerEm();
        CmapLookup glyphs = FONT.getUnicodeCmapLookup();
        double pen = 0;
        for (int codePoint : text.codePoints().toArray()) {
          int glyph = glyphs.getGlyphId(codePoint);
          if (glyph == 0) {
            throw new IllegalArgumentException(
                "The text (%s) has a character (U+%04X) that the plot font lacks."
                    .formatted(text, codePoint));
          }
          GlyphData shape = outline == null ? null : FONT.getGlyph().getGlyph(glyph);
          if (shape != null) {
            AffineTransform at = new AffineTransform(scale, 0, 0, -scale, pen * scale, 0);
            outline.append(shape.getPath().getPathIterator(at), false);
          }
          pen += FONT.getAdvanceWidth(glyph);
        }
        return pen * scale;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static TrueTypeFont read() {
    try (InputStream file = TTFParser.class.getResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new IllegalStateException("The font (" + RESOURCE + ") is not on the class path.");
      }
      return new TTFParser().parse(new RandomAccessReadBuffer(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
