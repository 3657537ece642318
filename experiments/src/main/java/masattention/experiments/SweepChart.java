package masattention.experiments;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import masattention.plot.Axis;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.Note;
import masattention.plot.PointSeries;
import masattention.report.Dataset;

/**
 * The figure of a sweep: latency at the fastest tilings, and energy and DRAM traffic at the
 * balanced ones, over what is varied.
 */
public final class SweepChart {
  private static final int WIDTH = 900;
  private static final int PLOT_HEIGHT = 290;

  private SweepChart() {}

  /** Points that are joined by a line; those without an evaluation are left out. */
  public record Line(String name, Color color, Dataset<Point> points) {}

  /**
   * Three plots under one heading.
   *
   * @param x what is varied
   */
  public static LineChart of(
      String title, Axis axis, ToDoubleFunction<Point> x, List<Line> lines, List<Note> notes) {
    return new LineChart(
        title,
        axis,
        List.of(
            plot(
                "latency at fastest tilings, multiple of the bound", x, lines, SweepChart::latency),
            plot("energy at balanced tilings, pJ per score", x, lines, SweepChart::energy),
            plot(
                "DRAM traffic at balanced tilings, multiple of least",
                x,
                lines,
                SweepChart::traffic)),
        Marks.LINES,
        1,
        notes,
        WIDTH,
        PLOT_HEIGHT);
  }

  private static double latency(Point row) {
    return row.cycles() / (double) row.boundCycles();
  }

  private static double energy(Point row) {
    return row.balanced().picojoules() / row.shape().visiblePositions();
  }

  private static double traffic(Point row) {
    return row.balanced().dramBytes() / (double) row.shape().compulsoryBytes();
  }

  private static Plot plot(
      String title, ToDoubleFunction<Point> x, List<Line> lines, ToDoubleFunction<Point> y) {
    List<PointSeries> series = new ArrayList<>();
    for (Line line : lines) {
      Dataset<Point> drawn = line.points().where(Point::feasible);
      if (!drawn.isEmpty()) {
        List<Double> xs = drawn.values(x).values();
        series.add(new PointSeries(line.name(), line.color(), xs, drawn.values(y).values()));
      }
    }
    return new Plot(Axis.logarithmic(title, series), series);
  }
}
