package masattention.explore;

import java.awt.Color;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
  private final List<Criteria> front = new ArrayList<>();
  private final Map<Criteria, Integer> numbers = new TreeMap<>();
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

  /** How many are on the front; equal ones count once. */
  int size() {
    return front.size();
  }

  /** The number of criteria on the front; null where they are not on it. */
  Integer number(Criteria criteria) {
    return numbers.get(criteria);
  }

  /** Whether any point was offered. */
  boolean isEmpty() {
    return areas.getCount() == 0;
  }

  /** Offers a point, which is on the front if no other dominates it. */
  void offer(Criteria point) {
    times.accept(point.time());
    areas.accept(point.area());
    for (int i = 0; i < front.size(); i++) {
      if (front.get(i).dominates(point)) {
        // neighbours in a space are often dominated by the same
        Collections.swap(front, i, i / 2);
        return;
      }
    }
    front.removeIf(point::dominates);
    front.add(point);
  }

  /** Numbers the front from 1, the fastest first; nothing is offered after this. */
  void close() {
    front.sort(null);
    front.forEach(criteria -> numbers.put(criteria, numbers.size() + 1));
  }

  /** Shows a point: one of the front once, of others the first in a small part of the picture. */
  void show(Criteria point, String scheduler) {
    Integer number = numbers.get(point);
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
    Axis y = axis("latency, µs", times);
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
