package masattention.plot;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Lines with markers, or markers alone, over two numeric axes.
 *
 * @param curves lines without markers, such as a roof or a closed form, drawn behind the series
 * @param joined whether the points of a series are joined
 * @param notes vertical lines with a text
 */
public record LineChart(
    String title,
    Axis x,
    Axis y,
    List<PointSeries> series,
    List<PointSeries> curves,
    boolean joined,
    List<Note> notes,
    int widthPixels,
    int heightPixels)
    implements Chart {

  private static final BasicStroke LINE =
      new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  public LineChart {
    series = List.copyOf(series);
    curves = List.copyOf(curves);
    notes = List.copyOf(notes);
    if (series.isEmpty() && curves.isEmpty()) {
      throw new IllegalArgumentException(
          "LineChart (%s): there must be a series.".formatted(title));
    }
  }

  /** Joined points with markers, in the usual size. */
  public static LineChart lines(String title, Axis x, Axis y, List<PointSeries> series) {
    return new LineChart(title, x, y, series, List.of(), true, List.of(), 900, 560);
  }

  /** Markers alone, in the usual size. */
  public static LineChart scatter(String title, Axis x, Axis y, List<PointSeries> series) {
    return new LineChart(title, x, y, series, List.of(), false, List.of(), 900, 560);
  }

  public LineChart withNotes(List<Note> newNotes) {
    return new LineChart(title, x, y, series, curves, joined, newNotes, widthPixels, heightPixels);
  }

  public LineChart withCurves(List<PointSeries> newCurves) {
    return new LineChart(title, x, y, series, newCurves, joined, notes, widthPixels, heightPixels);
  }

  LineChart withoutXTitle() {
    Axis untitled = new Axis("", x.min(), x.max(), x.logarithmic(), x.ticks());
    return new LineChart(
        title, untitled, y, series, curves, joined, notes, widthPixels, heightPixels);
  }

  @Override
  public String description() {
    return "%s of %s over %s. Series: %s. Marked: %s."
        .formatted(
            joined ? "Lines" : "Points",
            y.title(),
            x.title(),
            all().stream().map(PointSeries::name).collect(Collectors.joining(", ")),
            notes.isEmpty()
                ? "nothing"
                : notes.stream().map(Note::text).collect(Collectors.joining(", ")));
  }

  @Override
  public void paint(Graphics2D graphics) {
    int top = Page.drawHead(graphics, this, entries());
    int left = leftMargin();
    paintPlot(graphics, new Rectangle(left, top, widthPixels - left - 28, heightPixels - top - 58));
  }

  /** Room beside the plot for the labels and the title of its vertical axis. */
  int leftMargin() {
    return Panel.marginFor(y) + 8;
  }

  /** Draws data and axes alone, the data into {@code area}. */
  void paintPlot(Graphics2D graphics, Rectangle area) {
    Panel panel = new Panel(area);
    panel.drawGrid(graphics, y);
    panel.drawVerticalGrid(graphics, x);
    Note.drawAll(graphics, panel, x, notes);
    drawData(graphics, panel.area());
    panel.drawFrame(graphics);
    panel.drawLeftAxis(graphics, y);
    panel.drawBottomAxis(graphics, x);
  }

  private List<PointSeries> all() {
    List<PointSeries> all = new ArrayList<>(curves);
    all.addAll(series);
    return all;
  }

  List<Legend.Entry> entries() {
    List<Legend.Entry> entries = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      PointSeries one = series.get(i);
      entries.add(
          new Legend.Entry(
              one.name(), one.color(), joined, Optional.of(DataLayer.marker(one.name(), i))));
    }
    for (PointSeries curve : curves) {
      if (curve.listed()) {
        entries.add(new Legend.Entry(curve.name(), curve.color(), true, Optional.empty()));
      }
    }
    return entries;
  }

  private void drawData(Graphics2D graphics, Rectangle area) {
    XYChart chart = DataLayer.points(area, x, y);
    for (PointSeries curve : curves) {
      XYSeries line = chart.addSeries(curve.name(), curve.xArray(), curve.yArray());
      line.setMarker(SeriesMarkers.NONE);
      line.setLineColor(curve.color());
      line.setLineStyle(LINE);
    }
    for (int i = 0; i < series.size(); i++) {
      PointSeries one = series.get(i);
      XYSeries points = chart.addSeries(one.name(), one.xArray(), one.yArray());
      points.setMarker(DataLayer.marker(one.name(), i));
      points.setMarkerColor(one.color());
      points.setLineColor(one.color());
      points.setLineStyle(LINE);
      if (!joined) {
        points.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      }
    }
    DataLayer.paint(chart, graphics, area);
  }
}
