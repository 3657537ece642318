package masattention.schedule;

import java.util.Arrays;
import masattention.program.Buffer;
import masattention.program.ProgramSink;
import masattention.program.Snapshot;
import masattention.program.Tensor;
import masattention.program.Tile;
import masattention.tiling.BlockGrid;

/**
 * What a team fetches for its row blocks: their Q, the sub-tiles of K and V that stay in L1, and
 * those that pass through the staging areas, which must be announced in the order of their use.
 */
public abstract class Fetches {
  private static final int UNKNOWN = -1;

  final BlockGrid grid;
  final Team team;
  final ProgramSink sink;
  final ResidentTiles keys;
  final ResidentTiles values;
  final RowBlocks.BlockBuffers buffers;
  final Staging[] staging;
  final Staging[] valueStaging;
  final DeferredFetches deferred;
  private final int[] nextQuery;
  private boolean readsKeys;
  private int valueLag = UNKNOWN;
  private int longestLag = 2;

  Fetches(
      Problem problem,
      Team team,
      ProgramSink sink,
      RowBlocks.BlockBuffers buffers,
      boolean prefetches) {
    this.grid = problem.grid();
    this.team = team;
    this.sink = sink;
    this.buffers = buffers;
    deferred = new DeferredFetches(team.size());
    keys = new ResidentTiles(grid, team, sink, Tensor.K, buffers.keys(), prefetches, deferred);
    values = new ResidentTiles(grid, team, sink, Tensor.V, buffers.values(), prefetches, deferred);
    nextQuery = new int[team.size()];
    Arrays.setAll(nextQuery, core -> core);
    staging = staging(buffers.staging());
    valueStaging = buffers.stagesApart() ? staging(buffers.valueStaging()) : staging;
  }

  private Staging[] staging(Buffer buffer) {
    Staging[] areas = new Staging[team.size()];
    Arrays.setAll(areas, i -> new Staging(sink, buffer, team.core(i)));
    return areas;
  }

  /** How the layer is cut. */
  public final BlockGrid grid() {
    return grid;
  }

  /** The team whose row blocks these are. */
  public final Team team() {
    return team;
  }

  /** Where the tasks go. */
  public final ProgramSink sink() {
    return sink;
  }

  /** The K sub-tiles that stay in L1. */
  public final ResidentTiles keys() {
    return keys;
  }

  /** The V sub-tiles that stay in L1. */
  public final ResidentTiles values() {
    return values;
  }

  /** The area through which the sub-tiles of a core of the team pass that are not resident. */
  public final Staging staging(int core) {
    return staging[core];
  }

  /** Whether the team has a row block {@code n}. */
  public final boolean has(int n) {
    return 0 <= n && n < team.blocks();
  }

  /** Query rows of row block {@code n}. */
  public final int rows(int n) {
    return grid.rows(team.rowBlock(n));
  }

  /** The slot of a piece of the copy of a buffer that row block {@code n} uses. */
  public final int slot(Buffer buffer, int n, int piece) {
    return buffer.slot(team.core(n), team.turn(n) % buffer.copies(), piece);
  }

  /** Fetches Q of the first {@code blocks} row blocks of every core. */
  public final void fetchFirstQueries(int blocks) {
    for (int n = (blocks - 1) * team.size(); n < blocks * team.size(); n++) {
      fetchQueries(n);
    }
  }

  /** Fetches Q of the row blocks of its core up to {@code n}. */
  public final void fetchQueries(int n) {
    int core = n % team.size();
    for (; nextQuery[core] <= n && has(nextQuery[core]); nextQuery[core] += team.size()) {
      int next = nextQuery[core];
      long tile = team.tile(Tensor.Q, next, 0);
      long bytes = grid.queryBytes(team.rowBlock(next));
      sink.load(team.core(next), slot(buffers.queries(), next, 0), tile, 1, bytes);
    }
  }

  /** Announces K sub-tile {@code tile} of row block {@code n} unless it is resident or dropped. */
  public final void announceKeys(int n, int tile) {
    if (has(n) && firstKey(n) <= tile && tile < team.kept(n).keyEnd() && !keys.holds(tile)) {
      staging[n % team.size()].announce(keyTile(n, tile), grid.keyTileBytes(tile), 1);
    }
  }

  /** Announces V sub-tile {@code tile} of row block {@code n} unless it is resident or dropped. */
  public final void announceValues(int n, int tile) {
    if (has(n) && firstValue(n) <= tile && tile < team.kept(n).valueEnd() && !values.holds(tile)) {
      valueStaging[n % team.size()].announce(valueTile(n, tile), grid.valueTileBytes(tile), 1);
    }
  }

  /** Announces all K sub-tiles of row block {@code n} that are neither resident nor dropped. */
  public final void announceKeys(int n) {
    int last = has(n) ? team.kept(n).keyEnd() - 1 : 0;
    int first = Math.max(keys.count(), firstKey(n));
    if (has(n) && first < last) {
      long tile = keyTile(n, first);
      staging[n % team.size()].announce(tile, grid.keyTileBytes(first), last - first);
    }
    announceKeys(n, last);
  }

