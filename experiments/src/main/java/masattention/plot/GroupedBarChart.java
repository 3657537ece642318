package masattention.plot;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import masattention.plot.Lettering.Anchor;
import org.knowm.xchart.CategoryChart;

/** Bars side by side: for every category one bar of each series. */
public record GroupedBarChart(
    String title,
    String xTitle,
    String yTitle,
    List<String> categories,
    List<BarSeries> series,
    OptionalDouble referenceLine,
    boolean valueLabels,
    int widthPixels,
    int heightPixels)
    implements Chart {

  private static final double SPACE_FILL = 0.88;
  private static final double VALUE_SIZE = 9.5;

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

  /** A chart of the usual size without a reference line and without value labels. */
  public static GroupedBarChart of(
      String title, String xTitle, String yTitle, List<String> categories, List<BarSeries> series) {
    return new GroupedBarChart(
        title, xTitle, yTitle, categories, series, OptionalDouble.empty(), false, 1200, 480);
  }

  /** The same with a dashed horizontal line, such as 1.0 for "as fast as". */
  public GroupedBarChart withReferenceLine(double value) {
    return new GroupedBarChart(
        title,
        xTitle,
        yTitle,
        categories,
        series,
        OptionalDouble.of(value),
        valueLabels,
        widthPixels,
        heightPixels);
  }

  /** The same with the value written upwards over every bar. */
  public GroupedBarChart withValueLabels() {
    return new GroupedBarChart(
        title, xTitle, yTitle, categories, series, referenceLine, true, widthPixels, heightPixels);
  }

  @Override
  public String description() {
    return "Grouped bars of %s by %s. Categories: %s. Series: %s."
        .formatted(
            yTitle,
            xTitle,
            String.join(", ", categories),
            series.stream().map(BarSeries::name).collect(Collectors.joining(", ")));
  }

  @Override
  public void paint(Graphics2D graphics) {
    List<Legend.Entry> entries =
        series.stream().map(s -> Legend.Entry.box(s.name(), s.color())).toList();
    int top = Page.drawHead(graphics, this, entries);
    Axis y = Axis.fromZero(yTitle, highest() * (valueLabels ? 1.12 : 1.06));
    int left = Panel.marginFor(y) + 8;
    Panel panel =
        new Panel(new Rectangle(left, top, widthPixels - left - 16, heightPixels - top - 58));
    panel.drawGrid(graphics, y);
    drawBars(graphics, panel.area(), y);
    panel.drawFrame(graphics);
    panel.drawLeftAxis(graphics, y);
    drawCategories(graphics, panel);
    referenceLine.ifPresent(value -> drawReference(graphics, panel, y, value));
    if (valueLabels) {
      drawValues(graphics, panel, y);
    }
  }

  private double highest() {
    double bars =
        series.stream().flatMap(s -> s.values().stream()).mapToDouble(v -> v).max().orElse(0);
    return Math.max(bars, referenceLine.orElse(0));
  }

  private void drawBars(Graphics2D graphics, Rectangle area, Axis y) {
    CategoryChart bars = DataLayer.bars(area, y, false, SPACE_FILL);
    for (BarSeries one : series) {
      bars.addSeries(one.name(), categories, one.values()).setFillColor(one.color());
    }
    DataLayer.paint(bars, graphics, area);
  }

  private void drawCategories(Graphics2D graphics, Panel panel) {
    double slot = panel.area().width / (double) categories.size();
    double size = Panel.TICK_SIZE;
    for (String category : categories) {
      size =
          Math.min(size, Panel.TICK_SIZE * (slot - 6) / Lettering.width(category, Panel.TICK_SIZE));
    }
    double bottom = panel.area().getMaxY();
    for (int i = 0; i < categories.size(); i++) {
      double middle = panel.area().x + (i + 0.5) * slot;
      Lettering.draw(graphics, categories.get(i), size, middle, bottom + 15, Anchor.MIDDLE);
    }
    panel.drawBottomTitle(graphics, xTitle, bottom + 28);
  }

  private static void drawReference(Graphics2D graphics, Panel panel, Axis y, double value) {
    graphics.setColor(Palette.INK);
    graphics.setStroke(
        new BasicStroke(
            1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10f, new float[] {6, 4}, 0f));
    double at = Panel.crisp(panel.screenY(y, value));
    Rectangle area = panel.area();
    graphics.draw(new Line2D.Double(area.x, at, area.getMaxX(), at));
  }

  private void drawValues(Graphics2D graphics, Panel panel, Axis y) {
    double slot = panel.area().width / (double) categories.size();
    double bar = slot * SPACE_FILL / series.size();
    graphics.setColor(Palette.INK);
    for (int s = 0; s < series.size(); s++) {
      for (int c = 0; c < categories.size(); c++) {
        double value = series.get(s).values().get(c);
        double x = panel.area().x + c * slot + slot * (1 - SPACE_FILL) / 2 + (s + 0.5) * bar;
        Lettering.drawUpwards(
            graphics,
            NumberText.fixed(value, 2),
            Math.min(VALUE_SIZE, bar),
            x,
            panel.screenY(y, value) - 3,
            Anchor.START);
      }
    }
  }
}
