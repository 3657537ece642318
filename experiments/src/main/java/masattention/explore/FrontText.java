package masattention.explore;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import masattention.report.Dataset;

/** The fronts of an exploration as a terminal shows them: of the sums, then a line per layer. */
final class FrontText {
  private static final int MOST_ROWS = 20;
  private static final int MOST_LAYERS = 24;

  private final ExplorationSpace space;
  private final List<FrontView> layers;
  private final Map<Integer, FrontView> sums;
  private final Map<FrontView, Map<Integer, ExploredPoint>> rows = new HashMap<>();

  FrontText(ExplorationSpace space, List<FrontView> layers, Map<Integer, FrontView> sums) {
    this.space = space;
    this.layers = layers;
    this.sums = sums;
  }

  /** Keeps a sum that is on its front, of equal ones the first. */
  void add(ExploredPoint sum) {
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
      said.append(table(view).aligned());
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
  private Dataset<ExploredPoint> table(FrontView view) {
    boolean several = space.objectives().size() > 1;
    return Dataset.of(rows.get(view).values())
        .show(number("#", ExploredPoint::frontPoint))
        .showEach(space.machines().varied(), ExploredPoint::column)
        .show(text("scheduler", sum -> sum.task().scheduler().id()))
        .show(several ? List.of(text("objective", s -> s.task().objective().id())) : List.of())
        .show(
            number("cycles", sum -> sum.row().cycles()),
            number("us", 3, sum -> sum.criteria().time()),
            number("uJ", 3, sum -> sum.row().energyPicojoules() / 1e6),
            number("area", ExploredPoint::area));
  }
}
