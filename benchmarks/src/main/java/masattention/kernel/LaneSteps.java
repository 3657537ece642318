package masattention.kernel;

import java.util.Arrays;

/**
 * The steps of one block of queries, from Q to O, on a {@link LaneBlock}; the kernels differ in the
 * order in which, and the thread on which, they take them.
 *
 * <p>In a causal block the keys that all lanes see come first and are multiplied at full speed; the
 * few on the diagonal are added lane by lane, so that a masked key touches no number, not even as
 * 0·∞.
 */
final class LaneSteps {

  /**
   * Keys whose weights and weighted values are summed from zero before they join the total: shorter
   * chains of additions err less, and chunks that no blocking moves keep the bits the same.
   */
  private static final int CHUNK = 64;

  private static final int NO_HEAD = -1;

  private static final int LINE_FLOATS = 16;

  private final KernelShape shape;
  private final AttentionLayouts layouts;
  private final LaneArithmetic arithmetic;
  private final LaneBlock block;
  private final HeadBounds bounds;
  private int scannedHead = NO_HEAD;
  private boolean bounded;
  private int batch;
  private int head;
  private int firstRow;
  private int rows;
  private int keysOfAll;
  private int keysOfAny;

  /**
   * @param scoreRows keys whose scores are held at a time
   */
  LaneSteps(KernelSetup setup, LaneArithmetic arithmetic, int scoreRows) {
    this.shape = setup.shape();
    this.layouts = setup.layouts();
    this.arithmetic = arithmetic;
    this.block = new LaneBlock(shape, arithmetic.lanes(), scoreRows);
    this.bounds = new HeadBounds(arithmetic, shape);
  }

  int lanes() {
    return block.lanes;
  }

  /** The keys per sub-tile, rounded up to whole chunks. */
  static int wholeChunks(int keyRows) {
    return Math.toIntExact((keyRows + CHUNK - 1L) / CHUNK * CHUNK);
  }

  /** Forgets what was known about the numbers of the call before. */
  void newCall() {
    scannedHead = NO_HEAD;
  }

  /** Begins rows {@code firstRow} to {@code firstRow + rows} (at most the lanes) of a head. */
  void begin(float[] query, int batch, int head, int firstRow, int rows) {
    this.batch = batch;
    this.head = head;
    this.firstRow = firstRow;
    this.rows = rows;
    this.keysOfAll = shape.visibleKeys(firstRow);
    this.keysOfAny = shape.visibleKeys(firstRow + rows - 1);
    this.bounded = false;
    TensorLayout layout = layouts.query();
    int at = layout.headAt(batch, head) + firstRow * layout.rowStride();
    touch(query, at, layout.rowStride(), shape.headDim());
    block.clear(bounds.factor());
    arithmetic.load(block, query, at, layout.rowStride(), rows);
  }

  /**
   * Reads one float of each cache line of the block's rows, so that the misses overlap: the
   * transposition would take them four at a time.
   */
  private void touch(float[] tensor, int at, int rowStride, int columns) {
    float sum = 0;
    for (int row = 0; row < rows; row++) {
      for (int c = 0; c < columns; c += LINE_FLOATS) {
        sum += tensor[at + row * rowStride + c];
      }
    }
    block.floats[0] = sum;
  }

  /** Keys that at least one row of the block sees. */
  int keys() {
    return keysOfAny;
  }

  /**
   * Whether no row of the block needs its maximum subtracted; if so, the exponentials may follow
   * each sub-tile of scores at once.
   */
  boolean bound(float[] key, float[] value) {
    int kvHead = shape.kvHeadOf(head);
    int scanned = batch * shape.kvHeads() + kvHead;
    if (scanned != scannedHead) {
      TensorLayout keys = layouts.key();
      TensorLayout values = layouts.value();
      bounds.scanKeys(key, keys.headAt(batch, kvHead), keys.rowStride(), shape.seqKv());
      bounds.scanValues(value, values.headAt(batch, kvHead), values.rowStride(), shape.seqKv());
      scannedHead = scanned;
    }
    bounded = bounds.holdFor(block);
    return bounded;
  }

  /** The scores of a sub-tile of keys into the score rows from {@code row} on; masked ones −∞. */
  void score(float[] key, int firstKey, int keys, int row) {
    TensorLayout layout = layouts.key();
    int at = layout.headAt(batch, shape.kvHeadOf(head)) + firstKey * layout.rowStride();
    arithmetic.scores(block, key, at, layout.rowStride(), keys, row);
    for (int j = Math.max(firstKey, keysOfAll); j < firstKey + keys; j++) {
      int s = block.scoreRow(row + j - firstKey);
      Arrays.fill(block.floats, s, s + firstLaneThatSees(j), Float.NEGATIVE_INFINITY);
    }
  }

