package masattention.plot;

import java.awt.Color;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import masattention.plot.PlotFont.Anchor;
import org.knowm.xchart.CategoryChart;

/**
 * Clusters of stacked bars: for every group (network) one bar per name (scheduler), split into
 * components (energy), in rows of a few groups so that every bar can carry its name.
 *
 * @param components names that have a colour
 * @param notes a second line under the name of a group, may lack groups
 */
public record StackedBarChart(
    String title,
    String yTitle,
    List<String> components,
    List<StackedBar> stacks,
    Map<String, String> notes)
    implements Chart {
  private static final int GROUPS_PER_ROW = 6;
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
    if (stacks.isEmpty()) {
      throw new IllegalArgumentException(
          "StackedBarChart (%s): there must be a bar.".formatted(title));
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

  /**
   * A chart of each group divided by the total of one of its bars, whose total is noted under the
   * name of the group as "reference = 812 unit".
   */
  public static StackedBarChart relativeTo(
      String reference,
      String unit,
      String title,
      String yTitle,
      List<String> components,
      List<StackedBar> stacks) {
    Map<String, String> totals = new LinkedHashMap<>();
    List<StackedBar> relative = new ArrayList<>();
    groups(stacks)
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
    return new StackedBarChart(title, yTitle, components, relative, totals);
  }

  @Override
  public String description() {
    return "Stacked bars of %s. Groups: %s. Bars in a group: %s. Components from bottom to top: %s."
        .formatted(
            yTitle,
            String.join(", ", groups(stacks).keySet()),
            String.join(", ", stacks.stream().map(StackedBar::bar).distinct().toList()),
            String.join(", ", components));
  }

  @Override
  public int widthPixels() {
    return 1200;
  }

  @Override
  public List<Legend.Entry> legend() {
    return components.stream().map(c -> Legend.Entry.box(c, Palette.color(c))).toList();
  }

  @Override
  public int bodyHeight() {
    return rows().size() * rowHeight();
  }

  @Override
  public void paintBody(Canvas canvas, int top) {
    double highest = stacks.stream().mapToDouble(StackedBar::total).max().orElse(0);
    Axis y = Axis.fromZero(yTitle, highest * HEADROOM);
    int left = Panel.marginFor(y);
    int height = top;
    for (List<List<StackedBar>> row : rows()) {
      Rectangle area = new Rectangle(left, height, widthPixels() - left - 16, PLOT_HEIGHT);
      Panel panel = new Panel(canvas, area);
      panel.horizontalGrid(y);
      drawRow(panel, y, row);
      panel.frame();
      panel.leftAxis(y);
      height += rowHeight();
    }
  }

  private static Map<String, List<StackedBar>> groups(List<StackedBar> stacks) {
    Map<String, List<StackedBar>> groups = new LinkedHashMap<>();
    stacks.forEach(s -> groups.computeIfAbsent(s.group(), g -> new ArrayList<>()).add(s));
    return groups;
  }

  private List<List<List<StackedBar>>> rows() {
    List<List<StackedBar>> groups = List.copyOf(groups(stacks).values());
    List<List<List<StackedBar>>> rows = new ArrayList<>();
    for (int i = 0; i < groups.size(); i += GROUPS_PER_ROW) {
      rows.add(groups.subList(i, Math.min(groups.size(), i + GROUPS_PER_ROW)));
    }
    return rows;
  }

  private int barNameHeight() {
    return (int)
        Math.ceil(PlotFont.widest(stacks.stream().map(StackedBar::bar).toList(), BAR_NAME_SIZE));
  }

  private int rowHeight() {
    return PLOT_HEIGHT + barNameHeight() + GROUP_LABEL_HEIGHT + ROW_GAP;
  }

  /** One slot per bar and a free one (null) before, between and after the groups. */
  private static List<StackedBar> slots(List<List<StackedBar>> row) {
    List<StackedBar> slots = new ArrayList<>();
    for (List<StackedBar> group : row) {
      slots.add(null);
      slots.addAll(group);
    }
    slots.add(null);
    return slots;
  }

  private void drawRow(Panel panel, Axis y, List<List<StackedBar>> row) {
    List<StackedBar> slots = slots(row);
    List<Integer> places = IntStream.range(0, slots.size()).boxed().toList();
    CategoryChart bars = DataLayer.bars(panel.area(), y, true, SPACE_FILL);
    for (int c = 0; c < components.size(); c++) {
      List<Double> heights = new ArrayList<>();
      for (StackedBar slot : slots) {
        heights.add(slot == null ? 0.0 : slot.parts().get(c));
      }
      Color color = Palette.color(components.get(c));
      bars.addSeries(components.get(c), places, heights).setFillColor(color);
    }
    DataLayer.paint(bars, panel);
    drawNames(panel, slots);
  }

  private void drawNames(Panel panel, List<StackedBar> slots) {
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
      Color color = name.equals("mas") ? Palette.color("mas") : Palette.INK;
      double size = Math.min(BAR_NAME_SIZE, slot);
      panel.canvas().textUpwards(color, name, size, x, top, Anchor.END);
      if (slots.get(i + 1) == null) {
        double middle = panel.area().x + (start + i + 1) / 2.0 * slot;
        String group = slots.get(i).group();
        String note = notes.getOrDefault(group, "");
        double below = top + barNameHeight() + 14;
        panel.canvas().text(Palette.INK, group, Panel.TITLE_SIZE, middle, below, Anchor.MIDDLE);
        panel.canvas().text(Palette.FAINT_INK, note, 12, middle, below + 18, Anchor.MIDDLE);
      }
    }
  }
}
