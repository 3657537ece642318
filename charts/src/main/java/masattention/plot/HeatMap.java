package masattention.plot;

import java.awt.Color;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import masattention.plot.PlotFont.Anchor;

/**
 * A grid of coloured cells with their values written in them, and a scale at the right.
 *
 * @param rows names from bottom to top
 * @param cells one list per row, each as long as there are columns
 * @param decimals of the values
 * @param plotHeight height of all cells in pixels
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
    int plotHeight)
    implements Chart {
  private static final double CELL_SIZE = 13;
  private static final int SCALE_WIDTH = 18;
  private static final int SCALE_STEPS = 64;

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

  @Override
  public String description() {
    return "Heat map of %s. Columns, %s: %s. Rows, %s: %s."
        .formatted(valueTitle, xTitle, String.join(", ", columns), yTitle, String.join(", ", rows));
  }

  @Override
  public int widthPixels() {
    return 900;
  }

  @Override
  public List<Legend.Entry> legend() {
    return List.of();
  }

  @Override
  public int bodyHeight() {
    return plotHeight + Panel.BELOW;
  }

  @Override
  public void paintBody(Canvas canvas, int top) {
    double widest = PlotFont.widest(rows, Panel.TICK_SIZE);
    int left = (int) Math.ceil(widest) + 48;
    Axis scale = Axis.linearExact(valueTitle, low(), high());
    int right = SCALE_WIDTH + 40 + Panel.marginFor(scale);
    Rectangle area = new Rectangle(left, top, widthPixels() - left - right, plotHeight);
    Panel panel = new Panel(canvas, area);
    forEachCell(area, (value, cell) -> canvas.fill(color(scale.share(value)), cell));
    forEachCell(area, (value, cell) -> drawValue(canvas, scale, value, cell));
    panel.frame();
    List<String> fromTop = new ArrayList<>(rows);
    Collections.reverse(fromTop);
    panel.leftNames(fromTop);
    panel.leftTitle(yTitle, widest);
    panel.bottomNames(columns, xTitle);
    int x = widthPixels() - SCALE_WIDTH - 16;
    drawScale(new Panel(canvas, new Rectangle(x, top, SCALE_WIDTH, plotHeight)), scale);
  }

  private double low() {
    return cells.stream().flatMap(List::stream).mapToDouble(v -> v).min().orElseThrow();
  }

  private double high() {
    double highest = cells.stream().flatMap(List::stream).mapToDouble(v -> v).max().orElseThrow();
    return highest > low() ? highest : low() + 1;
  }

  private interface CellPainter {
    void paint(double value, Rectangle cell);
  }

  private void forEachCell(Rectangle area, CellPainter painter) {
    for (int row = 0; row < rows.size(); row++) {
      int bottom = area.y + area.height - area.height * row / rows.size();
      int top = area.y + area.height - area.height * (row + 1) / rows.size();
      for (int column = 0; column < columns.size(); column++) {
        int left = area.x + area.width * column / columns.size();
        int right = area.x + area.width * (column + 1) / columns.size();
        painter.paint(
            cells.get(row).get(column), new Rectangle(left, top, right - left, bottom - top));
      }
    }
  }

  private void drawValue(Canvas canvas, Axis scale, double value, Rectangle cell) {
    String text = NumberText.fixed(value, decimals);
    double fitting = Math.min(1, (cell.width - 4) / PlotFont.width(text, CELL_SIZE));
    double size = Math.min(CELL_SIZE * fitting, cell.height);
    Color color = Palette.textOn(color(scale.share(value)));
    canvas.text(color, text, size, cell.getCenterX(), cell.getCenterY(), Anchor.MIDDLE);
  }

  private static void drawScale(Panel panel, Axis scale) {
    Rectangle area = panel.area();
    for (int i = 0; i < SCALE_STEPS; i++) {
      double bottom = area.getMaxY() - Math.rint(area.height * i / (double) SCALE_STEPS);
      double top = area.getMaxY() - Math.rint(area.height * (i + 1) / (double) SCALE_STEPS);
      Color color = color(i / (SCALE_STEPS - 1.0));
      panel.canvas().box(color, area.x, top, area.width, bottom - top);
    }
    panel.frame();
    panel.leftAxis(scale);
  }

  /** The colour of a share of the scale, between its two neighbours. */
  private static Color color(double share) {
    List<Color> colors = Palette.SEQUENTIAL;
    double place = share * (colors.size() - 1);
    Color a = colors.get((int) place);
    Color b = colors.get(Math.min(colors.size() - 1, (int) place + 1));
    double part = place - (int) place;
    int[] rgb =
        IntStream.of(16, 8, 0)
            .map(s -> (int) ((a.getRGB() >> s & 255) * (1 - part) + (b.getRGB() >> s & 255) * part))
            .toArray();
    return new Color(rgb[0], rgb[1], rgb[2]);
  }
}
