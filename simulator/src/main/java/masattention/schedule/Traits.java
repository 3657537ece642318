package masattention.schedule;

import java.util.Optional;
import masattention.program.EngineKind;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;

/**
 * What sets a scheduler apart, as far as one must know it without building its program: which
 * tilings it accepts, what it sends to DRAM, which engine and which softmax it uses.
 *
 * @param residency how many K and V sub-tiles may stay in L1
 * @param doubleBuffersKv whether it can fetch the next head's K and V beside this one's
 * @param splitsValueTiles whether V sub-tiles may differ from K sub-tiles
 * @param intermediates which of S and P go to DRAM by design
 * @param matrixUnit the engine of its QKᵀ tasks: the whole array, or half of it
 * @param onePass whether its softmax is the one-pass one, sub-tile by sub-tile
 */
public record Traits(
    Residency residency,
    boolean doubleBuffersKv,
    boolean splitsValueTiles,
    Intermediates intermediates,
    EngineKind matrixUnit,
    boolean onePass) {

  /** A fused schedule with complete softmax on the whole matrix unit. */
  static Traits fused(Residency residency, boolean doubleBuffersKv, boolean splitsValueTiles) {
    return new Traits(
        residency, doubleBuffersKv, splitsValueTiles, Intermediates.NONE, EngineKind.MAC, false);
  }

  /** A schedule whose {@code intermediates} go to DRAM. */
  static Traits unfused(Intermediates intermediates) {
    return new Traits(Residency.ALL_OR_NONE, true, true, intermediates, EngineKind.MAC, false);
  }

  /** Which of S and P go to DRAM by design. */
  public enum Intermediates {
    /** Neither: fused. */
    NONE,
    /** P, stored by row blocks, loaded by sub-tiles. */
    P,
    /** S, stored by sub-tiles, loaded by row blocks, and P. */
    S_AND_P
  }

  /** How many of a head's K and V sub-tiles may stay in L1. */
  public enum Residency {
    /** None. */
    NONE,
    /** All, or none. */
    ALL_OR_NONE,
    /** Any number of each. */
    PARTIAL
  }

  /** Why the scheduler does not accept the tiling of {@code problem}; empty when it does. */
  public Optional<String> objection(Problem problem) {
    Tiling tiling = problem.tiling();
    int keys = tiling.residentKeyTiles();
    int values = tiling.residentValueTiles();
    boolean none = keys == 0 && values == 0;
    boolean all = keys == problem.grid().keyTiles() && values == problem.grid().valueTiles();
    boolean accepted =
        switch (residency) {
          case NONE -> none;
          case ALL_OR_NONE -> none || all;
          case PARTIAL -> true;
        };
    if (!accepted) {
      return Optional.of(
          "it keeps %s K and V sub-tiles in L1, not %s of K and %s of V"
              .formatted(residency == Residency.NONE ? "no" : "all or no", keys, values));
    }
    if (tiling.kvBuffers() == 2 && !doubleBuffersKv) {
      return Optional.of("it fetches nothing ahead, so kvBuffers must be 1, not 2");
    }
    if (!splitsValueTiles && tiling.valueColsPerTile() != tiling.colsPerTile()) {
      return Optional.of(
          "its V sub-tiles are its K sub-tiles, so valueColsPerTile (%s) must be colsPerTile (%s)"
              .formatted(tiling.valueColsPerTile(), tiling.colsPerTile()));
    }
    int rowBlocks = problem.shape().headsPerGroup() * problem.grid().rowBlocks();
    if (tiling.partition() == Partition.ROWS && rowBlocks < problem.machine().cores()) {
      return Optional.of(
          "the %s row blocks of a K/V head do not give each of %s cores one; deal HEADS instead"
              .formatted(rowBlocks, problem.machine().cores()));
    }
    if (matrixUnit != EngineKind.MAC && problem.machine().macRows() % 2 != 0) {
      return Optional.of(
          "it splits the matrix unit in two halves, so macRows (%s) must be even"
              .formatted(problem.machine().macRows()));
    }
    return Optional.empty();
  }
}
