package masattention.plot;

import java.awt.BasicStroke;
import java.awt.Rectangle;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import masattention.plot.PlotFont.Anchor;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Lines with markers, or markers alone, in one plot or in several that share their horizontal axis,
 * and one vertical axis if theirs are the same.
 *
 * @param plots row by row
 * @param notes vertical lines through the plots of a single column, with their texts above
 * @param plotHeight height of each plot in pixels
 */
public record LineChart(
    String title,
    Axis x,
    List<Plot> plots,
    Marks marks,
    int columns,
    List<Note> notes,
    int widthPixels,
    int plotHeight)
    implements Chart {
  private static final int RIGHT = 28;
  private static final int GAP = 20;
  private static final int TICKS = 40;
  private static final int TITLE = 20;
  private static final double LABEL_SIZE = 11;
  private static final int LABEL_GAP = 6;

  /** Between two labels, at least; half of it up and down. */
  private static final double LABEL_ROOM = 16;

  private static final BasicStroke LINE =
      new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final BasicStroke THIN_LINE =
      new BasicStroke(1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  /** How the points of a series are shown. */
  public enum Marks {
    /** Joined, in the order of the series. */
    LINES,
    /** As markers alone. */
    POINTS,
    /** As rings, the smaller the later the series, so that equal points do not hide each other. */
    RINGS
  }

  /** A text beside the point (x, y). */
  public record Label(double x, double y, String text) {}

  /**
   * One plot.
   *
   * @param title above it; may be empty
   * @param curves lines without markers, such as a roof or a closed form, drawn behind the series
   * @param labels texts beside points; one that would crowd another or cover a labelled point is
   *     left out
   */
  public record Plot(
      String title,
      Axis y,
      List<PointSeries> series,
      List<PointSeries> curves,
      List<Label> labels) {

    public Plot {
      series = List.copyOf(series);
      curves = List.copyOf(curves);
      labels = List.copyOf(labels);
    }

    /** A plot without labels. */
    public Plot(String title, Axis y, List<PointSeries> series, List<PointSeries> curves) {
      this(title, y, series, curves, List.of());
    }

    /** A plot without a title of its own and without curves. */
    public Plot(Axis y, List<PointSeries> series) {
      this("", y, series, List.of());
    }
  }

  public LineChart {
    plots = List.copyOf(plots);
    notes = List.copyOf(notes);
    if (plots.isEmpty() || plots.stream().anyMatch(plot -> plot.series().isEmpty())) {
      throw new IllegalArgumentException(
          "LineChart (%s): there must be a plot, and in each a series.".formatted(title));
    }
    if (columns < 1 || plotHeight < 1 || (columns > 1 && !notes.isEmpty())) {
      throw new IllegalArgumentException(
          "LineChart (%s): the columns (%d) and the plotHeight (%d) must be positive, and notes need a single column."
              .formatted(title, columns, plotHeight));
    }
  }

  /** One plot of the usual size. */
  public LineChart(String title, Axis x, Marks marks, Plot plot) {
    this(title, x, List.of(plot), marks, 1, List.of(), 900, 420);
  }

  /** Small plots of the usual width. */
  public static LineChart grid(
      String title, Axis x, Marks marks, List<Plot> plots, int columns, int plotHeight) {
    return new LineChart(title, x, plots, marks, columns, List.of(), 1200, plotHeight);
  }

  @Override
  public String description() {
    String marked =
        notes.isEmpty()
            ? ""
            : " Marked: %s."
                .formatted(notes.stream().map(Note::text).collect(Collectors.joining(", ")));
    return "%s over %s. Vertical: %s. Series: %s.%s%s"
        .formatted(
            marks == Marks.LINES ? "Lines" : "Points",
            x.title(),
            joined(plots.stream().map(plot -> plot.y().title()).toList()),
            joined(legend().stream().map(Legend.Entry::name).toList()),
            plots.size() == 1 ? "" : " Plots: %s.".formatted(joined(headings())),
            marked);
  }

  private List<String> headings() {
    return plots.stream()
        .map(plot -> plot.title().isEmpty() ? plot.y().title() : plot.title())
        .toList();
  }

  private static String joined(Collection<String> names) {
    return names.stream().distinct().collect(Collectors.joining(", "));
  }

  /** Every name once: series, then the curves that are listed. */
  @Override
  public List<Legend.Entry> legend() {
    Map<String, Legend.Entry> entries = new LinkedHashMap<>();
    boolean line = marks == Marks.LINES;
    for (Plot plot : plots) {
      for (int i = 0; i < plot.series().size(); i++) {
        PointSeries one = plot.series().get(i);
        Optional<Marker> marker = Optional.of(marker(plot, i));
        entries.putIfAbsent(one.name(), new Legend.Entry(one.name(), one.color(), line, marker));
      }
    }
    for (Plot plot : plots) {
      for (PointSeries curve : plot.curves()) {
        if (curve.listed()) {
          entries.putIfAbsent(
              curve.name(), new Legend.Entry(curve.name(), curve.color(), true, Optional.empty()));
        }
      }
    }
    return List.copyOf(entries.values());
  }

  /** A ring by its place in the plot; else a name has one marker in all plots. */
  private Marker marker(Plot plot, int place) {
    if (marks == Marks.RINGS) {
      return DataLayer.ring(plot.series().size() - place);
    }
    String name = plot.series().get(place).name();
    return DataLayer.marker(name, names().indexOf(name));
  }

  private List<String> names() {
    return plots.stream()
        .flatMap(plot -> plot.series().stream().map(PointSeries::name))
        .distinct()
        .toList();
  }

  @Override
  public int bodyHeight() {
    int rows = (plots.size() + columns - 1) / columns;
    return notesHeight() + rows * pitch() + Panel.BELOW - TICKS;
  }

  private int pitch() {
    return titleHeight() + plotHeight + TICKS;
  }

  private int titleHeight() {
    return plots.stream().allMatch(plot -> plot.title().isEmpty()) ? 0 : TITLE;
  }

  private int notesHeight() {
    return notes.isEmpty() ? 0 : notes.size() * Note.ROW_HEIGHT + 6;
  }

  private boolean sharesY() {
    return columns > 1 && plots.stream().map(Plot::y).distinct().count() == 1;
  }

  @Override
  public void paintBody(Canvas canvas, int top) {
    drawNotes(canvas, top);
    for (int i = 0; i < plots.size(); i++) {
      Panel panel = new Panel(canvas, area(i, top));
      Axis y = plots.get(i).y();
      panel.horizontalGrid(y);
      panel.verticalGrid(x);
      for (Note note : notes.subList(0, i > 0 ? notes.size() : 0)) {
        note.drawLine(panel, x, panel.area().y);
      }
      drawData(panel, plots.get(i));
      if (!sharesY() || i % columns == 0) {
        panel.leftAxis(sharesY() ? y.untitled() : y);
      }
      panel.bottomAxis(x.untitled());
      double middle = panel.area().getCenterX();
      double above = panel.area().y - 11.0;
      canvas.text(Palette.INK, plots.get(i).title(), Panel.TICK_SIZE, middle, above, Anchor.MIDDLE);
    }
    Panel all = new Panel(canvas, area(0, top).union(area(plots.size() - 1, top)));
    all.bottomTitle(x.title(), 1);
    if (sharesY()) {
      Axis y = plots.get(0).y();
      all.leftTitle(y.title(), PlotFont.widest(y.labels(), Panel.TICK_SIZE));
    }
  }

  private Rectangle area(int plot, int top) {
    int margin = plots.stream().mapToInt(p -> Panel.marginFor(p.y())).max().orElseThrow();
    int first = sharesY() ? margin : 0;
    int before = sharesY() ? 0 : margin;
    int width = (widthPixels - RIGHT - first - columns * before - (columns - 1) * GAP) / columns;
    return new Rectangle(
        first + before + plot % columns * (before + width + GAP),
        top + notesHeight() + plot / columns * pitch() + titleHeight(),
        width,
        plotHeight);
  }

  private void drawNotes(Canvas canvas, int top) {
    Panel first = new Panel(canvas, area(0, top));
    double height = top + Note.ROW_HEIGHT / 2.0;
    for (Note note : Note.inRows(notes, x)) {
      note.drawLine(first, x, height);
      note.drawText(first, x, height);
      height += Note.ROW_HEIGHT;
    }
  }

  /** Markers come last, over all lines and over the frame, which would cut them. */
  private void drawData(Panel panel, Plot plot) {
    XYChart chart = DataLayer.points(panel.area(), x, plot.y());
    plot.curves().forEach(curve -> addLine(chart, curve));
    if (marks == Marks.LINES) {
      plot.series().forEach(one -> addLine(chart, one));
    }
    if (!chart.getSeriesMap().isEmpty()) {
      DataLayer.paint(chart, panel);
    }
    panel.frame();
    for (int i = 0; i < plot.series().size(); i++) {
      PointSeries one = plot.series().get(i);
      panel.markers(x, plot.y(), one, marker(plot, i), columns > 1 ? 5 : DataLayer.MARKER_SIZE);
    }
    drawLabels(panel, plot);
  }

  private void drawLabels(Panel panel, Plot plot) {
    List<Point2D> points =
        plot.labels().stream()
            .<Point2D>map(
                label ->
                    new Point2D.Double(
                        panel.screenX(x, label.x()), panel.screenY(plot.y(), label.y())))
            .toList();
    List<Rectangle2D> taken = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      String text = plot.labels().get(i).text();
      double left = points.get(i).getX() + LABEL_GAP;
      double middle = points.get(i).getY() - LABEL_GAP;
      Rectangle2D place =
          new Rectangle2D.Double(
              left, middle - LABEL_SIZE / 2, PlotFont.width(text, LABEL_SIZE) + 2, LABEL_SIZE);
      Rectangle2D room =
          new Rectangle2D.Double(
              left - LABEL_ROOM,
              place.getY() - LABEL_ROOM / 2,
              place.getWidth() + 2 * LABEL_ROOM,
              place.getHeight() + LABEL_ROOM);
      if (taken.stream().noneMatch(room::intersects)
          && points.stream().noneMatch(place::contains)) {
        taken.add(place);
        panel.canvas().text(Palette.INK, text, LABEL_SIZE, left, middle, Anchor.START);
      }
    }
  }

  private void addLine(XYChart chart, PointSeries one) {
    XYSeries line = chart.addSeries(one.name(), one.xArray(), one.yArray());
    line.setLineColor(one.color()).setLineStyle(columns > 1 ? THIN_LINE : LINE);
    line.setMarker(SeriesMarkers.NONE);
  }
}
