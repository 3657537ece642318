package masattention.experiments.roofline;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import masattention.plot.Axis;
import masattention.plot.LineChart;
import masattention.plot.Palette;
import masattention.plot.PointSeries;
import masattention.report.Dataset;
import masattention.schedule.Schedulers;

/** The points of one machine under its roofs. */
final class RooflinePlot {
  private static final double MARGIN = 1.3;
  private static final int LIGHTEST = 0xC8;
  private static final int STEP = 0x28;

  private RooflinePlot() {}

  static LineChart of(RooflinePreset preset) {
    Dataset<RooflinePoint> points = preset.points();
    Roofs roofs = preset.roofs();
    List<PointSeries> series = new ArrayList<>();
    for (Schedulers scheduler : masOnTop()) {
      Dataset<RooflinePoint> own = preset.of(scheduler);
      series.add(
          PointSeries.of(
              scheduler.id(),
              own.values(RooflinePoint::intensity).values(),
              own.values(RooflinePoint::reached).values()));
    }
    double left =
        points.values(RooflinePoint::intensity).smallest() / MARGIN;
    double right =
        points.values(RooflinePoint::intensity).largest() * MARGIN;
    double low = points.values(RooflinePoint::reached).smallest() / MARGIN;
    Axis x =
        Axis.logarithmic(
            "operations of the products per DRAM byte (a multiply-accumulate is 2)", left, right);
    Axis y = Axis.logarithmic("operations per nanosecond, GOP/s", low, roofs.mac() * MARGIN);
    List<PointSeries> curves = new ArrayList<>(vectorRoofs(roofs, points, x));
    double start = Math.max(x.min(), y.min() / roofs.dramBytesPerNanosecond());
    curves.add(
        new PointSeries(
            "MAC and DRAM roofs",
            Palette.color("bound"),
            List.of(start, roofs.ridge(), x.max()),
            List.of(roofs.dram(start), roofs.mac(), roofs.mac())));
    return LineChart.scatter(
            "Roofline of %s, every scheduler at its fastest tiling, core networks"
                .formatted(preset.name()),
            x,
            y,
            series)
        .withCurves(curves);
  }

  /** In the order of the tables, but mas last, over what it covers. */
  private static List<Schedulers> masOnTop() {
    List<Schedulers> order = new ArrayList<>(List.of(Schedulers.values()));
    order.remove(Schedulers.MAS);
    order.add(Schedulers.MAS);
    return order;
  }

  /** A level per head dimension: where the softmax limits, ever darker. */
  private static List<PointSeries> vectorRoofs(Roofs roofs, Dataset<RooflinePoint> points, Axis x) {
    Map<Integer, Double> levels = new TreeMap<>();
    for (RooflinePoint p : points) {
      levels.merge(p.row().shape().headDim(), roofs.vec(p.row().shape()), Math::max);
    }
    List<PointSeries> curves = new ArrayList<>();
    for (Map.Entry<Integer, Double> level : levels.entrySet()) {
      if (level.getValue() < roofs.mac()) {
        int grey = LIGHTEST - STEP * curves.size();
        double from = level.getValue() / roofs.dramBytesPerNanosecond();
        curves.add(
            new PointSeries(
                "VEC roof, E = " + level.getKey(),
                new Color(grey, grey, grey),
                List.of(from, x.max()),
                List.of(level.getValue(), level.getValue())));
      }
    }
    return curves;
  }
}
