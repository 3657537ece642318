package masattention.plot;

import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one set of colours of all figures: a name has the same colour wherever it appears.
 *
 * <p>Every mark has a contrast of 3 to the paper and more, and those of one figure can be told
 * apart by readers who see no red or no green. {@code mas} is the only strong red; the flat family
 * is blue, from dark to light. The scale of heat maps is Paul Tol's (<a
 * href="https://personal.sron.nl/~pault/">notes and values</a>).
 */
public final class Palette {

  static final Color INK = new Color(0x22, 0x22, 0x22);
  static final Color FAINT_INK = new Color(0x66, 0x66, 0x66);
  static final Color GRID = new Color(0xDD, 0xDD, 0xDD);
  static final Color PAPER = Color.WHITE;

  /** Of marks that are the ground of others: texts on it can be read. */
  public static final Color BACKDROP = new Color(0xB8B8B8);

  /** Of lines that others are held against. */
  public static final Color GUIDE = new Color(0x808080);

  private static final Map<String, Color> COLORS = new LinkedHashMap<>();

  static {
    put("layer-wise", 0x919191);
    put("soft-pipe", 0x9A9440);
    put("flat-no-prefetch", 0x222255);
    put("flat", 0x0077BB);
    put("flat-stream", 0x1E9EBD);
    put("tileflow", 0x0A4D33);
    put("fusemax", 0x8E4F8A);
    put("mas", 0xCC3311);
    put("mas-spill", 0xB9565A);
    put("assist", 0x663C00);
    put("bound", 0x000000);
    put("latency", 0x4477AA);
    put("energy", 0xF25151);
    put("MAC", 0x4477AA);
    put("VEC", 0x4E9FA6);
    put("L0", 0x013308);
    put("L1", 0x665502);
    put("DRAM", 0xF25151);
    put("static", 0x595757);
  }

  /** Colours for anything else, told apart in this order. */
  private static final List<Color> OTHERS =
      List.of(
          new Color(0x332288),
          new Color(0x3673A1),
          new Color(0x117733),
          new Color(0xB48C0B),
          new Color(0xF94B5D),
          new Color(0xC030DD),
          new Color(0x33210A),
          new Color(0x882255),
          new Color(0x37A2A2),
          new Color(0x1133EE));

  /** Sequential scheme (Tol's YlOrBr) for heat maps, from low to high. */
  static final List<Color> SEQUENTIAL =
      List.of(
          new Color(0xFFFFE5),
          new Color(0xFFF7BC),
          new Color(0xFEE391),
          new Color(0xFEC44F),
          new Color(0xFB9A29),
          new Color(0xEC7014),
          new Color(0xCC4C02),
          new Color(0x993404),
          new Color(0x662506));

  private Palette() {}

  /** The colour of a scheduler or an energy component. */
  public static Color color(String name) {
    Color color = COLORS.get(name);
    if (color == null) {
      throw new IllegalArgumentException(
          "The name (%s) has no colour; it should be one of %s.".formatted(name, COLORS.keySet()));
    }
    return color;
  }

  /** The same, or empty where the name has none. */
  public static Optional<Color> known(String name) {
    return Optional.ofNullable(COLORS.get(name));
  }

  /** The colour of the series with this place in a figure about neither of these. */
  public static Color other(int place) {
    if (place < 0 || place >= OTHERS.size()) {
      throw new IllegalArgumentException(
          "The place (%d) must be between 0 and %d.".formatted(place, OTHERS.size() - 1));
    }
    return OTHERS.get(place);
  }

  /** The ratio of the relative luminances of two colours, as WCAG 2 defines it: 1 to 21. */
  static double contrast(Color one, Color other) {
    double a = luminance(one) + 0.05;
    double b = luminance(other) + 0.05;
    return Math.max(a, b) / Math.min(a, b);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  /** A component of sRGB as a share of its light. */
  static double linear(int component) {
    double share = component / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  /** Black or white, whichever is the easier to read on a colour. */
  static Color textOn(Color ground) {
    return contrast(Color.BLACK, ground) > contrast(Color.WHITE, ground)
        ? Color.BLACK
        : Color.WHITE;
  }

  private static void put(String name, int rgb) {
    COLORS.put(name, new Color(rgb));
  }
}
