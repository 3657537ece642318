package masattention.plot;

import java.awt.Color;
import java.util.List;

/**
 * One bar per category: a name, a colour, the heights in the order of the categories; NaN where
 * there is none.
 */
public record BarSeries(String name, Color color, List<Double> values) {

  public BarSeries {
    values = List.copyOf(values);
    for (double value : values) {
      if (Double.isInfinite(value) || value < 0) {
        throw new IllegalArgumentException(
            "BarSeries (%s): the value (%s) must be finite and not negative."
                .formatted(name, value));
      }
    }
  }

  /** The series of a scheduler or an energy component, in its colour. */
  public static BarSeries of(String name, List<Double> values) {
    return new BarSeries(name, Palette.color(name), values);
  }
}
