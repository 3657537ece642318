package masattention.kernel;

import java.util.Arrays;

/**
 * The rows of a group against one span of keys: scores of all its keys, their maximum per row, then
 * chunk by chunk the exponentials and the product with V. K and V are read once and where they lie,
 * except chunks that need a copy: rows that are not whole vectors, the odd keys at the end, and
 * values of which a row sees only a part.
 */
final class DecodeSpan {

  private static final int ROWS = DecodeArithmetic.ROWS;
  private static final int CHUNK = LaneSteps.CHUNK;

  /**
   * Keys whose weighted values are summed from zero: so few that a second panel finds them near.
   */
  static final int VALUE_KEYS = 32;

  private final KernelShape shape;
  private final AttentionLayouts layouts;
  private final Storage storage;
  private final DecodeArithmetic arithmetic;
  private final DecodeBlock block;
  private final float[] floats;
  private final float factor;
  private final int rows;
  private CallTensors call;
  private int keyAt;
  private int valueAt;
  private int first;
  private int end;

  DecodeSpan(KernelSetup setup, DecodeArithmetic arithmetic) {
    this.shape = setup.shape();
    this.layouts = setup.layouts();
    this.storage = setup.storage();
    this.arithmetic = arithmetic;
    this.block = new DecodeBlock(shape);
    this.floats = block.floats;
    this.factor = factor(setup);
    this.rows = shape.rowsPerGroup();
  }

  /** The factor from the scores of {@link DecodeArithmetic} to logits in units of log₂. */
  static float factor(KernelSetup setup) {
    double scale = Math.sqrt(setup.shape().headDim()) * setup.shape().queryScale();
    return (float) (LaneExp.LOG2_E / scale * setup.storage().unit());
  }

  /**
   * Leaves the maximum and the sum of the weights of each row, and its row of O before the
   * division, in an item of the partials.
   */
  void attend(
      CallTensors tensors, int batch, int kvHead, int firstKey, DecodePartials partials, int item) {
    call = tensors;
    keyAt = layouts.key().headAt(batch, kvHead);
    valueAt = layouts.value().headAt(batch, kvHead);
    int last = Math.min(shape.seqKv(), firstKey + DecodeBlock.SPAN);
    end = Math.min(last, shape.endKey(shape.seqQ() - 1));
    first = Math.max(firstKey, shape.firstKey(0) / CHUNK * CHUNK);
    load(batch, kvHead);
    block.clear();
    for (int chunk = first; chunk < end; chunk += CHUNK) {
      score(chunk, Math.min(CHUNK, end - chunk));
    }
    for (int row = 0; row < rows; row++) {
      float max = block.maximum(row);
      block.shift(row, max);
      partials.begin(item, row, max);
    }
    for (int chunk = first; chunk < end; chunk += CHUNK) {
      weigh(chunk, Math.min(CHUNK, end - chunk), partials, item);
    }
    partials.take(item, block);
  }

  private void load(int batch, int kvHead) {
    int group = shape.headsPerGroup();
    for (int row = 0; row < rows; row++) {
      int at = layouts.query().rowAt(batch, kvHead * group + row % group, row / group);
      for (int e = 0; e < shape.headDim(); e++) {
        floats[block.queryRow(row) + e] = call.query[at + e] * shape.queryScale();
      }
    }
  }

  private void score(int chunk, int keys) {
    int stride = layouts.key().rowStride();
    int at = keyAt + chunk * stride;
    int depth = block.depth;
    int whole = (keys + ROWS - 1) / ROWS * ROWS;
    boolean direct = depth == shape.headDim() && whole == keys;
    if (!direct) {
      copy(call.key, call.halfKey, at, stride, keys, shape.headDim(), block.keyCopyAt, depth);
    }
    for (int panel = 0; panel < block.panels; panel++) {
      int query = block.queryRow(panel * ROWS);
      int chains = block.chains();
      int to = block.scores(panel, chunk - first);
      if (!direct) {
        arithmetic.scores(floats, query, depth, chains, floats, block.keyCopyAt, depth, whole, to);
      } else if (storage.isHalf()) {
        arithmetic.scores(
            floats, query, depth, chains, storage, call.halfKey, at, stride, keys, to);
      } else {
        arithmetic.scores(floats, query, depth, chains, call.key, at, stride, keys, to);
      }
      mask(panel, chunk, keys, whole);
      arithmetic.raiseMaxima(floats, to, whole, block.maxima(panel));
    }
  }

