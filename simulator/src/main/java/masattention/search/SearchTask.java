package masattention.search;

import java.util.function.Predicate;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.search.space.TilingSpace;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * What a search is asked: the best tiling of a layer for a scheduler on a machine.
 *
 * @param within what a balanced tiling may take beyond the fewest cycles
 * @param allowed which of the feasible tilings it may choose
 */
public record SearchTask(
    Scheduler scheduler,
    AttentionShape shape,
    NpuConfig machine,
    Objective objective,
    Within within,
    Predicate<Problem> allowed) {

  /** The best of all feasible tilings; if balanced, within one percent of the fewest cycles. */
  public SearchTask(
      Scheduler scheduler, AttentionShape shape, NpuConfig machine, Objective objective) {
    this(scheduler, shape, machine, objective, Within.DEFAULT, problem -> true);
  }

  /** The same, asked of those tilings alone whose problem satisfies {@code condition}. */
  public SearchTask among(Predicate<Problem> condition) {
    return new SearchTask(scheduler, shape, machine, objective, within, allowed.and(condition));
  }

  /** The same with another share of cycles that a balanced tiling may take beyond the fewest. */
  public SearchTask with(Within share) {
    return new SearchTask(scheduler, shape, machine, objective, share, allowed);
  }

  /** The same asked of another scheduler, with those tilings alone that are allowed to it. */
  public SearchTask by(Scheduler other, Predicate<Problem> allowedToIt) {
    return new SearchTask(other, shape, machine, objective, within, allowedToIt);
  }

  /** The tilings among which it chooses. */
  public TilingSpace space() {
    return new TilingSpace(scheduler, shape, machine, allowed);
  }

  /** The problem that a tiling makes of it. */
  public Problem problem(Tiling tiling) {
    return Problem.of(shape, machine, tiling);
  }
}
