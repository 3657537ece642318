package masattention.schedule;

import java.util.Optional;
import masattention.program.EngineKind;
import masattention.tiling.Partition;
import masattention.tiling.Spans;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * What sets a scheduler apart, as far as one must know it without preparing a schedule.
 *
 * @param residency how many K and V sub-tiles may stay in L1
 * @param doubleBuffersKv whether it can fetch the next head's K and V beside this one's
 * @param splitsValueTiles whether V sub-tiles may differ from K sub-tiles
 * @param overwrites whether its second row of scores may take the place of K or V sub-tiles
 * @param serial whether of the matrix and the vector unit of a core only one works at a time
 * @param matrixUnit the engine of its QKᵀ tasks: the whole array, or half of it
 * @param normalize where it divides by the sums of the rows
 * @param onePass whether its softmax is the one-pass one, sub-tile by sub-tile
 * @param spans whether a tiling may give it spans other than the plain ones
 */
public record Traits(
    Residency residency,
    boolean doubleBuffersKv,
    boolean splitsValueTiles,
    boolean overwrites,
    boolean serial,
    EngineKind matrixUnit,
    Normalize normalize,
    boolean onePass,
    boolean spans) {
  /** Sub-tiles of K, and of V, that the row blocks of a pass have in L1 at a time. */
  private static final int STAGED = 2;

  /**
   * A schedule on the whole matrix unit with complete softmax, two K/V buffers at will and V
   * sub-tiles of any size, whose units work side by side.
   */
  public static Traits of(Residency residency) {
    return new Traits(
        residency, true, true, false, false, EngineKind.MAC, Normalize.SCORES, false, false);
  }

  /** The same with one K/V buffer only. */
  public Traits withOneKvBuffer() {
    return new Traits(
        residency,
        false,
        splitsValueTiles,
        overwrites,
        serial,
        matrixUnit,
        normalize,
        onePass,
        spans);
  }

  /** The same whose V sub-tiles are its K sub-tiles. */
  public Traits withValueTilesOfKeys() {
    return new Traits(
        residency,
        doubleBuffersKv,
        false,
        overwrites,
        serial,
        matrixUnit,
        normalize,
        onePass,
        spans);
  }

  /** The same with the proactive overwrite. */
  public Traits withOverwrite() {
    return new Traits(
        residency,
        doubleBuffersKv,
        splitsValueTiles,
        true,
        serial,
        matrixUnit,
        normalize,
        onePass,
        spans);
  }

  /** The same whose matrix and vector unit work one after the other. */
  public Traits inSeries() {
    return new Traits(
        residency,
        doubleBuffersKv,
        splitsValueTiles,
        overwrites,
        true,
        matrixUnit,
        normalize,
        onePass,
        spans);
  }

  /** The same on two halves of the matrix unit. */
  public Traits onHalves() {
    return new Traits(
        residency,
        doubleBuffersKv,
        splitsValueTiles,
        overwrites,
        serial,
        EngineKind.MAC_HALF_A,
        normalize,
        onePass,
        spans);
  }

  /** The same with another place of the division by the sums of the rows. */
  public Traits normalizing(Normalize where) {
    return new Traits(
        residency,
        doubleBuffersKv,
        splitsValueTiles,
        overwrites,
        serial,
        matrixUnit,
        where,
        onePass,
        spans);
  }

  /**
   * The same with the one-pass softmax, which divides outputs and whose V sub-tiles are its K
   * sub-tiles.
   */
  public Traits inOnePass() {
    return new Traits(
        residency,
        doubleBuffersKv,
        false,
        overwrites,
        serial,
        matrixUnit,
        Normalize.OUTPUTS,
        true,
        spans);
  }

  /** The same with spans at will. */
  public Traits inSpans() {
    return new Traits(
        residency,
        doubleBuffersKv,
        splitsValueTiles,
        overwrites,
        serial,
        matrixUnit,
        normalize,
        onePass,
        true);
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

  /**
   * How many K and V sub-tiles of a shape may stay: under a window, where they roll, all or none.
   */
  public Residency residency(AttentionShape shape) {
    return residency == Residency.PARTIAL && shape.hasWindow() ? Residency.ALL_OR_NONE : residency;
  }

  /** Whether it can fetch the next head's K and V into buffers of their own. */
  public boolean doubleBuffersKv(AttentionShape shape) {
    return doubleBuffersKv && !shape.hasWindow();
  }

  /** Why the scheduler does not accept the tiling of {@code problem}; empty when it does. */
  public Optional<String> objection(Problem problem) {
    Tiling tiling = problem.tiling();
    int keys = tiling.residentKeyTiles();
    int values = tiling.residentValueTiles();
    boolean none = keys == 0 && values == 0;
    boolean all = keys == problem.grid().keyTiles() && values == problem.grid().valueTiles();
    boolean accepted =
        switch (residency(problem.shape())) {
          case NONE -> none;
          case ALL_OR_NONE -> none || all;
          case PARTIAL -> true;
        };
    if (!accepted) {
      return Optional.of(
          "it keeps %s K and V sub-tiles in L1, not %s of K and %s of V"
              .formatted(residency == Residency.NONE ? "no" : "all or no", keys, values));
    }
    if (tiling.kvBuffers() == 2 && !doubleBuffersKv(problem.shape())) {
      return Optional.of(
          doubleBuffersKv
              ? "K and V roll through one buffer under a window, so kvBuffers must be 1, not 2"
              : "it fetches nothing ahead, so kvBuffers must be 1, not 2");
    }
    if (!splitsValueTiles && tiling.valueColsPerTile() != tiling.colsPerTile()) {
      return Optional.of(
          "its V sub-tiles are its K sub-tiles, so valueColsPerTile (%s) must be colsPerTile (%s)"
              .formatted(tiling.valueColsPerTile(), tiling.colsPerTile()));
    }
    if (!spans && !tiling.spans().equals(Spans.PLAIN)) {
      return Optional.of("its sub-tiles are not gone through in spans, which must be left out");
    }
    if (problem.shape().hasWindow() && !tiling.spans().isCorner()) {
      return Optional.of("a window leaves no spans but single sub-tiles or whole rows on VEC");
    }
    if (tiling.spans().blocksPerPass() > 1 && tiling.spans().tilesPerSpan() > STAGED) {
      return Optional.of(
          "row blocks that share a pass share %s staged sub-tiles, so tilesPerSpan (%s) must not be more"
              .formatted(STAGED, tiling.spans().tilesPerSpan()));
    }
    boolean someValues = values > 0 && values < problem.grid().valueTiles();
    if (problem.sharesKv() && someValues && !tiling.spans().isCorner()) {
      return Optional.of(
          "cores that share V in steps of spans keep all of it or none, not %s sub-tiles"
              .formatted(values));
    }
    int rowBlocks = problem.grid().rowBlocks();
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
