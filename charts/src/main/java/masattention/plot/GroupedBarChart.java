package masattention.plot;

import java.awt.BasicStroke;
import java.awt.Rectangle;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import masattention.plot.PlotFont.Anchor;
import org.knowm.xchart.CategoryChart;

/** Bars side by side: for every category one bar of each series, with its value above. */
public record GroupedBarChart(
    String title,
    String xTitle,
    String yTitle,
    List<String> categories,
    List<BarSeries> series,
    OptionalDouble referenceLine)
    implements Chart {
  private static final int PLOT_HEIGHT = 340;
  private static final double SPACE_FILL = 0.88;
  private static final double VALUE_SIZE = 10;

  /** From the top of a bar's space to the line that its value stands on, if it lies flat. */
  private static final double BASELINE = 4;

  /** The height of a digit, of a line of text that is one high. */
  private static final double DIGIT = 0.8;

  /** Between neighbouring values that lie flat. */
  private static final double GAP = 3;

  private static final BasicStroke DASHES =
      new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10f, new float[] {6, 4}, 0);

  public GroupedBarChart {
    categories = List.copyOf(categories);
    series = List.copyOf(series);
    if (categories.isEmpty() || series.isEmpty()) {
      throw new IllegalArgumentException(
          "GroupedBarChart (%s): there must be a category and a series.".formatted(title));
    }
    for (BarSeries one : series) {
      if (one.values().size() != categories.size()) {
        throw new IllegalArgumentException(
            "GroupedBarChart (%s): the series (%s) has %d values for %d categories."
                .formatted(title, one.name(), one.values().size(), categories.size()));
      }
    }
  }

  /** A chart without a reference line. */
  public GroupedBarChart(
      String title, String xTitle, String yTitle, List<String> categories, List<BarSeries> series) {
    this(title, xTitle, yTitle, categories, series, OptionalDouble.empty());
  }

  /** The same with a dashed horizontal line, such as 1.0 for "as fast as". */
  public GroupedBarChart withReferenceLine(double value) {
    return new GroupedBarChart(title, xTitle, yTitle, categories, series, OptionalDouble.of(value));
  }

  @Override
  public String description() {
    return "Grouped bars of %s by %s. Categories: %s. Series: %s."
        .formatted(
            yTitle,
            xTitle,
            String.join(", ", categories).replace('\n', ' '),
            series.stream().map(BarSeries::name).collect(Collectors.joining(", ")));
  }

  @Override
  public int widthPixels() {
    return 1200;
  }

  @Override
  public List<Legend.Entry> legend() {
    return series.stream().map(s -> Legend.Entry.box(s.name(), s.color())).toList();
  }

  @Override
  public int bodyHeight() {
    return PLOT_HEIGHT + Panel.below(categories, area(0).width);
  }

  @Override
  public void paintBody(Canvas canvas, int top) {
    Panel panel = new Panel(canvas, area(top));
    panel.horizontalGrid(y());
    CategoryChart bars = DataLayer.bars(panel.area(), y(), false, SPACE_FILL);
    for (BarSeries one : series) {
      List<Double> heights = one.values().stream().map(v -> v.isNaN() ? 0 : v).toList();
      bars.addSeries(one.name(), categories, heights).setFillColor(one.color());
    }
    DataLayer.paint(bars, panel);
    panel.frame();
    panel.leftAxis(y());
    panel.bottomNames(categories, xTitle);
    referenceLine.ifPresent(value -> panel.level(y(), value, Palette.INK, DASHES));
    drawValues(panel);
  }

  private Rectangle area(int top) {
    int left = Panel.marginFor(y());
    return new Rectangle(left, top, widthPixels() - left - 16, PLOT_HEIGHT);
  }

  private Axis y() {
    double bars =
        series.stream()
            .flatMap(s -> s.values().stream())
            .filter(v -> !v.isNaN())
            .mapToDouble(v -> v)
            .max()
            .orElse(0);
    return Axis.fromZero(yTitle, Math.max(bars, referenceLine.orElse(0)) * 1.12);
  }

  private void drawValues(Panel panel) {
    Axis y = y();
    double slot = panel.area().width / (double) categories.size();
    double bar = slot * SPACE_FILL / series.size();
    for (int s = 0; s < series.size(); s++) {
      for (int c = 0; c < categories.size(); c++) {
        double value = series.get(s).values().get(c);
        double x = panel.area().x + c * slot + slot * (1 - SPACE_FILL) / 2 + (s + 0.5) * bar;
        double above = panel.screenY(y, value) - 3;
        String text = Double.isNaN(value) ? "" : NumberText.fixed(value, value < 10 ? 2 : 1);
        double length = PlotFont.width(text, VALUE_SIZE);
        boolean upwards = length + GAP >= bar;
        double size = upwards ? Math.min(VALUE_SIZE, bar) : VALUE_SIZE;
        double width = upwards ? size : length;
        double height = upwards ? length : BASELINE + DIGIT * size;
        double line = panel.screenY(y, referenceLine.orElse(value));
        if (line < above && line > above - height) {
          panel.canvas().box(Palette.PAPER, x - width / 2, above - height, width, height);
        }
        if (upwards) {
          panel.canvas().textUpwards(Palette.INK, text, size, x, above, Anchor.START);
        } else {
          panel.canvas().text(Palette.INK, text, size, x, above - BASELINE, Anchor.MIDDLE);
        }
      }
    }
  }
}
