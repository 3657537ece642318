package masattention.explore;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masattention.experiments.With;
import masattention.input.Unit;
import masattention.npu.NpuConfig;

/**
 * Lists and ranges of values as text: {@code 8,16,24}, {@code 8..64+8} (steps of 8) or {@code
 * 8..64*2} (doubling); numbers may have units where their kind has, as in {@code 256KiB..4MiB*2}.
 */
public final class Choice {
  private static final String NUMBER = "(\\d{1,12}(?:\\.\\d{1,3})?)";
  private static final Pattern SINGLE = Pattern.compile(NUMBER);
  private static final Pattern RANGE =
      Pattern.compile(NUMBER + "\\.\\." + NUMBER + "([+*])" + NUMBER);
  private static final Pattern ARRAY = Pattern.compile("(\\d{1,5})x(\\d{1,5})(?:x(\\d{1,5}))?");
  private static final Pattern QUANTITY = Pattern.compile("\\d{1,18}(?:\\.\\d{1,18})? ?[A-Za-z/]+");
  private static final int MOST = 10_000;

  private Choice() {}

  /** A matrix unit of so many rows, columns and products per output and cycle. */
  record MacArray(int rows, int cols, int depth) {
    static MacArray of(NpuConfig machine) {
      return new MacArray(machine.macRows(), machine.macCols(), machine.macDepth());
    }

    /** A machine with it; it fills in rows + columns − 2 cycles unless the old one does at once. */
    NpuConfig in(NpuConfig machine) {
      long fill = machine.macFillCycles() == 0 ? 0 : (long) rows + cols - 2;
      return With.components(
          machine,
          Map.of("macRows", rows, "macCols", cols, "macDepth", depth, "macFillCycles", fill));
    }

    @Override
    public String toString() {
      return rows + "x" + cols + "x" + depth;
    }
  }

  /** A text whose numbers may have units, with plain numbers in {@code unit}. */
  public static String inUnit(String text, Unit unit) {
    return QUANTITY
        .matcher(text)
        .replaceAll(
            found ->
                unit.parse(found.group())
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "\"%s\" must be %s"
                                    .formatted(found.group(), unit.right(found.group()))))
                    .stripTrailingZeros()
                    .toPlainString());
  }

  /**
   * The same of a bandwidth in bytes per cycle, those per second being divided by the clock of
   * {@code machine} and rounded to thousandths.
   */
  static String perCycle(String text, NpuConfig machine) {
    BigDecimal clock = new BigDecimal(machine.clockMegahertz()).movePointRight(6);
    String perSecond =
        QUANTITY
            .matcher(text)
            .replaceAll(
                found ->
                    Unit.BYTES_PER_SECOND
                        .parse(found.group())
                        .map(rate -> rate.divide(clock, 3, RoundingMode.HALF_EVEN).toPlainString())
                        .orElse(found.group()));
    return inUnit(perSecond, Unit.BYTES_PER_CYCLE);
  }

  /** The values, in thousandths. */
  static List<Long> thousandths(String text) {
    List<Long> values = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher range = RANGE.matcher(part.strip());
      if (SINGLE.matcher(part.strip()).matches()) {
        values.add(milli(part.strip()));
      } else if (range.matches()) {
        addRange(values, range, part);
      } else {
        throw refused(part);
      }
    }
    if (values.contains(0L)) {
      throw new IllegalArgumentException("every value must be positive");
    }
    return values;
  }

  /** The values, which must be whole. */
  public static List<Long> whole(String text) {
    return thousandths(text).stream()
        .map(
            milli -> {
              if (milli % 1000 != 0) {
                throw new IllegalArgumentException("every value must be a whole number");
              }
              return milli / 1000;
            })
        .toList();
  }

  /** Matrix units such as {@code 16x16} or {@code 16x16x16}. */
  static List<MacArray> arrays(String text) {
    List<MacArray> arrays = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher array = ARRAY.matcher(part.strip());
      if (!array.matches()) {
        throw new IllegalArgumentException(
            "\"%s\" must be rows, columns and perhaps depth, as in 16x16 or 16x16x4"
                .formatted(part));
      }
      int depth = array.group(3) == null ? 1 : Integer.parseInt(array.group(3));
      arrays.add(
          new MacArray(Integer.parseInt(array.group(1)), Integer.parseInt(array.group(2)), depth));
    }
    return arrays;
  }

  private static void addRange(List<Long> values, Matcher range, String part) {
    long from = milli(range.group(1));
    long to = milli(range.group(2));
    long step = milli(range.group(4));
    boolean adds = range.group(3).equals("+");
    if (from == 0 || from > to || step <= (adds ? 0 : 1000)) {
      throw refused(part);
    }
    for (long value = from; value <= to; value = adds ? value + step : value * step / 1000) {
      values.add(value);
      if (values.size() > MOST) {
        throw new IllegalArgumentException("there must be at most %d values".formatted(MOST));
      }
    }
  }

  private static long milli(String number) {
    return new BigDecimal(number).movePointRight(3).longValueExact();
  }

  private static IllegalArgumentException refused(String part) {
    return new IllegalArgumentException(
        "\"%s\" must be a number, or a range upwards such as 8..64+8 or 8..64*2".formatted(part));
  }
}
