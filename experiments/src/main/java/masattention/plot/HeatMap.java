package masattention.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import masattention.plot.Lettering.Anchor;
import org.knowm.xchart.HeatMapChart;

/**
 * A grid of coloured cells with their values written in them, and a scale at the right.
 *
 * @param cells one list per row, from the bottom row up; each as long as there are columns
 */
public record HeatMap(
    String title,
    String xTitle,
    String yTitle,
    String valueTitle,
    List<String> columns,
    List<String> rows,
    List<List<Double>> cells,
    int decimals,
    int widthPixels,
    int heightPixels)
    implements Chart {

  private static final double CELL_SIZE = 13;
  private static final int SCALE_WIDTH = 18;

  public HeatMap {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    cells = cells.stream().map(List::copyOf).toList();
    if (columns.isEmpty() || rows.isEmpty() || cells.size() != rows.size()) {
      throw new IllegalArgumentException(
          "HeatMap (%s): there must be as many rows of cells (%d) as row names (%d), and at least one."
              .formatted(title, cells.size(), rows.size()));
    }
    for (List<Double> row : cells) {
      if (row.size() != columns.size() || !row.stream().allMatch(Double::isFinite)) {
        throw new IllegalArgumentException(
            "HeatMap (%s): the row (%s) must have %d finite values."
                .formatted(title, row, columns.size()));
      }
    }
  }

  /** A heat map of the usual size, two decimals in each cell. */
  public static HeatMap of(
      String title,
      String xTitle,
      String yTitle,
      String valueTitle,
      List<String> columns,
      List<String> rows,
      List<List<Double>> cells) {
    return new HeatMap(title, xTitle, yTitle, valueTitle, columns, rows, cells, 2, 900, 600);
  }

  @Override
  public String description() {
    return "Heat map of %s. Columns, %s: %s. Rows, %s: %s."
        .formatted(valueTitle, xTitle, String.join(", ", columns), yTitle, String.join(", ", rows));
  }

  @Override
  public void paint(Graphics2D graphics) {
    int top = Page.drawHead(graphics, this, List.of());
    double widest =
        rows.stream().mapToDouble(r -> Lettering.width(r, Panel.TICK_SIZE)).max().orElse(0);
    int left = (int) Math.ceil(widest) + 48;
    Axis scale = Axis.linearExact(valueTitle, low(), high());
    int right = SCALE_WIDTH + 24 + Panel.marginFor(scale) + 8;
    Panel panel =
        new Panel(new Rectangle(left, top, widthPixels - left - right, heightPixels - top - 58));
    drawCells(graphics, panel.area());
    panel.drawFrame(graphics);
    drawNames(graphics, panel, left - 12 - widest - 16);
    drawScale(graphics, new Panel(scaleArea(panel.area())), scale);
  }

  private double low() {
    return cells.stream().flatMap(List::stream).mapToDouble(v -> v).min().orElseThrow();
  }

  private double high() {
    double highest = cells.stream().flatMap(List::stream).mapToDouble(v -> v).max().orElseThrow();
    return highest > low() ? highest : low() + 1;
  }

  private void drawCells(Graphics2D graphics, Rectangle area) {
    List<Number[]> triples = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        triples.add(new Number[] {column, row, cells.get(row).get(column)});
      }
    }
    HeatMapChart chart = DataLayer.cells(area);
    chart.addSeries("cells", columns, rows, triples);
    chart.getStyler().setMin(low());
    chart.getStyler().setMax(high());
    DataLayer.paint(chart, graphics, area);
    drawValues(graphics, area);
  }

  private void drawValues(Graphics2D graphics, Rectangle area) {
    double width = area.width / (double) columns.size();
    double height = area.height / (double) rows.size();
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        double value = cells.get(row).get(column);
        String text = NumberText.fixed(value, decimals);
        double size = CELL_SIZE * Math.min(1, (width - 4) / Lettering.width(text, CELL_SIZE));
        boolean dark = (value - low()) / (high() - low()) > 0.6;
        graphics.setColor(dark ? Palette.PAPER : Palette.INK);
        double x = area.x + (column + 0.5) * width;
        double y = area.getMaxY() - (row + 0.5) * height;
        Lettering.draw(graphics, text, Math.min(size, height), x, y, Anchor.MIDDLE);
      }
    }
  }

  private void drawNames(Graphics2D graphics, Panel panel, double titleX) {
    Rectangle area = panel.area();
    graphics.setColor(Palette.INK);
    double width = area.width / (double) columns.size();
    for (int i = 0; i < columns.size(); i++) {
      double x = area.x + (i + 0.5) * width;
      Lettering.draw(
          graphics, columns.get(i), Panel.TICK_SIZE, x, area.getMaxY() + 15, Anchor.MIDDLE);
    }
    double height = area.height / (double) rows.size();
    for (int i = 0; i < rows.size(); i++) {
      double y = area.getMaxY() - (i + 0.5) * height;
      Lettering.draw(graphics, rows.get(i), Panel.TICK_SIZE, area.x - 8, y, Anchor.END);
    }
    panel.drawBottomTitle(graphics, xTitle, area.getMaxY() + 28);
    Lettering.drawUpwards(
        graphics, yTitle, Panel.TITLE_SIZE, titleX, area.getCenterY(), Anchor.MIDDLE);
  }

  private Rectangle scaleArea(Rectangle area) {
    return new Rectangle(widthPixels - SCALE_WIDTH - 16, area.y, SCALE_WIDTH, area.height);
  }

  private static void drawScale(Graphics2D graphics, Panel panel, Axis scale) {
    List<Color> colors = Palette.SEQUENTIAL;
    Rectangle area = panel.area();
    int steps = 8 * (colors.size() - 1);
    for (int i = 0; i < steps; i++) {
      double share = i / (double) (steps - 1) * (colors.size() - 1);
      Color low = colors.get((int) share);
      Color high = colors.get(Math.min(colors.size() - 1, (int) share + 1));
      graphics.setColor(between(low, high, share - (int) share));
      double bottom = area.getMaxY() - Math.rint(area.height * i / (double) steps);
      double top = area.getMaxY() - Math.rint(area.height * (i + 1) / (double) steps);
      graphics.fill(new Rectangle2D.Double(area.x, top, area.width, bottom - top));
    }
    panel.drawFrame(graphics);
    panel.drawLeftAxis(graphics, scale);
  }

  private static Color between(Color a, Color b, double share) {
    return new Color(
        (int) (a.getRed() + share * (b.getRed() - a.getRed())),
        (int) (a.getGreen() + share * (b.getGreen() - a.getGreen())),
        (int) (a.getBlue() + share * (b.getBlue() - a.getBlue())));
  }
}
