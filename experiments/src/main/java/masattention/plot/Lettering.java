package masattention.plot;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Text drawn as filled outlines of Liberation Sans.
 *
 * <p>The font comes with Apache PDFBox and is read by FontBox in plain Java: neither the fonts of
 * the machine nor the native font code of the JDK have a part in it, so that a text has the same
 * outline and the same width everywhere.
 */
final class Lettering {

  /** Height of a capital letter over the font size. */
  private static final double CAP_HEIGHT = 1409.0 / 2048;

  private static final String RESOURCE =
      "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private static final Lettering LIBERATION_SANS = new Lettering();

  private final TrueTypeFont font;
  private final CmapLookup glyphIds;
  private final double unitsPerEm;
  private final Map<Integer, GeneralPath> outlines = new HashMap<>();

  private Lettering() {
    try (InputStream file = TTFParser.class.getResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new IllegalStateException("The font (" + RESOURCE + ") is not on the class path.");
      }
      font = new TTFParser().parse(new RandomAccessReadBuffer(file));
      glyphIds = font.getUnicodeCmapLookup();
      unitsPerEm = font.getUnitsPerEm();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the given point lies on the text. */
  enum Anchor {
    START(0),
    MIDDLE(0.5),
    END(1);

    private final double share;

    Anchor(double share) {
      this.share = share;
    }
  }

  /** Width in pixels of a text at a font size in pixels. */
  static double width(String text, double size) {
    synchronized (LIBERATION_SANS) {
      return LIBERATION_SANS.advance(text) * size / LIBERATION_SANS.unitsPerEm;
    }
  }

  /** Draws a text whose capitals are centred on the height y. */
  static void draw(
      Graphics2D graphics, String text, double size, double x, double y, Anchor anchor) {
    double left = x - anchor.share * width(text, size);
    AffineTransform place =
        AffineTransform.getTranslateInstance(round(left), round(y + CAP_HEIGHT * size / 2));
    graphics.fill(outline(text, size, place));
  }

  /** Draws a text that reads upwards, its capitals centred on x, its anchor at y. */
  static void drawUpwards(
      Graphics2D graphics, String text, double size, double x, double y, Anchor anchor) {
    double start = y + anchor.share * width(text, size);
    AffineTransform place =
        new AffineTransform(0, -1, 1, 0, round(x + CAP_HEIGHT * size / 2), round(start));
    graphics.fill(outline(text, size, place));
  }

  private static Path2D outline(String text, double size, AffineTransform place) {
    synchronized (LIBERATION_SANS) {
      return LIBERATION_SANS.outlineAt(text, size, place);
    }
  }

  private double advance(String text) {
    return text.codePoints().mapToDouble(c -> advanceOf(glyph(text, c))).sum();
  }

  private int advanceOf(int glyph) {
    try {
      return font.getAdvanceWidth(glyph);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int glyph(String text, int codePoint) {
    int glyph = glyphIds.getGlyphId(codePoint);
    if (glyph == 0) {
      throw new IllegalArgumentException(
          "The text (%s) has a character (U+%04X) that the plot font lacks."
              .formatted(text, codePoint));
    }
    return glyph;
  }

  private Path2D outlineAt(String text, double size, AffineTransform place) {
    double scale = size / unitsPerEm;
    Path2D.Double path = new Path2D.Double();
    double pen = 0;
    for (int codePoint : text.codePoints().toArray()) {
      int glyph = glyph(text, codePoint);
      AffineTransform at = new AffineTransform(place);
      at.concatenate(new AffineTransform(scale, 0, 0, -scale, pen * scale, 0));
      path.append(outlines.computeIfAbsent(glyph, this::read).getPathIterator(at), false);
      pen += advanceOf(glyph);
    }
    return path;
  }

  private GeneralPath read(int glyph) {
    try {
      return font.getGlyph().getGlyph(glyph) == null
          ? new GeneralPath()
          : font.getGlyph().getGlyph(glyph).getPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double round(double pixels) {
    return Math.rint(pixels * 64) / 64;
  }
}
