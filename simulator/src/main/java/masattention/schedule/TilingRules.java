package masattention.schedule;

import java.util.Optional;
import masattention.program.EngineKind;
import masattention.tiling.Tiling;

/**
 * Which tilings a scheduler accepts.
 *
 * @param residency how many K and V sub-tiles may stay in L1
 * @param doubleBuffersKv whether it can fetch the next head's K and V beside this one's
 * @param splitsValueTiles whether V sub-tiles may differ from K sub-tiles
 * @param matrixUnit the engine of its QKᵀ tasks: the whole array, or half of it
 */
public record TilingRules(
    Residency residency, boolean doubleBuffersKv, boolean splitsValueTiles, EngineKind matrixUnit) {

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
          "it keeps %s K and V sub-tiles in L1, not %d of K and %d of V"
              .formatted(residency == Residency.NONE ? "no" : "all or no", keys, values));
    }
    if (tiling.kvBuffers() == 2 && !doubleBuffersKv) {
      return Optional.of("it fetches nothing ahead, so kvBuffers must be 1, not 2");
    }
    if (!splitsValueTiles && tiling.valueColsPerTile() != tiling.colsPerTile()) {
      return Optional.of(
          "its V sub-tiles are its K sub-tiles, so valueColsPerTile (%d) must be colsPerTile (%d)"
              .formatted(tiling.valueColsPerTile(), tiling.colsPerTile()));
    }
    if (matrixUnit != EngineKind.MAC && problem.machine().macRows() % 2 != 0) {
      return Optional.of(
          "it splits the matrix unit in two halves, so macRows (%d) must be even"
              .formatted(problem.machine().macRows()));
    }
    return Optional.empty();
  }
}
