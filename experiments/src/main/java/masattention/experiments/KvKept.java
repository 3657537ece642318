package masattention.experiments;

import java.util.Locale;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.tiling.BlockGrid;
import masattention.tiling.Tiling;

/** How much of a head's K and V stays in L1 while its row blocks pass. */
public enum KvKept {
  /** All. */
  WHOLE,
  /**
   * What the proactive overwrite of {@code mas} leaves: K, V and two rows of scores do not fit, and
   * of one of K and V at most so many sub-tiles are missing as a row of scores takes the place of.
   */
  OVERWRITE,
  /** Some, in any other way. */
  PARTIAL,
  /** None. */
  STREAMED;

  /** Name in tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How a feasible problem keeps K and V. */
  public static KvKept of(Scheduler scheduler, Problem problem) {
    BlockGrid grid = problem.grid();
    int missingKeys = grid.keyTiles() - problem.tiling().residentKeyTiles();
    int missingValues = grid.valueTiles() - problem.tiling().residentValueTiles();
    if (missingKeys == 0 && missingValues == 0) {
      return WHOLE;
    }
    if (missingKeys == grid.keyTiles() && missingValues == grid.valueTiles()) {
      return STREAMED;
    }
    boolean oneVictim =
        missingValues == 0
            ? missingKeys <= victims(problem, grid.keyTileBytes(0))
            : missingKeys == 0 && missingValues <= victims(problem, grid.valueTileBytes(0));
    return scheduler == Schedulers.MAS
            && problem.tiling().kvBuffers() == 1
            && oneVictim
            && !wholeFits(scheduler, problem)
        ? OVERWRITE
        : PARTIAL;
  }

  /** Sub-tiles that a row of scores takes the place of. */
  private static long victims(Problem problem, long subTileBytes) {
    long scoreBytes =
        (long) problem.grid().rows(0) * problem.shape().seqKv() * problem.shape().elementBytes();
    return (scoreBytes - 1) / subTileBytes + 1;
  }

  private static boolean wholeFits(Scheduler scheduler, Problem problem) {
    Tiling whole =
        problem.tiling().withResident(problem.grid().keyTiles(), problem.grid().valueTiles());
    return scheduler.fits(Problem.of(problem.shape(), problem.machine(), whole));
  }
}
