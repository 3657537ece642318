package masattention.explore;

import java.awt.Color;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.DoubleSummaryStatistics;
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
  private final CriteriaFront front = new CriteriaFront();
  private final BitSet cells = new BitSet();
  private final Map<String, List<Criteria>> series = new LinkedHashMap<>();
  private final Map<Criteria, String> labels = new LinkedHashMap<>();
  private final DoubleSummaryStatistics times = new DoubleSummaryStatistics();
  private final DoubleSummaryStatistics areas = new DoubleSummaryStatistics();

  FrontView(String title) {
    this.title = title;
    series.put(DOMINATED, new ArrayList<>());
  }

  String title() {
    return title;
  }

  CriteriaFront front() {
    return front;
  }

  /** Whether any point was offered. */
  boolean isEmpty() {
    return areas.getCount() == 0;
  }

  void offer(Criteria point) {
    front.offer(point);
    times.accept(point.time());
    areas.accept(point.area());
  }

  /** Shows a point: one of the front once, of others the first in a small part of the picture. */
  void show(Criteria point, String scheduler) {
    Integer number = front.number(point);
    if (number == null) {
      int cell =
          place(point.area(), areas, CELLS_ACROSS) * CELLS_UP
              + place(point.time(), times, CELLS_UP);
      if (!cells.get(cell)) {
        cells.set(cell);
        add(DOMINATED, point);
      }
    } else if (labels.putIfAbsent(point, number.toString()) == null) {
      add(scheduler, point);
    }
  }

  private static int place(double value, DoubleSummaryStatistics range, int cells) {
    double least = range.getMin();
    double most = range.getMax();
    if (least == most) {
      return 0;
    }
    double share =
        isWide(range)
            ? StrictMath.log(value / least) / StrictMath.log(most / least)
            : (value - least) / (most - least);
    return (int) (share * (cells - 1));
  }

  /** Whether equal ratios are worth equal distances. */
  private static boolean isWide(DoubleSummaryStatistics range) {
    return range.getMin() > 0 && range.getMax() >= WIDE * range.getMin();
  }

  private void add(String name, Criteria point) {
    series.computeIfAbsent(name, any -> new ArrayList<>()).add(point);
  }

  /** The picture; its area axis holds every value of {@code x}. */
  Plot plot(boolean titled, List<String> schedulers) {
    List<PointSeries> shown = new ArrayList<>();
    series.forEach(
        (name, points) -> {
          if (!points.isEmpty()) {
            Color color =
                name.equals(DOMINATED)
                    ? Palette.BACKDROP
                    : Palette.known(name).orElseGet(() -> other(schedulers.indexOf(name)));
            String said = name.equals(DOMINATED) ? name : "on the front: " + name;
            List<Double> xs = points.stream().map(Criteria::area).toList();
            List<Double> ys = points.stream().map(Criteria::time).toList();
            shown.add(new PointSeries(said, color, xs, ys));
          }
        });
    List<Label> texts =
        labels.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> new Label(e.getKey().area(), e.getKey().time(), e.getValue()))
            .toList();
    Axis y = axis("microseconds", times);
    return new Plot(titled ? title : "", y, shown, List.of(), texts);
  }

  private static Color other(int place) {
    return Palette.other(2 + Math.floorMod(place, 7));
  }

  /** The areas of all points that were offered. */
  DoubleSummaryStatistics areas() {
    return areas;
  }

  /** An axis with some room at both ends, logarithmic over a wide range. */
  static Axis axis(String title, DoubleSummaryStatistics range) {
    double least = range.getMin();
    double most = range.getMax();
    if (isWide(range)) {
      return Axis.logarithmic(title, least / MARGIN, most * MARGIN);
    }
    double margin = Math.max(most - least, most / 10) / 20;
    return Axis.linear(title, Math.max(0, least - margin), most + margin);
  }
}
