package masattention.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A numeric axis: title with unit, range, ticks.
 *
 * @param title what is shown and, after a comma, its unit
 * @param logarithmic whether equal distances stand for equal ratios
 */
public record Axis(String title, double min, double max, boolean logarithmic, List<Tick> ticks) {

  /** Room for a marker at either end of an axis of powers of two, as a ratio. */
  private static final double MARGIN = 1.15;

  /** A marked value; a tick without a text has an empty label. */
  public record Tick(double value, String label) {}

  public Axis {
    ticks = List.copyOf(ticks);
    if (!(Double.isFinite(min) && Double.isFinite(max) && min < max)) {
      throw new IllegalArgumentException(
          "Axis (%s): the range (%s to %s) must be finite and not empty."
              .formatted(title, min, max));
    }
    if (logarithmic && min <= 0) {
      throw new IllegalArgumentException(
          "Axis (%s): a logarithmic range (%s to %s) must be positive.".formatted(title, min, max));
    }
  }

  /** A linear axis from min to max, widened to end on ticks (rounding errors aside). */
  public static Axis linear(String title, double min, double max) {
    if (!(min < max)) {
      return linear(title, min, min + 1);
    }
    BigDecimal step = step(max - min, 6);
    BigDecimal slack = step.movePointLeft(6);
    long first =
        new BigDecimal(min).add(slack).divide(step, 0, RoundingMode.FLOOR).longValueExact();
    long last =
        new BigDecimal(max).subtract(slack).divide(step, 0, RoundingMode.CEILING).longValueExact();
    BigDecimal highest = step.multiply(BigDecimal.valueOf(last));
    List<Tick> ticks = new ArrayList<>();
    for (long i = first; i <= last; i++) {
      BigDecimal value = step.multiply(BigDecimal.valueOf(i));
      ticks.add(new Tick(value.doubleValue(), NumberText.tick(value, highest)));
    }
    double low = ticks.get(0).value();
    return new Axis(title, low, ticks.get(ticks.size() - 1).value(), false, ticks);
  }

  /** A linear axis with room for the y of some series, and for these values. */
  public static Axis linear(String title, List<PointSeries> series, double... values) {
    DoubleSummaryStatistics all = statistics(series, values);
    return linear(title, all.getMin(), all.getMax());
  }

  /** A logarithmic axis with room for the y of some series, and for these values. */
  public static Axis logarithmic(String title, List<PointSeries> series, double... values) {
    DoubleSummaryStatistics all = statistics(series, values);
    return logarithmic(title, all.getMin(), all.getMax());
  }

  private static DoubleSummaryStatistics statistics(List<PointSeries> series, double... values) {
    DoubleStream ys = series.stream().flatMapToDouble(one -> Arrays.stream(one.yArray()));
    return DoubleStream.concat(ys, Arrays.stream(values)).summaryStatistics();
  }

  /** A linear axis from zero to exactly this value, or to one if that is zero. */
  public static Axis fromZero(String title, double max) {
    return linearExact(title, 0, max > 0 ? max : 1);
  }

  /** A linear axis over exactly this range. */
  public static Axis linearExact(String title, double min, double max) {
    Axis wide = linear(title, min, max);
    List<Tick> inside =
        wide.ticks().stream().filter(t -> t.value() >= min && t.value() <= max).toList();
    return new Axis(title, min, max, false, inside);
  }

  /** A logarithmic axis with ticks 1, 2, 5 or 1 alone in each decade. */
  public static Axis logarithmic(String title, double min, double max) {
    int first = exponent(min);
    int last = exponent(max);
    boolean few = last - first < 3;
    BigDecimal highest = BigDecimal.ONE.scaleByPowerOfTen(last + 1);
    List<Tick> ticks = new ArrayList<>();
    for (int e = first; e <= last + 1; e++) {
      for (int digit = 1; digit < 10; digit++) {
        BigDecimal value = BigDecimal.valueOf(digit).scaleByPowerOfTen(e);
        boolean labelled = digit == 1 || (few && (digit == 2 || digit == 5));
        ticks.add(new Tick(value.doubleValue(), labelled ? NumberText.tick(value, highest) : ""));
      }
    }
    double low = ticks.stream().mapToDouble(Tick::value).filter(v -> v <= min).max().orElseThrow();
    double high =
        ticks.stream()
            .mapToDouble(Tick::value)
            .filter(v -> v >= max && v > low)
            .min()
            .orElseThrow();
    return new Axis(
        title,
        low,
        high,
        true,
        ticks.stream().filter(t -> t.value() >= low && t.value() <= high).toList());
  }

  /** A logarithmic axis with a tick at every power of two: 128, 256, 512, 1K, 2K. */
  public static Axis powersOfTwo(String title, long min, long max) {
    if (min <= 0 || max <= min) {
      throw new IllegalArgumentException(
          "Axis (%s): the range (%d to %d) must be positive and not empty."
              .formatted(title, min, max));
    }
    List<Tick> ticks = new ArrayList<>();
    for (long value = Long.highestOneBit(min); value / 2 < max; value *= 2) {
      ticks.add(new Tick(value, binary(value)));
    }
    double last = ticks.get(ticks.size() - 1).value();
    return new Axis(title, ticks.get(0).value() / MARGIN, last * MARGIN, true, ticks);
  }

  /** The same without a title. */
  Axis untitled() {
    return new Axis("", min, max, logarithmic, ticks);
  }

  List<String> labels() {
    return ticks.stream().map(Tick::label).toList();
  }

  /** Where a value lies between the ends, 0 to 1. */
  double share(double value) {
    return logarithmic
        ? (Math.log10(value) - Math.log10(min)) / (Math.log10(max) - Math.log10(min))
        : (value - min) / (max - min);
  }

  private static String binary(long value) {
    if (value >= 1 << 20) {
      return (value >> 20) + "M";
    }
    return value >= 1 << 10 ? (value >> 10) + "K" : Long.toString(value);
  }

  private static int exponent(double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "A value (%s) on a logarithmic axis must be positive and finite.".formatted(value));
    }
    BigDecimal exact = new BigDecimal(value);
    return exact.precision() - exact.scale() - 1;
  }

  private static BigDecimal step(double range, int intervals) {
    BigDecimal rough =
        new BigDecimal(range).divide(BigDecimal.valueOf(intervals), MathContext.DECIMAL64);
    int exponent = rough.precision() - rough.scale() - 1;
    for (String digit : List.of("1", "2", "2.5", "5")) {
      BigDecimal step = new BigDecimal(digit).scaleByPowerOfTen(exponent);
      if (step.compareTo(rough) >= 0) {
        return step;
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(exponent + 1);
  }
}