  /** Announces all V sub-tiles of row block {@code n} that are neither resident nor dropped. */
  public final void announceValues(int n) {
    int last = has(n) ? team.kept(n).valueEnd() - 1 : 0;
    int first = Math.max(values.count(), firstValue(n));
    if (has(n) && first < last) {
      long tile = valueTile(n, first);
      valueStaging[n % team.size()].announce(tile, grid.valueTileBytes(first), last - first);
    }
    announceValues(n, last);
  }

  /** The first kept K sub-tile of row block {@code n}; 0 if it is none. */
  public final int firstKey(int n) {
    return has(n) ? team.kept(n).firstKey() : 0;
  }

  /** The first kept V sub-tile of row block {@code n}; 0 if it is none. */
  public final int firstValue(int n) {
    return has(n) ? team.kept(n).firstValue() : 0;
  }

  /**
   * Announces V sub-tiles {@code tile} − {@code behind} of row block {@code earlier} and K
   * sub-tiles {@code tile} of row block {@code n} in turn, for every {@code tile} from {@code from}
   * to {@code to}, both counted from the first that the row block keeps.
   */
  public final void announcePairs(int earlier, int n, int behind, int from, int to) {
    int tile = from;
    int value = firstValue(earlier) - behind;
    int key = firstKey(n);
    int uniform = Math.max(keys.count(), values.count() + behind);
    for (; tile < Math.min(to, uniform); tile++) {
      announceValues(earlier, value + tile);
      announceKeys(n, key + tile);
    }
    int last = Math.min(to, lastPair(earlier, n, behind));
    if (tile < last) {
      staging[n % team.size()].announcePairs(
          valueTile(earlier, value + tile),
          grid.valueTileBytes(value + tile),
          keyTile(n, key + tile),
          grid.keyTileBytes(key + tile),
          last - tile);
      tile = last;
    }
    for (; tile < to; tile++) {
      announceValues(earlier, value + tile);
      announceKeys(n, key + tile);
    }
  }

  /** The first pair of sub-tiles of which one is the last of its row block, or dropped. */
  private int lastPair(int earlier, int n, int behind) {
    return has(earlier) && has(n)
        ? Math.min(team.kept(earlier).values() - 1 + behind, team.kept(n).keys() - 1)
        : 0;
  }

  final long keyTile(int n, int tile) {
    return Tile.of(Tensor.K, team.head(n), 0, tile);
  }

  final long valueTile(int n, int tile) {
    return Tile.of(Tensor.V, team.head(n), 0, tile);
  }

  /** Hands over how far the fetching of a core is, seen from its row block {@code n}. */
  final void visitFetches(Snapshot snapshot, int core, int n) {
    snapshot.same(buffers.queries().pieces() == 0 ? 0 : nextQuery[core] - n);
    nextQuery[core] = snapshot.count(nextQuery[core]);
    staging[core].visit(snapshot);
    if (valueStaging != staging) {
      valueStaging[core].visit(snapshot);
    }
  }

  /** Hands over how far the resident sub-tiles are, seen from row block {@code n}. */
  final void visitResidents(Snapshot snapshot, int n) {
    keys.visit(snapshot, team.ordinal(n));
    values.visit(snapshot, team.ordinal(n));
    deferred.visit(snapshot);
  }

  /**
   * Says that a step reads no K but that of its own row block, and no V but that of the row block
   * {@code lag} row blocks of the core before it.
   */
  public final void readsKeysAndValuesBehind(int lag) {
    readsKeys();
    readsValuesBehind(lag);
  }

  /** Says that a step may be about a row block as many as that before its own; of others, 2. */
  public final void lagsBehind(int rowBlocks) {
    longestLag = rowBlocks;
  }

  /** Says that a step reads no K but that of its own row block. */
  final void readsKeys() {
    readsKeys = true;
  }

  /** Says that a step reads no V but that of the row block {@code lag} before it. */
  final void readsValuesBehind(int lag) {
    valueLag = lag;
  }

  /**
   * Whether what is left of step {@code n} fetches no resident sub-tiles and none of its tasks
   * frees the slot of one, so that the cores of a team need not keep to the order of the steps.
   * Where it has been said which sub-tiles steps read, it is known which row blocks do.
   */
  final boolean keepsResidents(int n) {
    if (knowsReaders()) {
      return !keys.fetchesAt(n) && !values.fetchesAt(n - valueLag * team.size());
    }
    int inGroup = team.indexInGroup(n);
    int ordinal = team.ordinal(n);
    return has(n)
        && inGroup >= longestLag * team.size()
        && inGroup < team.blocksInGroup(ordinal) - team.size()
        && rests(n);
  }

  private boolean knowsReaders() {
    return (keys.count() == 0 || readsKeys) && (values.count() == 0 || valueLag != UNKNOWN);
  }

  /**
   * Whether a turn of step {@code n} may be emitted though other cores are at earlier steps, all of
   * which keep the resident sub-tiles: what it fetches by their queues is deferred.
   *
   * @param reads whether it reads resident sub-tiles
   */
  final boolean mayDefer(int n, boolean reads) {
    return !deferred.areBefore(n)
        && (keepsResidents(n)
            || (knowsReaders()
                && keys.mayDefer(n, reads)
                && values.mayDefer(n - valueLag * team.size(), reads)));
  }

  /** Whether no resident sub-tile is to be fetched until the group of {@code n} has passed. */
  final boolean rests(int n) {
    return deferred.areNone() && keys.rests(team.ordinal(n)) && values.rests(team.ordinal(n));
  }
}