  /** Raises the maxima to those of the score rows. */
  void raiseMaximum(int row, int keys) {
    arithmetic.raiseMaximum(block, row, keys);
  }

  /** The lane of the first row that sees key {@code j}, which may lie beyond the block. */
  private int firstLaneThatSees(int j) {
    int row = shape.causal() ? j + shape.seqQ() - shape.seqKv() : 0;
    return Math.max(0, Math.min(block.lanes, row - firstRow));
  }

  /** Rows at the top of a head that see no key. */
  private int hiddenRows() {
    return shape.causal() ? Math.max(0, shape.seqQ() - shape.seqKv()) : 0;
  }

  /**
   * Fixes the shift of complete rows from the first {@code keys} score rows, where it is needed.
   */
  void fixMaximum(int keys) {
    if (!bounded) {
      arithmetic.raiseMaximum(block, 0, keys);
      block.fixShift(bounds.bound());
    }
  }

  /** Moves the running maximum over the keys scored so far. */
  void moveMaximum() {
    arithmetic.rescale(block);
  }

  /** Scores to weights, in place, and their sums; {@code firstKey} begins a chunk. */
  void exponentials(int firstKey, int keys, int row) {
    for (int from = 0; from < keys; from += CHUNK) {
      int count = Math.min(CHUNK, keys - from);
      if (bounded && keysSeenByAll(firstKey + from, count) == count) {
        arithmetic.boundedExponentials(block, row + from, count);
      } else {
        arithmetic.exponentials(block, row + from, count);
      }
    }
  }

  private int keysSeenByAll(int firstKey, int keys) {
    return Math.min(keys, Math.max(0, keysOfAll - firstKey));
  }

  /** Adds the weighted values of a sub-tile of keys; {@code firstKey} begins a chunk. */
  void accumulate(float[] value, int firstKey, int keys, int row) {
    TensorLayout layout = layouts.value();
    int stride = layout.rowStride();
    int at = layout.headAt(batch, shape.kvHeadOf(head)) + firstKey * stride;
    for (int from = 0; from < keys; from += CHUNK) {
      int count = Math.min(CHUNK, keys - from);
      int v = at + from * stride;
      if (keysSeenByAll(firstKey + from, count) == count) {
        arithmetic.accumulate(block, row + from, count, value, v, stride, block.outputAt);
      } else {
        accumulateDiagonal(value, v, firstKey + from, count, row + from);
      }
    }
  }

  /** The same for a chunk of which some rows see only a part, in the same order of additions. */
  private void accumulateDiagonal(float[] value, int at, int firstKey, int keys, int row) {
    float[] w = block.floats;
    int stride = layouts.value().rowStride();
    Arrays.fill(w, block.partialAt, block.maxAt, 0f);
    int full = keysSeenByAll(firstKey, keys);
    if (full > 0) {
      arithmetic.accumulate(block, row, full, value, at, stride, block.partialAt);
    }
    for (int j = full; j < keys; j++) {
      int p = block.scoreRow(row + j);
      int first = firstLaneThatSees(firstKey + j);
      for (int f = 0; f < shape.valueDim(); f++) {
        int o = block.partialAt + f * block.lanes;
        float scalar = value[at + j * stride + f];
        for (int lane = first; lane < block.lanes; lane++) {
          w[o + lane] = Math.fma(scalar, w[p + lane], w[o + lane]);
        }
      }
    }
    int length = block.maxAt - block.partialAt;
    for (int i = 0; i < length; i++) {
      w[block.outputAt + i] += w[block.partialAt + i];
    }
  }

  /** Writes the rows of O. */
  void end(float[] output) {
    TensorLayout layout = layouts.output();
    int at = layout.headAt(batch, head) + firstRow * layout.rowStride();
    int hidden = Math.min(rows, Math.max(0, hiddenRows() - firstRow));
    touch(output, at, layout.rowStride(), shape.valueDim());
    arithmetic.store(block, output, at, layout.rowStride(), rows);
    for (int lane = 0; lane < hidden; lane++) {
      int from = at + lane * layout.rowStride();
      Arrays.fill(output, from, from + shape.valueDim(), 0f);
    }
  }
}
