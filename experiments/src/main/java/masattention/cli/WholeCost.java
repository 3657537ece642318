package masattention.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import masattention.cli.WorkloadOptions.Workload;
import masattention.report.Decimals;
import masattention.schedule.Scheduler;
import masattention.search.Objective;

/**
 * What one scheduler costs for every group of layers.
 *
 * @param groups in the order of the groups; none where nothing fits
 */
record WholeCost(Scheduler scheduler, List<Optional<GroupCost>> groups) {

  /** The cost at the best tilings. */
  static WholeCost of(List<Workload> workloads, Scheduler scheduler, Goal goal, int threads) {
    List<Optional<GroupCost>> groups = new ArrayList<>();
    for (Workload workload : workloads) {
      Optional<GroupCost> same =
          groups.stream()
              .flatMap(Optional::stream)
              .filter(cost -> cost.workload().steps().equals(workload.steps()))
              .findFirst();
      groups.add(
          same.isPresent()
              ? same.map(cost -> cost.of(workload))
              : GroupCost.of(workload, scheduler, goal, threads));
    }
    return new WholeCost(scheduler, groups);
  }

  String id() {
    return scheduler.id();
  }

  /** Whether every group has a tiling. */
  boolean fits() {
    return groups.stream().allMatch(Optional::isPresent);
  }

  /** The costs of all groups, each of which has one. */
  List<GroupCost> all() {
    return groups.stream().map(Optional::orElseThrow).toList();
  }

  /** The energy at the balanced tilings, where they are known. */
  Optional<Double> balancedPicojoules() {
    return groups.stream().allMatch(group -> group.orElseThrow().balanced().isPresent())
        ? Optional.of(
            all().stream().mapToDouble(group -> group.balancedTotal().energyPicojoules()).sum())
        : Optional.empty();
  }

  /** As {@link #balancedPicojoules}, with three decimals. */
  Optional<BigDecimal> balancedEnergy() {
    return balancedPicojoules().map(energy -> Decimals.rounded(energy, 3));
  }

  /**
   * By what share all groups together may be above the optimum, in what was made small.
   *
   * @param objective that is a sum over the groups where it is the cycles; of another the gap is
   *     that of the group with the largest
   */
  double gap(Objective objective) {
    if (objective != Objective.CYCLES) {
      return all().stream().mapToDouble(group -> group.gap()).max().orElse(0);
    }
    double fewest =
        all().stream().mapToDouble(group -> group.total().cycles() / (1 + group.gap())).sum();
    return all().stream().allMatch(group -> group.gap() == 0) ? 0 : total().cycles() / fewest - 1;
  }

  Total total() {
    return Total.sum(all());
  }
}