  /** Makes −∞ the scores of the keys that a row does not see and of those beyond the end. */
  private void mask(int panel, int chunk, int keys, int whole) {
    for (int r = 0; r < ROWS; r++) {
      int row = Math.min(rows - 1, panel * ROWS + r);
      int from = Math.min(Math.max(0, shape.firstKey(position(row)) - chunk), keys);
      int to = Math.min(Math.max(from, shape.endKey(position(row)) - chunk), keys);
      int at = block.scores(panel, chunk - first) + r;
      for (int j = 0; j < from; j++) {
        floats[at + j * ROWS] = Float.NEGATIVE_INFINITY;
      }
      for (int j = to; j < whole; j++) {
        floats[at + j * ROWS] = Float.NEGATIVE_INFINITY;
      }
    }
  }

  private int position(int row) {
    return row / shape.headsPerGroup();
  }

  private void weigh(int chunk, int keys, DecodePartials partials, int item) {
    int whole = (keys + ROWS - 1) / ROWS * ROWS;
    for (int panel = 0; panel < block.panels; panel++) {
      arithmetic.exponentials(
          floats,
          block.scores(panel, chunk - first),
          whole,
          block.shifts(panel),
          factor,
          storage.unit(),
          block.sums());
      for (int row = panel * ROWS; row < Math.min(rows, panel * ROWS + ROWS); row++) {
        partials.add(item, row, block.sum(row));
      }
    }
    int stride = layouts.value().rowStride();
    int at = valueAt + chunk * stride;
    int width = block.width;
    boolean edge = chunk < shape.firstKey(shape.seqQ() - 1) || chunk + keys > shape.endKey(0);
    boolean direct = !edge && width == shape.valueDim();
    if (!direct) {
      copy(
          call.value, call.halfValue, at, stride, keys, shape.valueDim(), block.valueCopyAt, width);
    }
    if (edge && !copyIsFinite(keys)) {
      valuesRowByRow(chunk, keys);
      return;
    }
    for (int from = 0; from < keys; from += VALUE_KEYS) {
      int count = Math.min(VALUE_KEYS, keys - from);
      for (int panel = 0; panel < block.panels; panel++) {
        values(panel, chunk, from, count, direct, at + from * stride);
      }
    }
  }

  private boolean copyIsFinite(int keys) {
    for (int i = block.valueCopyAt; i < block.valueCopyAt + keys * block.width; i++) {
      if (!Float.isFinite(floats[i])) {
        return false;
      }
    }
    return true;
  }

  /** Where a masked value is not finite and must touch nothing, not even times zero. */
  private void valuesRowByRow(int chunk, int keys) {
    for (int row = 0; row < rows; row++) {
      int from = Math.max(0, shape.firstKey(position(row)) - chunk);
      int to = Math.min(keys, shape.endKey(position(row)) - chunk);
      for (int part = 0; part < keys; part += VALUE_KEYS) {
        sumValues(
            row, chunk, Math.max(from, part), Math.min(Math.min(to, part + VALUE_KEYS), keys));
      }
    }
  }

  private void sumValues(int row, int chunk, int from, int to) {
    for (int f = 0; f < shape.valueDim() && from < to; f++) {
      float sum = 0;
      for (int j = from; j < to; j++) {
        float weight = floats[block.score(row, chunk - first + j)];
        sum = Math.fma(weight, floats[block.valueCopyAt + j * block.width + f], sum);
      }
      floats[block.outputRow(row) + f] += sum;
    }
  }

  private void values(int panel, int chunk, int from, int keys, boolean direct, int at) {
    int stride = layouts.value().rowStride();
    int weights = block.scores(panel, chunk - first + from);
    int to = block.outputRow(panel * ROWS);
    int width = block.width;
    if (!direct) {
      int copy = block.valueCopyAt + from * width;
      arithmetic.values(floats, weights, keys, floats, copy, width, width, to);
    } else if (storage.isHalf()) {
      arithmetic.values(floats, weights, keys, storage, call.halfValue, at, stride, width, to);
    } else {
      arithmetic.values(floats, weights, keys, call.value, at, stride, width, to);
    }
  }

  /** Copies a chunk into rows of whole vectors, in the unit of the storage, with zeros beyond. */
  private void copy(
      float[] from, short[] halves, int at, int stride, int keys, int columns, int to, int width) {
    Arrays.fill(floats, to, to + CHUNK * width, 0f);
    for (int j = 0; j < keys; j++) {
      int row = at + j * stride;
      int copy = to + j * width;
      if (halves == null) {
        System.arraycopy(from, row, floats, copy, columns);
      } else {
        for (int c = 0; c < columns; c++) {
          floats[copy + c] = storage.inUnits(halves[row + c]);
        }
      }
    }
  }
}
