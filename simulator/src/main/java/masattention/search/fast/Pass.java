package masattention.search.fast;

/** A pass of a schedule on its way: how long everything takes, and how far the channel is. */
final class Pass {
  /** S_i beside P_{i−1} and O_{i−2}; else one row block after the other. */
  boolean streams;

  /** Nothing of a row block is loaded before the one before is stored. */
  boolean alone;

  /** Steps of a core after its last row block's. */
  int drain;

  int tiles;

  /** Sub-tiles of K and V that stay in L1 and that do not; none of what the pass does not use. */
  final int[] resident = new int[2];

  final int[] staged = new int[2];

  /** What a row block begins with, and in how many parts it comes. */
  int inputKind;

  int inputParts;

  /** Row blocks of a head that have all their rows. */
  int fullRowBlocks;

  /** Whether all row blocks are alike, those of different heads too. */
  boolean uniform;

  // cycles, by product and size: of the first, the others and the last sub-tile, and of all
  // resident
  final long[] firstTile = new long[4];
  final long[] otherTile = new long[4];
  final long[] lastTile = new long[4];
  final long[] wholeResident = new long[4];

  // by size: the softmax, and what is moved for a row block at once or by sub-tiles of scores
  long[] softmax = new long[2];
  long[] online = new long[2];
  long[] lastOnline = new long[2];
  long[] rescale = new long[2];
  long[] normalize = new long[2];
  long[] input = new long[2];
  long[] output = new long[2];
  long[] scoreTile = new long[2];
  long[] lastScoreTile = new long[2];

  // by product
  long[] kvTile = new long[2];
  long[] lastKvTile = new long[2];
  long latency;

  /** When the channel falls free. */
  long channelFree;

  long skippedCycles;

  void start(TaskCycles cycles, StepOrder order) {
    streams = order == StepOrder.STREAMS;
    alone = order == StepOrder.ALONE;
    drain = order.drain();
    tiles = cycles.tiles;
    for (int p = 0; p < 2; p++) {
      boolean uses = p == Grant.KEYS ? order.usesKeys() : order.usesValues();
      resident[p] = uses ? cycles.resident[p] : 0;
      staged[p] = uses ? tiles - resident[p] : 0;
      for (int size = 0; size < 2; size++) {
        firstTile[2 * p + size] = cycles.first[p][size];
        otherTile[2 * p + size] = cycles.other[p][size];
        lastTile[2 * p + size] = cycles.last[p][size];
        wholeResident[2 * p + size] = cycles.wholeResident[p][size];
      }
    }
    softmax = cycles.softmax;
    online = cycles.online;
    lastOnline = cycles.lastOnline;
    rescale = cycles.rescale;
    normalize = cycles.normalize;
    startTransfers(cycles, order);
    kvTile = cycles.kvTile;
    lastKvTile = cycles.lastKvTile;
    channelFree = 0;
    skippedCycles = 0;
  }

  /** What goes over the channel for each row block. */
  private void startTransfers(TaskCycles cycles, StepOrder order) {
    inputKind = order == StepOrder.OUTPUTS ? Grant.SCORE_TILES : Grant.QUERY;
    inputParts = order == StepOrder.OUTPUTS ? tiles : 1;
    input = order == StepOrder.SOFTMAX ? cycles.scoreRow : cycles.query;
    boolean storesRows = order == StepOrder.SOFTMAX || order == StepOrder.PROBABILITIES;
    output = storesRows ? cycles.storedRow : cycles.output;
    boolean stores = order == StepOrder.SCORES;
    scoreTile = stores ? cycles.storedTile : cycles.scoreTile;
    lastScoreTile = stores ? cycles.lastStoredTile : cycles.lastScoreTile;
  }

  /** Of the product with sub-tile {@code j}; {@code row}: twice the product plus the size. */
  long tile(int row, int j) {
    return j == tiles - 1 ? lastTile[row] : j == 0 ? firstTile[row] : otherTile[row];
  }

  /** The product of a stage: the streams begin with O, the others with S. */
  int product(int phase) {
    return streams ? 1 - phase : phase;
  }

  /** The row block of a stage of a step. */
  int turn(int step, int phase) {
    return streams && phase == 0 ? step - 2 : step;
  }
}
