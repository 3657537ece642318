package masattention.explore;

import java.awt.Color;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import masattention.plot.Axis;
import masattention.plot.LineChart.Label;
import masattention.plot.LineChart.Plot;
import masattention.plot.Palette;
import masattention.plot.PointSeries;

/**
 * One front and its picture: of a layer, or of the sum over the networks. It is offered all points
 * first, then shown them all.
 */
final class FrontView {
  private static final int CELLS_ACROSS = 300;
  private static final int CELLS_UP = 150;
  private static final double WIDE = 4;
  private static final double MARGIN = 1.05;
  private static final String DOMINATED = "dominated";

  private final String title;
  private final ParetoFront front = new ParetoFront();
  private final BitSet cells = new BitSet();
  private final Map<String, Points> series = new LinkedHashMap<>();
  private final Map<Criteria, String> labels = new LinkedHashMap<>();
  private double leastTime = Double.MAX_VALUE;
  private double mostTime;
  private double leastArea = Double.MAX_VALUE;
  private double mostArea;
  private int offered;

  private record Points(List<Double> xs, List<Double> ys) {}

  FrontView(String title) {
    this.title = title;
    series.put(DOMINATED, new Points(new ArrayList<>(), new ArrayList<>()));
  }

  String title() {
    return title;
  }

  ParetoFront front() {
    return front;
  }

  /** Whether any point was offered. */
  boolean isEmpty() {
    return offered == 0;
  }

  void offer(Criteria point) {
    offered++;
    front.offer(point);
    leastTime = Math.min(leastTime, point.time());
    mostTime = Math.max(mostTime, point.time());
    leastArea = Math.min(leastArea, point.area());
    mostArea = Math.max(mostArea, point.area());
  }

  /** Shows a point: one of the front once, of others the first in a small part of the picture. */
  void show(Criteria point, String scheduler) {
    Integer number = front.number(point);
    if (number == null) {
      int cell =
          place(point.area(), leastArea, mostArea, CELLS_ACROSS) * CELLS_UP
              + place(point.time(), leastTime, mostTime, CELLS_UP);
      if (!cells.get(cell)) {
        cells.set(cell);
        add(DOMINATED, point);
      }
    } else if (labels.putIfAbsent(point, number.toString()) == null) {
      add(scheduler, point);
    }
  }

  private static int place(double value, double least, double most, int cells) {
    if (least == most) {
      return 0;
    }
    double share =
        isWide(least, most)
            ? StrictMath.log(value / least) / StrictMath.log(most / least)
            : (value - least) / (most - least);
    return (int) (share * (cells - 1));
  }

  /** Whether equal ratios are worth equal distances. */
  private static boolean isWide(double least, double most) {
    return least > 0 && most >= WIDE * least;
  }

  private void add(String name, Criteria point) {
    Points points =
        series.computeIfAbsent(name, any -> new Points(new ArrayList<>(), new ArrayList<>()));
    points.xs().add(point.area());
    points.ys().add(point.time());
  }

  /** The picture; its area axis holds every value of {@code x}. */
  Plot plot(boolean titled, List<String> schedulers) {
    List<PointSeries> shown = new ArrayList<>();
    series.forEach(
        (name, points) -> {
          if (!points.xs().isEmpty()) {
            Color color =
                name.equals(DOMINATED)
                    ? Palette.other(1)
                    : Palette.known(name).orElseGet(() -> other(schedulers.indexOf(name)));
            String said = name.equals(DOMINATED) ? name : "on the front: " + name;
            shown.add(new PointSeries(said, color, points.xs(), points.ys()));
          }
        });
    List<Label> texts =
        labels.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> new Label(e.getKey().area(), e.getKey().time(), e.getValue()))
            .toList();
    Axis y = axis("microseconds", leastTime, mostTime);
    return new Plot(titled ? title : "", y, shown, List.of(), texts);
  }

  private static Color other(int place) {
    return Palette.other(2 + Math.floorMod(place, 7));
  }

  double leastArea() {
    return leastArea;
  }

  double mostArea() {
    return mostArea;
  }

  /** An axis with some room at both ends, logarithmic over a wide range. */
  static Axis axis(String title, double least, double most) {
    if (isWide(least, most)) {
      return Axis.logarithmic(title, least / MARGIN, most * MARGIN);
    }
    double margin = Math.max(most - least, most / 10) / 20;
    return Axis.linear(title, Math.max(0, least - margin), most + margin);
  }
}
