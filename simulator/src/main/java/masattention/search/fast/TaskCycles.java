package masattention.search.fast;

import masattention.interpret.timing.Durations;
import masattention.npu.NpuConfig;
import masattention.program.EngineKind;
import masattention.program.Op;
import masattention.program.Op.Product;
import masattention.schedule.Problem;
import masattention.schedule.Traits;
import masattention.schedule.Traits.Intermediates;
import masattention.tiling.BlockGrid;

/**
 * How long every kind of task of a problem takes, in cycles. Row blocks are of two sizes: all but
 * the last of a head, and the last.
 */
final class TaskCycles {
  static final int FULL = 0;
  static final int LAST = 1;

  final int tiles;
  final int[] resident = new int[2];

  /** Of the first, the others and the last sub-tile of a product: [product][size]. */
  final long[][] first = new long[2][2];

  final long[][] other = new long[2][2];
  final long[][] last = new long[2][2];

  /** Of a product with all resident sub-tiles. */
  final long[][] wholeResident = new long[2][2];

  final long[] softmax = new long[2];

  /** Of the one-pass softmax: sub-tiles, the last of them, and the work on O. */
  final long[] online = new long[2];

  final long[] lastOnline = new long[2];
  final long[] rescale = new long[2];
  final long[] normalize = new long[2];

  /** Transfers: Q, O and rows of scores by size; sub-tiles of K and V, of scores by size. */
  final long[] query = new long[2];

  final long[] output = new long[2];
  final long[] scoreRow = new long[2];
  final long[] scoreTile = new long[2];
  final long[] lastScoreTile = new long[2];
  final long[] storedRow = new long[2];
  final long[] storedTile = new long[2];
  final long[] lastStoredTile = new long[2];
  final long[] kvTile = new long[2];
  final long[] lastKvTile = new long[2];

  TaskCycles(Problem problem, Traits traits) {
    BlockGrid grid = problem.grid();
    NpuConfig machine = problem.machine();
    Durations durations = new Durations(machine);
    boolean half = traits.matrixUnit() != EngineKind.MAC;
    int bytes = problem.shape().elementBytes();
    int outBytes = traits.onePass() ? Float.BYTES : bytes;
    tiles = grid.keyTiles();
    resident[0] = grid.tiling().residentKeyTiles();
    resident[1] = grid.tiling().residentValueTiles();
    kvTile[0] = durations.transfer(grid.keyTileBytes(0));
    lastKvTile[0] = durations.transfer(grid.keyTileBytes(tiles - 1));
    kvTile[1] = durations.transfer(grid.valueTileBytes(0));
    lastKvTile[1] = durations.transfer(grid.valueTileBytes(tiles - 1));
    int cols = grid.keyCols(0);
    int lastCols = grid.keyCols(tiles - 1);
    int e = problem.shape().headDim();
    int f = problem.shape().valueDim();
    int lastBlock = grid.rowBlocks() - 1;
    for (int size = FULL; size <= LAST; size++) {
      int block = size == FULL ? 0 : lastBlock;
      int m = grid.rows(block);
      if (size == LAST && m == grid.rows(0)) {
        copyFullToLast();
        return;
      }
      first[0][size] = product(durations, Product.SCORES, m, e, cols, false, half, bytes, bytes);
      other[0][size] = first[0][size];
      last[0][size] =
          lastCols == cols
              ? other[0][size]
              : product(durations, Product.SCORES, m, e, lastCols, false, half, bytes, bytes);
      first[1][size] = product(durations, Product.VALUES, m, cols, f, false, half, bytes, outBytes);
      other[1][size] =
          tiles == 1
              ? first[1][size]
              : product(durations, Product.VALUES, m, cols, f, true, half, bytes, outBytes);
      last[1][size] =
          lastCols == cols
              ? (tiles == 1 ? first[1][size] : other[1][size])
              : product(
                  durations, Product.VALUES, m, lastCols, f, tiles > 1, half, bytes, outBytes);
      for (int p = 0; p < 2; p++) {
        wholeResident[p][size] = whole(p, size);
      }
      if (traits.onePass()) {
        online[size] = durations.onlineSoftmax(m, cols);
        lastOnline[size] = durations.onlineSoftmax(m, lastCols);
        rescale[size] = durations.rescale(m, f);
        normalize[size] = durations.normalize(m, f);
      } else {
        softmax[size] = durations.softmax(m, problem.shape().seqKv());
      }
      query[size] = durations.transfer(grid.queryBytes(block));
      output[size] = durations.store(grid.outputBytes(block));
      if (traits.intermediates() != Intermediates.NONE) {
        scores(durations, grid, block, size);
      }
    }
  }

  /** What moves the scores of a row block, by rows and by sub-tiles. */
  private void scores(Durations durations, BlockGrid grid, int block, int size) {
    long row = (long) grid.rows(block) * grid.shape().seqKv() * grid.shape().elementBytes();
    scoreRow[size] = durations.transfer(row);
    storedRow[size] = durations.store(row);
    scoreTile[size] = durations.transfer(grid.scoreTileBytes(block, 0));
    storedTile[size] = durations.store(grid.scoreTileBytes(block, 0));
    lastScoreTile[size] = durations.transfer(grid.scoreTileBytes(block, tiles - 1));
    lastStoredTile[size] = durations.store(grid.scoreTileBytes(block, tiles - 1));
  }

  private void copyFullToLast() {
    for (int p = 0; p < 2; p++) {
      first[p][LAST] = first[p][FULL];
      other[p][LAST] = other[p][FULL];
      last[p][LAST] = last[p][FULL];
      wholeResident[p][LAST] = wholeResident[p][FULL];
    }
    softmax[LAST] = softmax[FULL];
    online[LAST] = online[FULL];
    lastOnline[LAST] = lastOnline[FULL];
    rescale[LAST] = rescale[FULL];
    normalize[LAST] = normalize[FULL];
    query[LAST] = query[FULL];
    output[LAST] = output[FULL];
    scoreRow[LAST] = scoreRow[FULL];
    scoreTile[LAST] = scoreTile[FULL];
    lastScoreTile[LAST] = lastScoreTile[FULL];
    storedRow[LAST] = storedRow[FULL];
    storedTile[LAST] = storedTile[FULL];
    lastStoredTile[LAST] = lastStoredTile[FULL];
  }

  private static long product(
      Durations durations,
      Product product,
      int m,
      int k,
      int n,
      boolean accumulates,
      boolean half,
      int bytes,
      int outBytes) {
    return durations.visit(new Op.Matmul(product, m, k, n, accumulates, half, bytes, outBytes));
  }

  private long whole(int p, int size) {
    int count = resident[p];
    if (count == 0) {
      return 0;
    }
    long lastOne = tile(p, size, count - 1);
    return count == 1 ? lastOne : first[p][size] + (count - 2) * other[p][size] + lastOne;
  }

  /** Of the product with sub-tile {@code j}. */
  long tile(int p, int size, int j) {
    return j == tiles - 1 ? last[p][size] : j == 0 ? first[p][size] : other[p][size];
  }

  /** Of the transfer of sub-tile {@code j} of K or V. */
  long kvTile(int p, int j) {
    return j == tiles - 1 ? lastKvTile[p] : kvTile[p];
  }
}
