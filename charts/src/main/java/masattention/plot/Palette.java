package masattention.plot;

import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one set of colours of all figures: a name has the same colour wherever it appears.
 *
 * <p>Colours are taken from Paul Tol's schemes for colour-blind readers ("bright", "vibrant",
 * "muted", <a href="https://personal.sron.nl/~pault/">notes and values</a>). {@code mas} is the
 * only strong red; the flat family is blue, from dark to light.
 */
public final class Palette {

  static final Color INK = new Color(0x22, 0x22, 0x22);
  static final Color FAINT_INK = new Color(0x66, 0x66, 0x66);
  static final Color GRID = new Color(0xDD, 0xDD, 0xDD);
  static final Color PAPER = Color.WHITE;

  private static final Map<String, Color> COLORS = new LinkedHashMap<>();

  static {
    put("layer-wise", 0xBBBBBB);
    put("soft-pipe", 0xDDCC77);
    put("flat-no-prefetch", 0x222255);
    put("flat", 0x0077BB);
    put("flat-stream", 0x99DDFF);
    put("tileflow", 0x228833);
    put("fusemax", 0xAA4499);
    put("mas", 0xCC3311);
    put("mas-spill", 0xEE9988);
    put("assist", 0xEE7733);
    put("bound", 0x000000);
    put("latency", 0x4477AA);
    put("energy", 0xEE6677);
    put("MAC", 0x4477AA);
    put("VEC", 0x66CCEE);
    put("L0", 0x228833);
    put("L1", 0xCCBB44);
    put("DRAM", 0xEE6677);
    put("static", 0xBBBBBB);
  }

  /** Colours for anything else, told apart in this order. */
  private static final List<Color> OTHERS =
      List.of(
          new Color(0x332288),
          new Color(0x88CCEE),
          new Color(0x117733),
          new Color(0xDDCC77),
          new Color(0xCC6677),
          new Color(0xAA4499),
          new Color(0x999933),
          new Color(0x882255),
          new Color(0x44AA99));

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

  private static void put(String name, int rgb) {
    COLORS.put(name, new Color(rgb));
  }
}
