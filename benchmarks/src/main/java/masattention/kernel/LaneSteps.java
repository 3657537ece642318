package masattention.kernel;

/**
 * The steps of one block of queries, from Q to O, on a {@link LaneBlock}; the kernels differ in the
 * order in which, and the thread on which, they take them.
 *
 * <p>In a causal block the keys that all lanes see come first and are multiplied at full speed; the
 * few on the diagonal are added lane by lane, so that a masked key touches no number, not even as
 * 0·∞.
 */
final class LaneSteps {

  private final KernelShape shape;
  private final AttentionLayouts layouts;
  private final LaneArithmetic arithmetic;
  private final LaneBlock block;
  private final float factor;
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
    this.factor = shape.scale() * LaneExp.LOG2_E;
  }

  int lanes() {
    return block.lanes;
  }

  /** Begins rows {@code firstRow} to {@code firstRow + rows} (at most the lanes) of a head. */
  void begin(float[] query, int batch, int head, int firstRow, int rows) {
    this.batch = batch;
    this.head = head;
    this.firstRow = firstRow;
    this.rows = rows;
    this.keysOfAll = shape.visibleKeys(firstRow);
    this.keysOfAny = shape.visibleKeys(firstRow + rows - 1);
    TensorLayout layout = layouts.query();
    int at = layout.headAt(batch, head) + firstRow * layout.rowStride();
    block.start(query, at, layout.rowStride(), rows);
  }

  /** Keys that at least one row of the block sees. */
  int keys() {
    return keysOfAny;
  }

  /** The scores of a sub-tile of keys into the score rows from {@code row} on, and their maxima. */
  void score(float[] key, int firstKey, int keys, int row) {
    TensorLayout layout = layouts.key();
    int at = layout.headAt(batch, shape.kvHeadOf(head)) + firstKey * layout.rowStride();
    arithmetic.scores(block, key, at, layout.rowStride(), keys, row);
    for (int j = Math.max(firstKey, keysOfAll); j < firstKey + keys; j++) {
      int s = block.scoreRow(row + j - firstKey);
      for (int lane = 0; lane < firstLaneThatSees(j); lane++) {
        block.floats[s + lane] = Float.NEGATIVE_INFINITY;
      }
    }
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

  /** Fixes the maximum of the complete rows. */
  void completeMaximum() {
    block.shiftByMaximum();
  }

  /** Moves the running maximum over the keys scored so far. */
  void moveMaximum() {
    arithmetic.rescale(block, factor);
  }

  /** Scores to weights, in place, and their sums. */
  void exponentials(int row, int keys) {
    arithmetic.exponentials(block, row, keys, factor);
  }

  /** Adds the weighted values of a sub-tile of keys. */
  void accumulate(float[] value, int firstKey, int keys, int row) {
    TensorLayout layout = layouts.value();
    int at = layout.headAt(batch, shape.kvHeadOf(head)) + firstKey * layout.rowStride();
    int full = Math.min(keys, Math.max(0, keysOfAll - firstKey));
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
    block.finish(output, at, layout.rowStride(), hidden, rows);
  }
}
