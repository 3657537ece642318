package masattention.experiments.sweep;

import java.util.Optional;
import masattention.interpret.timing.Bound;
import masattention.schedule.Problem;
import masattention.search.Evaluation;

/**
 * What came of a point of a sweep.
 *
 * @param best empty where no tiling fits
 */
public record SweepRow(SweepPoint point, Optional<Evaluation> best) {

  public boolean feasible() {
    return best.isPresent();
  }

  /** The evaluation of a row that has one. */
  public Evaluation found() {
    return best.orElseThrow(
        () -> new IllegalStateException("No tiling fits at %s.".formatted(point)));
  }

  public long cycles() {
    return found().cycles();
  }

  public double energyPicojoules() {
    return found().energyPicojoules();
  }

  public long dramBytes() {
    return found().work().dramReadBytes() + found().work().dramWriteBytes();
  }

  public int tokens() {
    return point.shape().seqKv();
  }

  /** The floor for every exact schedule. */
  public long boundCycles() {
    return Bound.cycles(point.shape(), point.machine());
  }

  /** How the tiling found keeps K and V. */
  public KvKept kept() {
    return KvKept.of(
        point.scheduler(), Problem.of(point.shape(), point.machine(), found().tiling()));
  }

  /** The faster of two rows; of equal ones, and of two that do not fit, the first. */
  public static SweepRow faster(SweepRow one, SweepRow other) {
    boolean second = other.feasible() && (!one.feasible() || other.cycles() < one.cycles());
    return second ? other : one;
  }
}
