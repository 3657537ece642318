package masattention.kernel;

import java.util.Arrays;

/**
 * The steps of one block of queries, from Q to O, on a {@link LaneBlock}; the kernels differ in the
 * order in which, and the thread on which, they take them. A block is a run of the rows of a group
 * ({@link KernelShape}).
 *
 * <p>Chunks of keys that all rows of the block see are multiplied at full speed. On the edges of a
 * mask the scores are computed for the vectors that hold a row that sees them, and made −∞ in the
 * lanes that do not; a weight of zero leaves a sum as it is unless its value is not finite, in
 * which case the rows are summed one by one, each over its own keys.
 */
final class LaneSteps {

  /**
   * Keys whose weights and weighted values are summed from zero before they join the total: shorter
   * chains of additions err less, and chunks that no blocking moves keep the bits the same.
   */
  static final int CHUNK = 64;

  /** Keys whose scores are computed together on the edge of a mask. */
  private static final int EDGE_KEYS = 4;

  private static final int LINE_FLOATS = 16;

  private final KernelShape shape;
  private final AttentionLayouts layouts;
  private final LaneArithmetic arithmetic;
  private final Moved moved;
  private final LaneBlock block;
  private final HeadBounds bounds;
  private final StagedHead head;
  private final int[] queryRows;
  private final int[] outputRows;
  private final int[] valueBits;
  private boolean scanned;
  private boolean bounded;
  private int firstRow;
  private int keysFrom;
  private int keysTo;
  private int fullFrom;
  private int fullTo;

  /**
   * @param scoreRows keys whose scores are held at a time
   */
  LaneSteps(KernelSetup setup, LaneArithmetic arithmetic, int scoreRows) {
    this(setup, arithmetic, scoreRows, Moved.NOTHING);
  }

  /**
   * @param scoreRows keys whose scores are held at a time
   * @param moved what products do of the softmax
   */
  LaneSteps(KernelSetup setup, LaneArithmetic arithmetic, int scoreRows, Moved moved) {
    this.shape = setup.shape();
    this.layouts = setup.layouts();
    this.arithmetic = arithmetic;
    this.moved = moved;
    this.block = new LaneBlock(shape, arithmetic.lanes(), scoreRows, moved);
    this.bounds = new HeadBounds(arithmetic, shape);
    this.head = new StagedHead(setup, arithmetic, block);
    this.queryRows = new int[block.lanes];
    this.outputRows = new int[block.lanes];
    this.valueBits = new int[shape.valueDim()];
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
    head.newCall();
  }

  /**
   * Begins rows {@code firstRow} to {@code firstRow + rows} (at most the lanes) of the group that
   * shares a key/value head.
   */
  void begin(CallTensors call, int batch, int kvHead, int firstRow, int rows) {
    this.firstRow = firstRow;
    int group = shape.headsPerGroup();
    int first = firstRow / group;
    int last = (firstRow + rows - 1) / group;
    this.keysFrom = shape.firstKey(first);
    this.keysTo = Math.max(keysFrom, shape.endKey(last));
    this.fullFrom = shape.firstKey(last);
    this.fullTo = shape.endKey(first);
    this.bounded = false;
    if (head.stage(call, batch, kvHead)) {
      scanned = false;
    }
    block.rows = rows;
    rowAddresses(layouts.query(), batch, kvHead, queryRows);
    rowAddresses(layouts.output(), batch, kvHead, outputRows);
    touch(call.query, queryRows, shape.headDim());
    block.clear(bounds.factor());
    arithmetic.load(block, call.query, queryRows, shape.queryScale());
  }

  private void rowAddresses(TensorLayout layout, int batch, int kvHead, int[] rowAt) {
    int group = shape.headsPerGroup();
    for (int lane = 0; lane < block.rows; lane++) {
      int row = firstRow + lane;
      rowAt[lane] = layout.rowAt(batch, kvHead * group + row % group, row / group);
    }
  }

  /**
   * Reads one float of each cache line of the block's rows, so that the misses overlap: the
   * transposition would take them four at a time.
   */
  private void touch(float[] tensor, int[] rowAt, int columns) {
    float sum = 0;
    for (int row = 0; row < block.rows; row++) {
      for (int c = 0; c < columns; c += LINE_FLOATS) {
        sum += tensor[rowAt[row] + c];
      }
    }
    block.floats[0] = sum;
  }

  /** The beginning of the first chunk of which at least one row of the block sees a key. */
  int firstKey() {
    return keysFrom / CHUNK * CHUNK;
  }

  /** The end (exclusive) of the keys that at least one row of the block sees. */
  int endKey() {
    return keysTo;
  }

  /**
   * Whether no row of the block needs its maximum subtracted; if so, the exponentials may follow
   * each sub-tile of scores at once.
   */
  boolean bound() {
    if (!scanned) {
      bounds.scanKeys(head.key, head.keyAt, head.keyStride, shape.seqKv());
      bounds.scanValues(head.value, head.valueAt, head.valueStride, shape.seqKv());
      scanned = true;
    }
    bounded = bounds.holdFor(block);
    return bounded;
  }

  /** The scores of a sub-tile of keys into the score rows from {@code row} on; masked ones −∞. */
  void score(int firstKey, int keys, int row) {
    int from = 0;
    for (int to = 0; from < keys; from = to) {
      to = Math.min(keys, from + CHUNK);
      if (allSee(firstKey + from, firstKey + to)) {
        while (to < keys && allSee(firstKey + to, firstKey + Math.min(keys, to + CHUNK))) {
          to = Math.min(keys, to + CHUNK);
        }
        scores(0, block.rows, firstKey + from, to - from, row + from);
      } else {
        edgeScores(firstKey + from, to - from, row + from);
      }
    }
  }

