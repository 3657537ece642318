package masattention.cost;

import java.util.Optional;
import masattention.schedule.Leeway;
import masattention.schedule.Problem;
import masattention.schedule.RowBlockFloor;
import masattention.schedule.Traits;
import masattention.tiling.Tiling;

/**
 * The transfers of staged sub-tiles and the time that the channel cannot have spent on them, where
 * two cores work in series on one channel. The proof is in {@code docs/search.md}.
 *
 * <p>In a softmax and the products with resident V after it, and in those with resident K, a core
 * reads nothing staged: it fetches two sub-tiles at most, and the other no more than the turns of
 * its two places allow: a share of that time, and at most what is left of a turn at its end. While
 * both do, the channel waits, and half of it counts for each.
 */
public final class SharedChannel {
  /** More than what doubles are off by. */
  private static final double ROUNDING = 1e-9;

  /** Staged sub-tiles of which a softmax comes after a transfer that its row block waits for. */
  private static final int STAGED = 3;

  private final Problem problem;
  private final LayerCycles layer;
  private final long firstKeys;
  private final long firstValues;
  private final BlockCycles full;
  private final BlockCycles ragged;
  private final double busy;
  private final double busyRagged;
  private final double idle;
  private final double edges;

  private SharedChannel(Problem problem, LayerCycles layer) {
    this.problem = problem;
    this.layer = layer;
    firstKeys = layer.transfers().firstKeys();
    firstValues = layer.transfers().firstValues();
    full = layer.blocks().of(0);
    ragged = layer.blocks().of(problem.grid().rowBlocks() - 1);
    busy = busy(full);
    busyRagged = Math.max(busy, busy(ragged));
    idle = Math.min(0.5, 1 - busy) - ROUNDING;
    edges = (4 - busy) * Math.max(firstKeys, firstValues);
  }

  /** Of a tiling and schedule that leave nothing open; empty where nothing is known of it. */
  static Optional<SharedChannel> of(Problem problem, LayerCycles layer) {
    Tiling tiling = problem.tiling();
    int staged =
        Math.min(
            problem.grid().keyTiles() - tiling.residentKeyTiles(),
            problem.grid().valueTiles() - tiling.residentValueTiles());
    boolean knows =
        problem.machine().cores() == 2
            && layer.blocks().alike()
            && problem.grid().rowBlocks() > 1
            && staged >= STAGED;
    return knows
        ? Optional.of(new SharedChannel(problem, layer)).filter(shared -> shared.idle > 0)
        : Optional.empty();
  }

  /** What is left of such a scheduler with a tiling, by row blocks. */
  public static RowBlockFloor left(Traits traits, Problem problem, long idlePerBlock) {
    return of(problem, LayerCycles.of(traits, problem, Leeway.NONE))
        .map(shared -> shared.left(idlePerBlock))
        .orElse(RowBlockFloor.ofUnits(idlePerBlock));
  }

  /** The bound of the makespan, in cycles. */
  long cycles() {
    long groups = problem.shape().groups();
    double waits = -groups * transfers(ragged) * (1 - busy / busyRagged);
    for (CoreWork core : layer.cores()) {
      long fulls = core.blocks() - core.ragged();
      waits += layer.alikeCores() * (fulls * waits(full) + core.ragged() * waits(ragged));
    }
    return groups * problem.grid().rowBlocks() * transfers(full) + (long) waits;
  }

  private RowBlockFloor left(long idlePerBlock) {
    double ofRagged = transfers(ragged) * busy / busyRagged + waits(ragged);
    double ofFull = transfers(full) + waits(full);
    return new RowBlockFloor(idlePerBlock, ofFull, Math.min(ofFull, ofRagged), 4 * edges);
  }

  /**
   * Cycles for which the channel waits because of a row block, at least: because of its softmax and
   * the products with resident V after it, and because of those with resident K.
   */
  private double waits(BlockCycles block) {
    Tiling tiling = problem.tiling();
    long scores = tiling.residentKeyTiles() * block.firstScoreTile();
    long outputs =
        tiling.residentValueTiles() * Math.min(block.firstOutputTile(), block.outputTile());
    return idle * (block.vector() + outputs) - edges + Math.max(0, idle * scores - edges);
  }

  /** The transfers of the staged sub-tiles of a row block. */
  private long transfers(BlockCycles block) {
    Tiling tiling = problem.tiling();
    return block.keys()
        + block.values()
        - tiling.residentKeyTiles() * firstKeys
        - tiling.residentValueTiles() * firstValues;
  }

  /**
   * The largest share of its time for which a core can keep the channel busy with sub-tiles: each
   * place of the staging area no longer than a turn allows, both no faster than they are read.
   */
  private double busy(BlockCycles block) {
    int keys = problem.grid().keyTiles();
    int values = problem.grid().valueTiles();
    long key = firstKeys;
    long value = firstValues;
    long[] transfers = {
      key, value, block.keys() - (keys - 1) * key, block.values() - (values - 1) * value
    };
    long[] reads = {
      block.firstScoreTile(),
      Math.min(block.firstOutputTile(), block.outputTile()),
      block.lastScoreTile(),
      block.lastOutputTile()
    };
    long latency = problem.machine().dramLatencyCycles();
    double turns = 0;
    double readings = 0;
    for (int i = 0; i < reads.length; i++) {
      turns = Math.max(turns, 2.0 * transfers[i] / (transfers[i] + latency + reads[i]));
      readings = Math.max(readings, (double) transfers[i] / reads[i]);
    }
    return Math.min(turns, readings);
  }
}
