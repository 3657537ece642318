package masattention.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masattention.plot.Lettering.Anchor;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * What each lane (engine) does over time, coloured by kind, with an optional level (bytes in use)
 * as a step line below.
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
    Optional<Level> level,
    int widthPixels)
    implements Chart {

  private static final int LANE_HEIGHT = 34;
  private static final int LEVEL_HEIGHT = 130;
  private static final int GAP = 18;
  private static final int LIMIT_ROOM = 18;
  private static final double BAR_FILL = 0.76;

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
    return "What each lane does over %s. Lanes: %s. Kinds: %s. Intervals: %d."
        .formatted(
            time.title(),
            String.join(", ", lanes),
            String.join(", ", kinds.keySet()),
            intervals.size());
  }

  @Override
  public int heightPixels() {
    int below = level.isPresent() ? LEVEL_HEIGHT + GAP : 0;
    return Page.headHeight(this, entries()) + lanes.size() * LANE_HEIGHT + below + 58;
  }

  @Override
  public void paint(Graphics2D graphics) {
    int top = Page.drawHead(graphics, this, entries());
    double widest =
        lanes.stream().mapToDouble(l -> Lettering.width(l, Panel.TICK_SIZE)).max().orElse(0);
    int left =
        Math.max(
            (int) Math.ceil(widest) + 20, level.map(l -> Panel.marginFor(l.axis())).orElse(0) + 8);
    Rectangle area = new Rectangle(left, top, widthPixels - left - 28, lanes.size() * LANE_HEIGHT);
    Panel panel = new Panel(area);
    panel.drawVerticalGrid(graphics, time);
    drawIntervals(graphics, area);
    panel.drawFrame(graphics);
    graphics.setColor(Palette.INK);
    for (int i = 0; i < lanes.size(); i++) {
      double y = area.y + (i + 0.5) * LANE_HEIGHT;
      Lettering.draw(graphics, lanes.get(i), Panel.TICK_SIZE, area.x - 8, y, Anchor.END);
    }
    if (level.isPresent()) {
      Rectangle below = new Rectangle(left, (int) area.getMaxY() + GAP, area.width, LEVEL_HEIGHT);
      panel = new Panel(below);
      drawLevel(graphics, panel, level.get());
    }
    panel.drawBottomAxis(graphics, time);
  }

  private List<Legend.Entry> entries() {
    return kinds.entrySet().stream().map(k -> Legend.Entry.box(k.getKey(), k.getValue())).toList();
  }

  private void drawIntervals(Graphics2D graphics, Rectangle area) {
    Axis laneAxis = new Axis("lane", 0, lanes.size(), false, List.of());
    XYChart chart = DataLayer.points(area, time, laneAxis);
    kinds.forEach(
        (kind, color) -> {
          List<Double> xs = new ArrayList<>();
          List<Double> ys = new ArrayList<>();
          for (Interval one : intervals) {
            if (one.kind().equals(kind)) {
              addRectangle(xs, ys, one);
            }
          }
          if (!xs.isEmpty()) {
            XYSeries series =
                chart.addSeries(
                    kind,
                    xs.stream().mapToDouble(v -> v).toArray(),
                    ys.stream().mapToDouble(v -> v).toArray());
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
            series.setFillColor(color);
            series.setLineColor(Palette.PAPER);
            series.setLineStyle(new BasicStroke(0.5f));
            series.setMarker(SeriesMarkers.NONE);
          }
        });
    DataLayer.paint(chart, graphics, area);
  }

  /** Adds the corners and a gap, which ends the polygon. */
  private void addRectangle(List<Double> xs, List<Double> ys, Interval one) {
    double middle = lanes.size() - lanes.indexOf(one.lane()) - 0.5;
    double bottom = middle - BAR_FILL / 2;
    double top = middle + BAR_FILL / 2;
    xs.addAll(List.of(one.start(), one.start(), one.end(), one.end(), one.end()));
    ys.addAll(List.of(bottom, top, top, bottom, Double.NaN));
  }

  private void drawLevel(Graphics2D graphics, Panel panel, Level shown) {
    panel.drawGrid(graphics, shown.axis());
    panel.drawVerticalGrid(graphics, time);
    XYChart chart = DataLayer.points(panel.area(), time, shown.axis());
    XYSeries line = chart.addSeries("level", shown.steps().xArray(), shown.steps().yArray());
    line.setXYSeriesRenderStyle(XYSeriesRenderStyle.Step);
    line.setLineColor(shown.steps().color());
    line.setMarker(SeriesMarkers.NONE);
    line.setLineStyle(new BasicStroke(1.5f));
    DataLayer.paint(chart, graphics, panel.area());
    double limit = Panel.crisp(panel.screenY(shown.axis(), shown.limit()));
    graphics.setColor(Palette.INK);
    graphics.setStroke(new BasicStroke(1f));
    graphics.draw(new Line2D.Double(panel.area().x, limit, panel.area().getMaxX(), limit));
    double text = limit - panel.area().y >= LIMIT_ROOM ? limit - 9 : limit + 10;
    Lettering.draw(graphics, shown.limitName(), 12, panel.area().getMaxX() - 4, text, Anchor.END);
    panel.drawFrame(graphics);
    panel.drawLeftAxis(graphics, shown.axis());
  }
}