  private void scores(int firstLane, int endLane, int firstKey, int keys, int row) {
    int at = head.keyAt + firstKey * head.keyStride;
    arithmetic.scores(block, firstLane, endLane, head.key, at, head.keyStride, keys, row);
  }

  private void edgeScores(int firstKey, int keys, int row) {
    for (int from = 0; from < keys; from += EDGE_KEYS) {
      int count = Math.min(EDGE_KEYS, keys - from);
      int first = firstLane(firstKey + from);
      int end = endLane(firstKey + from + count - 1);
      if (first < end) {
        scores(first, end, firstKey + from, count, row + from);
      }
    }
    for (int j = 0; j < keys; j++) {
      int s = block.scoreRow(row + j);
      int first = firstLane(firstKey + j);
      Arrays.fill(block.floats, s, s + first, Float.NEGATIVE_INFINITY);
      int end = Math.max(first, endLane(firstKey + j));
      Arrays.fill(block.floats, s + end, s + block.lanes, Float.NEGATIVE_INFINITY);
    }
  }

  private boolean allSee(int fromKey, int toKey) {
    return fromKey >= fullFrom && toKey <= fullTo;
  }

  /** The lane of the first row that sees a key. */
  private int firstLane(int key) {
    return lane(shape.firstQuery(key));
  }

  /** The lane after the last row that sees a key. */
  private int endLane(int key) {
    return lane(shape.endQuery(key));
  }

  private int lane(int position) {
    long row = (long) position * shape.headsPerGroup() - firstRow;
    return (int) Math.max(0, Math.min(block.rows, row));
  }

  /** Raises the maxima to those of the score rows. */
  void raiseMaximum(int row, int keys) {
    arithmetic.raiseMaximum(block, row, keys);
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
      if (bounded && allSee(firstKey + from, firstKey + from + count)) {
        arithmetic.boundedExponentials(block, row + from, count);
      } else {
        arithmetic.exponentials(block, row + from, count, moved);
      }
    }
  }

  /** Adds the weighted values of a sub-tile of keys; {@code firstKey} begins a chunk. */
  void accumulate(int firstKey, int keys, int row) {
    for (int from = 0; from < keys; from += CHUNK) {
      int count = Math.min(CHUNK, keys - from);
      int chunk = firstKey + from;
      if (allSee(chunk, chunk + count)) {
        values(0, block.rows, chunk, count, row + from);
      } else if (allFinite(chunk, count)) {
        edgeValues(chunk, count, row + from);
      } else {
        valuesRowByRow(chunk, count, row + from);
      }
    }
  }

  private void values(int firstLane, int endLane, int firstKey, int keys, int row) {
    int step = LaneArithmetic.LANE_STEP;
    arithmetic.values(
        block,
        firstLane,
        (endLane + step - 1) / step * step,
        row,
        keys,
        head.value,
        head.valueAt + firstKey * head.valueStride,
        head.valueStride);
  }

  private boolean allFinite(int firstKey, int keys) {
    Arrays.fill(valueBits, 0);
    int at = head.valueAt + firstKey * head.valueStride;
    arithmetic.raiseMagnitudes(head.value, at, head.valueStride, keys, valueBits);
    for (int bits : valueBits) {
      if (!Float.isFinite(Float.intBitsToFloat(bits))) {
        return false;
      }
    }
    return true;
  }

  /** A chunk of which some rows see only a part: some lanes at a time, over the keys of theirs. */
  private void edgeValues(int chunk, int keys, int row) {
    int step = LaneArithmetic.LANE_STEP;
    for (int lane = 0; lane < block.rows; lane += step) {
      int last = Math.min(lane + step, block.rows) - 1;
      int from = Math.max(chunk, shape.firstKey(positionOf(lane)));
      int to = Math.min(chunk + keys, shape.endKey(positionOf(last)));
      if (from < to) {
        values(lane, lane + step, from, to - from, row + from - chunk);
      }
    }
  }

  private int positionOf(int lane) {
    return (firstRow + lane) / shape.headsPerGroup();
  }

  /** The same where a masked value is not finite and must touch nothing, not even times zero. */
  private void valuesRowByRow(int chunk, int keys, int row) {
    float[] w = block.floats;
    for (int lane = 0; lane < block.rows; lane++) {
      int from = Math.max(chunk, shape.firstKey(positionOf(lane)));
      int to = Math.min(chunk + keys, shape.endKey(positionOf(lane)));
      for (int f = 0; f < block.valueDim && from < to; f++) {
        float sum = 0;
        for (int j = from; j < to; j++) {
          float weight = w[block.scoreRow(row + j - chunk) + lane];
          sum = Math.fma(weight, head.value[head.valueAt + j * head.valueStride + f], sum);
        }
        w[block.outputRow(lane) + f] += sum;
      }
    }
  }

  /** Writes the rows of O. */
  void end(float[] output) {
    touch(output, outputRows, shape.valueDim());
    if (moved == Moved.SUMS) {
      block.takeSums();
    }
    arithmetic.store(block, output, outputRows);
    for (int lane = 0; lane < block.rows && shape.endKey(positionOf(lane)) <= 0; lane++) {
      Arrays.fill(output, outputRows[lane], outputRows[lane] + shape.valueDim(), 0f);
    }
  }
}
