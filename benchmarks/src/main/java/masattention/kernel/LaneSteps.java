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

  private static final int NO_HEAD = -1;

  private final KernelShape shape;
  private final AttentionLayouts layouts;
  private final LaneArithmetic arithmetic;
  private final LaneBlock block;
  private final HeadBounds bounds;
  private final float factor;
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
    this.factor = shape.scale() * LaneExp.LOG2_E;
  }

  int lanes() {
    return block.lanes;
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
    block.clear();
    arithmetic.load(block, query, at, layout.rowStride(), rows, factor);
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

  /** Takes the maxima so far as those of the complete rows. */
  void fixMaximum() {
    block.fixShift(HeadBounds.LOGIT_BOUND);
  }

  /** Moves the running maximum over the keys scored so far. */
  void moveMaximum() {
    arithmetic.rescale(block);
  }

  /** Scores to weights, in place, and their sums. */
  void exponentials(int firstKey, int keys, int row) {
    int free = bounded ? keysSeenByAll(firstKey, keys) : 0;
    if (free > 0) {
      arithmetic.boundedExponentials(block, row, free);
    }
    if (free < keys) {
      arithmetic.exponentials(block, row + free, keys - free);
    }
  }

  private int keysSeenByAll(int firstKey, int keys) {
    return Math.min(keys, Math.max(0, keysOfAll - firstKey));
  }

  /** Adds the weighted values of a sub-tile of keys. */
  void accumulate(float[] value, int firstKey, int keys, int row) {
    TensorLayout layout = layouts.value();
    int at = layout.headAt(batch, shape.kvHeadOf(head)) + firstKey * layout.rowStride();
    int full = keysSeenByAll(firstKey, keys);
    if (full > 0) {
      arithmetic.accumulate(block, row, full, value, at, layout.rowStride());
    }
    for (int j = full; j < keys; j++) {
      accumulateDiagonal(value, at + j * layout.rowStride(), firstKey + j, row + j);
    }
  }

  private void accumulateDiagonal(float[] value, int at, int key, int row) {
    float[] w = block.floats;
    int p = block.scoreRow(row);
    int first = firstLaneThatSees(key);
    for (int f = 0; f < shape.valueDim(); f++) {
      int o = block.outputAt + f * block.lanes;
      for (int lane = first; lane < block.lanes; lane++) {
        w[o + lane] = Math.fma(value[at + f], w[p + lane], w[o + lane]);
      }
    }
  }

  /** Writes the rows of O. */
  void end(float[] output) {
    TensorLayout layout = layouts.output();
    int at = layout.headAt(batch, head) + firstRow * layout.rowStride();
    int hidden = Math.min(rows, Math.max(0, hiddenRows() - firstRow));
    arithmetic.store(block, output, at, layout.rowStride(), rows);
    for (int lane = 0; lane < hidden; lane++) {
      int from = at + lane * layout.rowStride();
      Arrays.fill(output, from, from + shape.valueDim(), 0f);
    }
  }
}
