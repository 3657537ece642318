package masattention.explore;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Decimals;

/** The fronts of an exploration as a terminal shows them: of the sums, then a line per layer. */
final class FrontText {
  private static final int MOST_ROWS = 20;
  private static final int MOST_LAYERS = 24;

  private final ExplorationSpace space;
  private final List<FrontView> layers;
  private final Map<Integer, FrontView> sums;
  private final Map<FrontView, Map<Integer, DesignSum>> rows = new HashMap<>();

  FrontText(ExplorationSpace space, List<FrontView> layers, Map<Integer, FrontView> sums) {
    this.space = space;
    this.layers = layers;
    this.sums = sums;
  }

  /** Keeps a sum that is on its front, of equal ones the first. */
  void add(DesignSum sum) {
    if (sum.frontPoint() <= MOST_ROWS) {
      rows.computeIfAbsent(sum.view(), any -> new TreeMap<>()).putIfAbsent(sum.frontPoint(), sum);
    }
  }

  @Override
  public String toString() {
    StringBuilder said = new StringBuilder();
    boolean summed = sums.size() < layers.size();
    for (FrontView view : sums.values()) {
      String of =
          summed ? view.title() : layers.get(List.copyOf(sums.values()).indexOf(view)).title();
      int size = view.front().size();
      if (size == 0) {
        said.append("%s: nothing fits on any machine\n".formatted(of));
        continue;
      }
      said.append("Pareto front of time, energy and area, %s: %d\n".formatted(of, size));
      said.append(Dataset.of(rows.get(view).values()).show(columns()).aligned());
      if (size > MOST_ROWS) {
        said.append("and %d more, in the files\n".formatted(size - MOST_ROWS));
      }
    }
    for (FrontView view :
        summed ? layers.subList(0, Math.min(layers.size(), MOST_LAYERS)) : List.<FrontView>of()) {
      said.append("%s: %d on the front of its own\n".formatted(view.title(), view.front().size()));
    }
    return said.toString();
  }

  /** What the points differ in, and what they are judged by. */
  private List<Column<DesignSum>> columns() {
    List<Column<DesignSum>> columns = new ArrayList<>();
    columns.add(number("#", DesignSum::frontPoint));
    for (Parameter parameter : space.machines().varied()) {
      columns.add(ExploredPoint.column(parameter, sum -> sum.first().task().machine()));
    }
    columns.add(text("scheduler", sum -> sum.first().task().scheduler().id()));
    if (space.objectives().size() > 1) {
      columns.add(text("objective", sum -> sum.first().task().objective().id()));
    }
    columns.add(number("cycles", DesignSum::cycles));
    columns.add(number("us", sum -> Decimals.rounded(sum.criteria().time(), 3)));
    columns.add(number("uJ", sum -> Decimals.rounded(sum.energyPicojoules() / 1e6, 3)));
    columns.add(number("area", sum -> sum.first().area()));
    return columns;
  }
}
