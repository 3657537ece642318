package masattention.plot;

import java.awt.Color;
import java.util.List;

/**
 * Points in the order they are joined: a name, a colour, and as many x as y. Where y is NaN,
 * nothing was measured and the line has a gap.
 *
 * @param listed whether the legend names it
 */
public record PointSeries(
    String name, Color color, List<Double> xs, List<Double> ys, boolean listed) {

  public PointSeries {
    xs = List.copyOf(xs);
    ys = List.copyOf(ys);
    if (xs.isEmpty() || xs.size() != ys.size()) {
      throw new IllegalArgumentException(
          "PointSeries (%s): there must be as many x (%d) as y (%d), and at least one."
              .formatted(name, xs.size(), ys.size()));
    }
    for (int i = 0; i < xs.size(); i++) {
      if (!Double.isFinite(xs.get(i)) || Double.isInfinite(ys.get(i))) {
        throw new IllegalArgumentException(
            "PointSeries (%s): the point (%s, %s) must be finite, or y NaN."
                .formatted(name, xs.get(i), ys.get(i)));
      }
    }
  }

  public PointSeries(String name, Color color, List<Double> xs, List<Double> ys) {
    this(name, color, xs, ys, true);
  }

  /** The same, not named by the legend. */
  public PointSeries unlisted() {
    return new PointSeries(name, color, xs, ys, false);
  }

  /** The series of a scheduler, in its colour. */
  public static PointSeries of(String name, List<Double> xs, List<Double> ys) {
    return new PointSeries(name, Palette.color(name), xs, ys);
  }

  /** A horizontal line over a whole axis. */
  public static PointSeries level(String name, Color color, Axis x, double y) {
    return new PointSeries(name, color, List.of(x.min(), x.max()), List.of(y, y));
  }

  double[] xArray() {
    return xs.stream().mapToDouble(x -> x).toArray();
  }

  double[] yArray() {
    return ys.stream().mapToDouble(y -> y).toArray();
  }
}
