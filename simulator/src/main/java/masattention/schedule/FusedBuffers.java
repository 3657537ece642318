package masattention.schedule;

import masattention.program.Buffer;
import masattention.program.L1Plan;
import masattention.schedule.RowBlocks.BlockBuffers;
import masattention.tiling.BlockGrid;
import masattention.tiling.Partition;
import masattention.workload.AttentionShape;

/**
 * Adds the buffers that schedulers have in common to an L1 plan: double Q and O staging, scores,
 * resident K and V, the staging area of two sub-tiles for those that are not resident.
 */
public final class FusedBuffers {
  private final Problem problem;
  private final L1Plan plan;

  /** Adds the buffers of {@code problem} to {@code plan}. */
  public FusedBuffers(Problem problem, L1Plan plan) {
    this.problem = problem;
    this.plan = plan;
  }

  private BlockGrid grid() {
    return problem.grid();
  }

  private AttentionShape shape() {
    return problem.shape();
  }

  /** Two row blocks of Q. */
  public Buffer queries() {
    return plan.perCore("Q", 2, 1, grid().queryBytes(0));
  }

  /** Two row blocks of O. */
  public Buffer outputs() {
    return plan.perCore("O", 2, 1, grid().outputBytes(0));
  }

  /** Two row blocks of O, accumulators where they are divided after their products. */
  public Buffer outputs(Normalize normalize) {
    return normalize == Normalize.SCORES ? outputs() : accumulators();
  }

  /**
   * A sum of FP32 for every row of each of {@code scoreBuffers} row blocks of P and of two of O,
   * where these are divided after their products; else none.
   */
  public Buffer rowSums(Normalize normalize, int scoreBuffers) {
    int pieces = normalize == Normalize.SCORES ? 0 : 1;
    return plan.perCore("row sums", scoreBuffers + 2, pieces, (long) grid().rows(0) * Float.BYTES);
  }

  /**
   * Whole rows of scores, in slots of a sub-tile.
   *
   * @param inOneOrder whether no transfer takes single sub-tiles in or out
   */
  public Buffer scores(int copies, boolean inOneOrder) {
    return scores("scores", copies, 0, grid().mostKeptKeyTiles(), inOneOrder);
  }

  /** The columns of kept sub-tiles {@code from} to {@code to} of rows of scores. */
  public Buffer scores(String name, int copies, int from, int to, boolean inOneOrder) {
    long row = (long) grid().rows(0) * grid().mostKeptCols() * shape().elementBytes();
    long last = Math.min(scoreTileBytes(), row - (to - 1) * scoreTileBytes());
    return plan.rows(name, copies, to - from, scoreTileBytes(), last, inOneOrder);
  }

  /** Bytes of a score tile that is not ragged. */
  public long scoreTileBytes() {
    return grid().scoreTileBytes(0, 0);
  }

  /**
   * The K sub-tiles that stay; under a window a slot for each that the row blocks in work, one to a
   * core of the team, and the next one see.
   */
  public Buffer keys() {
    int resident = problem.tiling().residentKeyTiles();
    if (shape().hasWindow() && resident > 0) {
      int slots = grid().mostKeyTilesOf(blocksAtOnce(), blockStride());
      return plan.rolling("K", slots, grid().keyTileBytes(0), sharesKv());
    }
    long last = resident == 0 ? 0 : grid().keyTileBytes(resident - 1);
    return plan.resident(
        "K", problem.tiling().kvBuffers(), resident, grid().keyTileBytes(0), last, sharesKv());
  }

  /** The V sub-tiles that stay, as those of K. */
  public Buffer values() {
    int resident = problem.tiling().residentValueTiles();
    if (shape().hasWindow() && resident > 0) {
      int slots = grid().mostValueTilesOf(blocksAtOnce(), blockStride());
      return plan.rolling("V", slots, grid().valueTileBytes(0), sharesKv());
    }
    long last = resident == 0 ? 0 : grid().valueTileBytes(resident - 1);
    return plan.resident(
        "V", problem.tiling().kvBuffers(), resident, grid().valueTileBytes(0), last, sharesKv());
  }

  /** The row blocks of a team that its cores work on, and the next one. */
  private int blocksAtOnce() {
    return (sharesKv() ? problem.machine().cores() : 1) + 1;
  }

  /** Row blocks of a group from one of a team to its next. */
  private int blockStride() {
    boolean dealt = problem.tiling().partition() == Partition.ROWS && !sharesKv();
    return dealt ? problem.machine().cores() : 1;
  }

  private boolean sharesKv() {
    return problem.sharesKv();
  }

  /** Room for two of the sub-tiles of K, V or both that are not resident. */
  public Buffer staging(boolean ofKeys, boolean ofValues) {
    boolean keysPass = ofKeys && problem.tiling().residentKeyTiles() < grid().keyTiles();
    boolean valuesPass = ofValues && problem.tiling().residentValueTiles() < grid().valueTiles();
    long bytes =
        Math.max(keysPass ? grid().keyTileBytes(0) : 0, valuesPass ? grid().valueTileBytes(0) : 0);
    return plan.staged("staged K/V sub-tiles", bytes);
  }

  /** The buffers of stages of which some are given; V may have a staging area of its own. */
  public BlockBuffers blocks(Buffer queries, Buffer scores, Buffer outputs, boolean stagesApart) {
    Buffer staging = staging(true, !stagesApart);
    return new BlockBuffers(
        queries,
        scores,
        outputs,
        keys(),
        values(),
        staging,
        stagesApart ? staging(false, true) : staging,
        rowSums(Normalize.SCORES, 0));
  }

  /** Two output accumulators of FP32, with a running maximum and sum of every row beside each. */
  public Buffer accumulators() {
    return plan.perCore("FP32 O", 2, 1, (long) grid().rows(0) * shape().valueDim() * Float.BYTES);
  }

  /** A running maximum and sum of FP32 for every row, twice. */
  public Buffer rowStates() {
    return plan.perCore("row maxima and sums", 2, 1, 2L * grid().rows(0) * Float.BYTES);
  }
}
