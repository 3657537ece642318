package masattention.cost;

import java.util.Arrays;
import java.util.stream.IntStream;
import masattention.interpret.timing.Durations;
import masattention.schedule.Leeway;
import masattention.schedule.Problem;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;

/**
 * What cores that fetch nothing ahead wait for each other, in cycles: two that do the same go in
 * step and store at the same time, then fetch at the same time; those that share K and V begin a
 * group together. The proofs are in {@code docs/search.md}.
 */
final class InStep {
  /** More groups than this are not gone through. */
  private static final int MOST_GROUPS = 1000;

  private final Problem problem;
  private final LayerCycles layer;
  private final long latency;
  private final BlockCycles full;
  private final BlockCycles last;

  InStep(Problem problem, LayerCycles layer) {
    this.problem = problem;
    this.layer = layer;
    latency = problem.machine().dramLatencyCycles();
    full = layer.blocks().of(0);
    last = layer.blocks().of(problem.grid().rowBlocks() - 1);
  }

  /** Cycles that the first core waits for the other, at least. */
  long waits(Leeway leeway) {
    boolean knows = leeway.equals(Leeway.NONE) && layer.blocks().alike();
    if (!knows || !doTheSame() || !staysInStep(full) || !staysInStep(last)) {
      return 0;
    }
    CoreWork core = layer.cores().get(0);
    long starts = streams() ? core.queries() : core.load().groups() * full.query();
    long stores =
        (core.blocks() - core.ragged()) * wait(full)
            + core.ragged() * wait(last)
            - wait(core.last());
    return stores + starts + core.last().output();
  }

  private long wait(BlockCycles block) {
    return Math.max(0, block.output() - latency);
  }

  /** Whether there are two cores, with row blocks of the same sizes in the same order. */
  private boolean doTheSame() {
    if (problem.machine().cores() != 2 || (problem.sharesKv() && !streams())) {
      return false;
    }
    boolean even = problem.grid().rowBlocks() % 2 == 0 && full.equals(last);
    return problem.tiling().partition() == Partition.HEADS ? layer.alikeCores() == 2 : even;
  }

  private boolean streams() {
    return problem.tiling().residentKeyTiles() + problem.tiling().residentValueTiles() == 0;
  }

  /** Whether a core is never as far behind that the other fetches before it stores. */
  private boolean staysInStep(BlockCycles block) {
    Tiling tiling = problem.tiling();
    int keys = problem.grid().keyTiles();
    int values = problem.grid().valueTiles();
    long tile = Math.max(layer.transfers().firstKeys(), layer.transfers().firstValues());
    long turn = 2 * tile + latency;
    boolean inStep =
        streams()
            ? block.vector() >= 2 * turn
                && (keys == 1 || block.firstScoreTile() >= turn)
                && (values == 1 || Math.min(block.firstOutputTile(), block.outputTile()) >= turn)
            : tiling.residentKeyTiles() == keys && tiling.residentValueTiles() == values;
    boolean begins = streams() || block.equals(full);
    return inStep
        && block.query() < block.output() + latency
        && (!begins || (block.query() > latency && tile < block.output() + latency));
  }

  /**
   * The end of the last store where cores share one copy of K and V. The sub-tiles of a group are
   * fetched in turn by the cores, each when it has stored its row blocks of the group before; all
   * but the core that has the first row block fetch them before their Q.
   */
  long groupAfterGroup(Leeway leeway) {
    int groups = problem.shape().groups();
    boolean knows = leeway.equals(Leeway.NONE) && layer.blocks().alike() && groups <= MOST_GROUPS;
    if (!knows || !problem.sharesKv()) {
      return 0;
    }
    int cores = layer.cores().size();
    long[] fetches = IntStream.range(0, cores).mapToLong(this::fetches).toArray();
    long[] stored = new long[cores];
    for (int group = 0; group < groups; group++) {
      long[] before = stored.clone();
      long firstBlock = (long) group * problem.grid().rowBlocks();
      for (int core = 0; core < cores; core++) {
        long fetched = firstBlock % problem.machine().cores() == core ? 0 : fetches[core];
        stored[core] = stored(core, group, before, fetched);
      }
    }
    return Arrays.stream(stored).max().orElseThrow();
  }

  /** When a core has stored its row blocks of a group, after so many cycles of fetches for all. */
  private long stored(int core, int group, long[] before, long fetches) {
    CoreLoad load = layer.cores().get(core).load();
    int blocks = load.blocksOfGroup(group);
    if (blocks == 0) {
      return before[core];
    }
    int ragged = load.hasLastOfGroup(group) ? 1 : 0;
    BlockCycles first = blocks > ragged ? full : last;
    long start = before[core] + first.query() + latency + fetches;
    int tiles = Math.min(before.length, problem.tiling().residentKeyTiles());
    for (int tile = 0; tile < tiles; tile++) {
      long arrives = before[tile] + key(tile) + latency;
      start = Math.max(start, arrives - tile * first.firstScoreTile());
    }
    return start
        - first.query()
        - latency
        + (blocks - ragged) * serial(full)
        + ragged * serial(last);
  }

  /** The transfers of what stays of K and V that a core fetches for all. */
  private long fetches(int core) {
    Tiling tiling = problem.tiling();
    long fetches = 0;
    for (int tile = core; tile < tiling.residentKeyTiles(); tile += problem.machine().cores()) {
      fetches += key(tile);
    }
    for (int tile = core; tile < tiling.residentValueTiles(); tile += problem.machine().cores()) {
      fetches += durations().transfer(problem.grid().valueTileBytes(tile));
    }
    return fetches;
  }

  private long key(int tile) {
    return durations().transfer(problem.grid().keyTileBytes(tile));
  }

  private Durations durations() {
    return layer.blocks().durations();
  }

  private long serial(BlockCycles block) {
    return block.query()
        + block.scores()
        + block.vector()
        + block.outputs()
        + block.division()
        + block.output()
        + 2 * latency;
  }
}
