package masattention.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Rectangle;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masattention.plot.PlotFont.Anchor;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * What each lane (engine) does over time, coloured by kind, and perhaps a level (bytes in use) as a
 * step line below.
 *
 * @param lanes from top to bottom
 * @param kinds colours in the order of the legend
 */
public record GanttChart(
    String title,
    Axis time,
    List<String> lanes,
    Map<String, Color> kinds,
    List<Interval> intervals,
    Optional<Level> level)
    implements Chart {
  private static final int LANE_HEIGHT = 34;
  private static final int LEVEL_HEIGHT = 130;
  private static final int GAP = 18;
  private static final int LIMIT_ROOM = 18;
  private static final double BAR_FILL = 0.76;

  /** Pixels, at most, that stay free between two intervals. */
  private static final double SEAM = 0.5;

  /** One piece of work from start to end in a lane. */
  public record Interval(String lane, String kind, double start, double end) {

    public Interval {
      if (!(Double.isFinite(start) && Double.isFinite(end) && start <= end)) {
        throw new IllegalArgumentException(
            "Interval (%s, %s): the time (%s to %s) must be finite and not run backwards."
                .formatted(lane, kind, start, end));
      }
    }
  }

  /** A quantity that holds its value until the next point, and the limit it must keep. */
  public record Level(Axis axis, PointSeries steps, double limit, String limitName) {}

  public GanttChart {
    lanes = List.copyOf(lanes);
    kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
    intervals = List.copyOf(intervals);
    for (Interval interval : intervals) {
      if (!lanes.contains(interval.lane()) || !kinds.containsKey(interval.kind())) {
        throw new IllegalArgumentException(
            "GanttChart (%s): the interval (%s) must have a known lane %s and kind %s."
                .formatted(title, interval, lanes, kinds.keySet()));
      }
    }
  }

  @Override
  public String description() {
    return "What each lane does over %s. Lanes: %s. Kinds: %s. Intervals: %d.%s"
        .formatted(
            time.title(),
            String.join(", ", lanes),
            String.join(", ", kinds.keySet()),
            intervals.size(),
            level
                .map(l -> " Below: %s, %s.".formatted(l.axis().title(), l.limitName()))
                .orElse(""));
  }

  @Override
  public int widthPixels() {
    return 1200;
  }

  @Override
  public List<Legend.Entry> legend() {
    return kinds.entrySet().stream().map(k -> Legend.Entry.box(k.getKey(), k.getValue())).toList();
  }

  @Override
  public int bodyHeight() {
    int below = level.isPresent() ? GAP + LEVEL_HEIGHT : 0;
    return lanes.size() * LANE_HEIGHT + below + Panel.BELOW;
  }

  @Override
  public void paintBody(Canvas canvas, int top) {
    double widest = PlotFont.widest(lanes, Panel.TICK_SIZE);
    int room = level.map(l -> Panel.marginFor(l.axis())).orElse(0);
    int left = Math.max((int) Math.ceil(widest) + 20, room);
    int width = widthPixels() - left - 28;
    Rectangle area = new Rectangle(left, top, width, lanes.size() * LANE_HEIGHT);
    Panel panel = new Panel(canvas, area);
    panel.verticalGrid(time);
    kinds.forEach((kind, color) -> drawIntervals(panel, kind, color));
    panel.frame();
    panel.leftNames(lanes);
    Rectangle below = new Rectangle(left, (int) area.getMaxY() + GAP, width, LEVEL_HEIGHT);
    level.ifPresentOrElse(
        one -> drawLevel(new Panel(canvas, below), one), () -> panel.bottomAxis(time));
  }

  private void drawIntervals(Panel panel, String kind, Color color) {
    for (Interval one : intervals) {
      if (one.kind().equals(kind)) {
        double left = panel.screenX(time, one.start());
        double width = panel.screenX(time, one.end()) - left;
        double lane =
            panel.area().y + (lanes.indexOf(one.lane()) + (1 - BAR_FILL) / 2) * LANE_HEIGHT;
        double shown = width - Math.min(SEAM, width / 4);
        panel.canvas().box(color, left, lane, shown, BAR_FILL * LANE_HEIGHT);
      }
    }
  }

  private void drawLevel(Panel panel, Level shown) {
    panel.horizontalGrid(shown.axis());
    panel.verticalGrid(time);
    XYChart chart = DataLayer.points(panel.area(), time, shown.axis());
    XYSeries line = chart.addSeries("level", shown.steps().xArray(), shown.steps().yArray());
    line.setXYSeriesRenderStyle(XYSeriesRenderStyle.Step);
    line.setLineColor(shown.steps().color());
    line.setMarker(SeriesMarkers.NONE);
    line.setLineStyle(new BasicStroke(1.5f));
    DataLayer.paint(chart, panel);
    panel.level(shown.axis(), shown.limit(), Palette.INK, new BasicStroke(1f));
    double limit = panel.screenY(shown.axis(), shown.limit());
    double text = limit - panel.area().y >= LIMIT_ROOM ? limit - 9 : limit + 10;
    double right = panel.area().getMaxX() - 4;
    panel.canvas().text(Palette.INK, shown.limitName(), 12, right, text, Anchor.END);
    panel.frame();
    panel.leftAxis(shown.axis());
    panel.bottomAxis(time);
  }
}
