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

/**
 * The figure of a sweep: latency and DRAM traffic at the fastest tilings, and energy at the
 * balanced ones, over what is varied.
 */
public final class SweepChart {
  private static final int WIDTH = 900;
  private static final int PLOT_HEIGHT = 290;

  private SweepChart() {}

  /**
   * Rows that are joined by a line; those without an evaluation are left out.
   *
   * @param xs what is varied, one per row
   */
  public record Line(String name, Color color, List<Double> xs, List<Point> rows) {}

  /** Three plots under one heading. */
  public static LineChart of(String title, Axis x, List<Line> lines, List<Note> notes) {
    return new LineChart(
        title,
        x,
        List.of(
            plot("latency, multiple of the bound", lines, SweepChart::latency),
            plot("energy at balanced tilings, pJ per score", lines, SweepChart::energy),
            plot(
                "DRAM traffic at balanced tilings, multiple of least", lines, SweepChart::traffic)),
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

  private static Plot plot(String title, List<Line> lines, ToDoubleFunction<Point> quantity) {
    List<PointSeries> series = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (Line line : lines) {
      List<Double> xs = new ArrayList<>();
      List<Double> ys = new ArrayList<>();
      for (int i = 0; i < line.rows().size(); i++) {
        if (line.rows().get(i).feasible()) {
          double value = quantity.applyAsDouble(line.rows().get(i));
          xs.add(line.xs().get(i));
          ys.add(value);
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
      if (!xs.isEmpty()) {
        series.add(new PointSeries(line.name(), line.color(), xs, ys));
      }
    }
    return new Plot(Axis.logarithmic(title, least, most), series);
  }
}
