package masattention.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import masattention.plot.Lettering.Anchor;
import org.knowm.xchart.CategoryChart;

/**
 * Clusters of stacked bars: for every group (network) one bar per name (scheduler), split into
 * components (energy), in rows of a few groups so that every bar can carry its name.
 *
 * @param notes a second line under the name of a group, may lack groups
 */
public record StackedBarChart(
    String title,
    String yTitle,
    List<String> components,
    List<StackedBar> stacks,
    Map<String, String> notes,
    int groupsPerRow,
    int widthPixels)
    implements Chart {

  private static final int PLOT_HEIGHT = 230;
  private static final int GROUP_LABEL_HEIGHT = 46;
  private static final int ROW_GAP = 16;
  private static final double BAR_NAME_SIZE = 12;
  private static final double HEADROOM = 1.06;
  private static final double SPACE_FILL = 0.84;

  public StackedBarChart {
    components = List.copyOf(components);
    stacks = List.copyOf(stacks);
    notes = Map.copyOf(notes);
    if (stacks.isEmpty() || groupsPerRow < 1) {
      throw new IllegalArgumentException(
          "StackedBarChart (%s): there must be a bar and a group per row.".formatted(title));
    }
    for (StackedBar stack : stacks) {
      if (stack.parts().size() != components.size()) {
        throw new IllegalArgumentException(
            "StackedBarChart (%s): the bar (%s, %s) has %d parts for %d components."
                .formatted(
                    title, stack.group(), stack.bar(), stack.parts().size(), components.size()));
      }
    }
  }

  /** A chart of the usual size, six groups to a row. Components must have a colour. */
  public static StackedBarChart of(
      String title, String yTitle, List<String> components, List<StackedBar> stacks) {
    return new StackedBarChart(title, yTitle, components, stacks, Map.of(), 6, 1200);
  }

  /**
   * The same with each group divided by the total of one of its bars, whose total is noted under
   * the name of the group as "reference = 812 unit".
   */
  public StackedBarChart relativeTo(String reference, String unit, String newYTitle) {
    Map<String, String> totals = new LinkedHashMap<>();
    List<StackedBar> relative = new ArrayList<>();
    groups()
        .forEach(
            (group, bars) -> {
              double total =
                  bars.stream()
                      .filter(s -> s.bar().equals(reference))
                      .mapToDouble(StackedBar::total)
                      .findFirst()
                      .orElseThrow(
                          () ->
                              new IllegalArgumentException(
                                  "StackedBarChart (%s): the group (%s) has no bar (%s)."
                                      .formatted(title, group, reference)));
              totals.put(group, reference + " = " + NumberText.threeDigits(total) + " " + unit);
              bars.forEach(s -> relative.add(s.scaled(1 / total)));
            });
    return new StackedBarChart(
        title, newYTitle, components, relative, totals, groupsPerRow, widthPixels);
  }

  @Override
  public String description() {
    return "Stacked bars of %s. Groups: %s. Bars in a group: %s. Components from bottom to top: %s."
        .formatted(
            yTitle,
            String.join(", ", groups().keySet()),
            String.join(", ", stacks.stream().map(StackedBar::bar).distinct().toList()),
            String.join(", ", components));
  }

  @Override
  public int heightPixels() {
    return Page.headHeight(this, entries()) + rows().size() * (rowHeight() + ROW_GAP);
  }

  @Override
  public void paint(Graphics2D graphics) {
    int top = Page.drawHead(graphics, this, entries());
    double highest = stacks.stream().mapToDouble(StackedBar::total).max().orElse(0);
    Axis y = Axis.fromZero(yTitle, highest * HEADROOM);
    int left = Panel.marginFor(y) + 8;
    for (List<List<StackedBar>> row : rows()) {
      Panel panel = new Panel(new Rectangle(left, top, widthPixels - left - 16, PLOT_HEIGHT));
      panel.drawGrid(graphics, y);
      drawRow(graphics, panel, y, row);
      panel.drawFrame(graphics);
      panel.drawLeftAxis(graphics, y);
      top += rowHeight() + ROW_GAP;
    }
  }

  private Map<String, List<StackedBar>> groups() {
    Map<String, List<StackedBar>> groups = new LinkedHashMap<>();
    stacks.forEach(s -> groups.computeIfAbsent(s.group(), g -> new ArrayList<>()).add(s));
    return groups;
  }

  private List<List<List<StackedBar>>> rows() {
    List<List<StackedBar>> groups = List.copyOf(groups().values());
    List<List<List<StackedBar>>> rows = new ArrayList<>();
    for (int i = 0; i < groups.size(); i += groupsPerRow) {
      rows.add(groups.subList(i, Math.min(groups.size(), i + groupsPerRow)));
    }
    return rows;
  }

  private List<Legend.Entry> entries() {
    return components.stream().map(c -> Legend.Entry.box(c, Palette.color(c))).toList();
  }

  private int barNameHeight() {
    return (int)
        Math.ceil(
            stacks.stream()
                .mapToDouble(s -> Lettering.width(s.bar(), BAR_NAME_SIZE))
                .max()
                .orElse(0));
  }

  private int rowHeight() {
    return PLOT_HEIGHT + barNameHeight() + GROUP_LABEL_HEIGHT;
  }

  /** One slot per bar and a free one before, between and after the groups. */
  private static List<StackedBar> slots(List<List<StackedBar>> row) {
    List<StackedBar> slots = new ArrayList<>();
    for (List<StackedBar> group : row) {
      slots.add(null);
      slots.addAll(group);
    }
    slots.add(null);
    return slots;
  }

  private void drawRow(Graphics2D graphics, Panel panel, Axis y, List<List<StackedBar>> row) {
    List<StackedBar> slots = slots(row);
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      places.add(i);
    }
    CategoryChart bars = DataLayer.bars(panel.area(), y, true, SPACE_FILL);
    for (int c = 0; c < components.size(); c++) {
      List<Double> heights = new ArrayList<>();
      for (StackedBar slot : slots) {
        heights.add(slot == null ? 0.0 : slot.parts().get(c));
      }
      Color color = Palette.color(components.get(c));
      bars.addSeries(components.get(c), places, heights).setFillColor(color);
    }
    DataLayer.paint(bars, graphics, panel.area());
    drawNames(graphics, panel, slots);
  }

  private void drawNames(Graphics2D graphics, Panel panel, List<StackedBar> slots) {
    double slot = panel.area().width / (double) slots.size();
    double top = panel.area().getMaxY() + 8;
    int start = 0;
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i) == null) {
        start = i + 1;
        continue;
      }
      String name = slots.get(i).bar();
      double x = panel.area().x + (i + 0.5) * slot;
      graphics.setColor(name.equals("mas") ? Palette.color("mas") : Palette.INK);
      Lettering.drawUpwards(graphics, name, Math.min(BAR_NAME_SIZE, slot), x, top, Anchor.END);
      if (slots.get(i + 1) == null) {
        double middle = panel.area().x + (start + i + 1) / 2.0 * slot;
        drawGroup(graphics, slots.get(i).group(), middle, top + barNameHeight() + 14);
      }
    }
  }

  private void drawGroup(Graphics2D graphics, String group, double middle, double y) {
    graphics.setColor(Palette.INK);
    Lettering.draw(graphics, group, Panel.TITLE_SIZE, middle, y, Anchor.MIDDLE);
    graphics.setColor(Palette.FAINT_INK);
    Lettering.draw(
        graphics,
        notes.getOrDefault(group, ""),
        Panel.TICK_SIZE - 1,
        middle,
        y + 18,
        Anchor.MIDDLE);
  }
}
