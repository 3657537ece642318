package masattention.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The inside of a plot, drawn by XChart: bars, lines and markers.
 *
 * <p>XChart lays out text through the fonts of the JDK and the machine. Everything of it that has a
 * text is therefore switched off (ticks by a spacing that never fits), its plot fills its whole
 * picture, and {@link Panel} draws the axes around it.
 */
final class DataLayer {

  static final int MARKER_SIZE = 8;

  private static final double RING_STEP = 1.7;
  private static final BasicStroke RING = new BasicStroke(1.2f);

  private static final Color TRANSPARENT = new Color(0, 0, 0, 0);

  private static final Map<String, Marker> MARKERS =
      Map.of(
          "layer-wise", SeriesMarkers.SQUARE,
          "soft-pipe", SeriesMarkers.TRIANGLE_DOWN,
          "flat", SeriesMarkers.TRIANGLE_UP,
          "flat-no-prefetch", SeriesMarkers.TRIANGLE_DOWN,
          "flat-stream", SeriesMarkers.SQUARE,
          "tileflow", SeriesMarkers.DIAMOND,
          "fusemax", SeriesMarkers.TRIANGLE_UP,
          "mas", SeriesMarkers.CIRCLE,
          "mas-spill", SeriesMarkers.DIAMOND,
          "bound", SeriesMarkers.NONE);

  private static final List<Marker> OTHER_MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.TRIANGLE_DOWN);

  private DataLayer() {}

  static CategoryChart bars(Rectangle area, Axis y, boolean stacked, double fill) {
    CategoryChart chart = new CategoryChart(area.width, area.height);
    strip(chart.getStyler());
    range(chart.getStyler(), y);
    chart.getStyler().setStacked(stacked);
    chart.getStyler().setAvailableSpaceFill(fill);
    return chart;
  }

  static XYChart points(Rectangle area, Axis x, Axis y) {
    XYChart chart = new XYChart(area.width, area.height);
    strip(chart.getStyler());
    range(chart.getStyler(), y);
    chart.getStyler().setXAxisMin(x.min()).setXAxisMax(x.max());
    chart.getStyler().setXAxisLogarithmic(x.logarithmic());
    return chart;
  }

  static void paint(Chart<?, ?> chart, Panel panel) {
    Graphics2D graphics = panel.canvas().graphics();
    AffineTransform outside = graphics.getTransform();
    graphics.translate(panel.area().x, panel.area().y);
    chart.paint(graphics, panel.area().width, panel.area().height);
    graphics.setTransform(outside);
  }

  /** A ring of this place from the innermost, which is 1. */
  static Marker ring(int place) {
    double radius = RING_STEP * place;
    return new Marker() {
      @Override
      public void paint(Graphics2D graphics, double x, double y, int size) {
        graphics.setStroke(RING);
        graphics.draw(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
      }
    };
  }

  /** The marker of a scheduler wherever it appears; for other names one by place. */
  static Marker marker(String name, int place) {
    return MARKERS.getOrDefault(name, OTHER_MARKERS.get(place % OTHER_MARKERS.size()));
  }

  private static void range(AxesChartStyler styler, Axis y) {
    styler.setYAxisMin(y.min()).setYAxisMax(y.max());
    styler.setYAxisLogarithmic(y.logarithmic());
  }

  private static void strip(AxesChartStyler styler) {
    styler.setXAxisTickMarkSpacingHint(Integer.MAX_VALUE);
    styler.setYAxisTickMarkSpacingHint(Integer.MAX_VALUE);
    styler.setAxisTicksVisible(false).setAxisTitlesVisible(false).setPlotMargin(0);
    styler.setPlotGridLinesVisible(false).setPlotTicksMarksVisible(false);
    styler.setChartTitleVisible(false).setLegendVisible(false).setChartPadding(0);
    styler.setPlotContentSize(1.0).setPlotBorderVisible(false).setToolTipsEnabled(false);
    styler.setChartBackgroundColor(TRANSPARENT).setPlotBackgroundColor(TRANSPARENT);
    styler.setMarkerSize(MARKER_SIZE).setAntiAlias(true);
  }
}
