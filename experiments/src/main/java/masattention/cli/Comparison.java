package masattention.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import masattention.cli.WorkloadOptions.Workloads;
import masattention.plot.BarSeries;
import masattention.plot.Chart;
import masattention.plot.GroupedBarChart;
import masattention.search.Objective;
import masattention.workload.Network;

/**
 * Schedulers side by side.
 *
 * @param ranked those that fit every group, the fastest first
 * @param unfit the others
 * @param perGroup of every group the fastest cost; of equal ones that of the first ranked
 * @param goal what the searches looked for
 */
record Comparison(
    List<WholeCost> ranked,
    List<WholeCost> unfit,
    List<GroupCost> perGroup,
    Workloads workloads,
    Goal goal) {

  static Comparison of(List<WholeCost> costs, Workloads workloads, Goal goal) {
    List<WholeCost> ranked =
        costs.stream()
            .filter(WholeCost::fits)
            .sorted(Comparator.comparingLong(cost -> cost.total().cycles()))
            .toList();
    List<WholeCost> unfit = costs.stream().filter(cost -> !cost.fits()).toList();
    List<GroupCost> perGroup =
        IntStream.range(0, workloads.groups().size())
            .mapToObj(
                i ->
                    Stream.concat(ranked.stream(), unfit.stream())
                        .map(cost -> cost.groups().get(i))
                        .flatMap(Optional::stream)
                        .min(Comparator.comparingLong(cost -> cost.total().cycles()))
                        .orElseThrow())
            .toList();
    return new Comparison(ranked, unfit, perGroup, workloads, goal);
  }

  /** Whether there are several groups of layers. */
  boolean hasGroups() {
    return workloads.groups().size() > 1;
  }

  /** The scheduler that is fastest over all groups; none where none fits all of them. */
  Optional<WholeCost> winner() {
    return ranked.stream().findFirst();
  }

  /** By what share a cost may be above the optimum. */
  double gap(WholeCost cost) {
    return cost.gap(goal.objective());
  }

  /** Whether every cost is proven to be the best. */
  boolean isProven() {
    return ranked.stream().allMatch(cost -> gap(cost) == 0);
  }

  /**
   * Those of which one may be the fastest, the winner first; the winner alone where it is proven
   * that no other is. Whatever is not as fast as possible may be faster with another tiling; of
   * costs made small in anything but cycles the cycles are what they are.
   */
  List<WholeCost> contenders() {
    if (goal.objective() != Objective.CYCLES) {
      return ranked.subList(0, 1);
    }
    List<WholeCost> level =
        ranked.stream().filter(cost -> times(cost) == 1 && gap(cost) > 0).toList();
    return IntStream.range(0, ranked.size())
        .filter(
            i ->
                i == 0
                    || times(ranked.get(i)) < 1 + gap(ranked.get(i))
                    || (times(ranked.get(i)) == 1 && !level.isEmpty()))
        .mapToObj(ranked::get)
        .toList();
  }

  /** How much longer the cycles of a cost take than the fastest, as a ratio from 1 on. */
  double times(WholeCost cost) {
    return (double) cost.total().cycles() / ranked.get(0).total().cycles();
  }

  /** All layers, each group with the scheduler that is the fastest for it. */
  Total bestPerGroup() {
    return Total.sum(perGroup);
  }

  /** What is compared, in a few words. */
  String subject() {
    Network first = workloads.groups().get(0).network();
    String what = first.name();
    if (hasGroups()) {
      what = "%s groups of layers".formatted(workloads.groups().size());
    } else if (first.layers() > 1) {
      what = "%s layers of %s".formatted(first.layers(), first.name());
    }
    String of = workloads.model().map(model -> model + ": ").orElse("");
    return "%s%s on %s".formatted(of, what, workloads.machine().name());
  }

  /** Latency and energy of every scheduler over those of the fastest. */
  Chart chart() {
    double energy = ranked.get(0).total().energyPicojoules();
    return new GroupedBarChart(
            "%s, %s first".formatted(subject(), ranked.get(0).id()),
            "scheduler",
            "ratio to the fastest scheduler",
            ranked.stream().map(WholeCost::id).toList(),
            List.of(
                BarSeries.of("latency", ranked.stream().map(this::times).toList()),
                BarSeries.of(
                    "energy",
                    ranked.stream()
                        .map(cost -> cost.total().energyPicojoules() / energy)
                        .toList())))
        .withReferenceLine(1);
  }
}
