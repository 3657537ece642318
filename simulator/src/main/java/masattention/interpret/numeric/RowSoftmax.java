package masattention.interpret.numeric;

import masattention.program.Op;

/**
 * The softmax of single rows of scores, complete and online; masked positions become 0.
 *
 * <p>The state of a row of the online softmax is its running maximum and sum, and the factor by
 * which the last sub-tile changed the scale of what was summed before.
 */
final class RowSoftmax {
  private static final int STATE = 3;
  private static final int MAX = 0;
  private static final int SUM = 1;
  private static final int FACTOR = 2;

  private RowSoftmax() {}

  /**
   * Makes row {@code row} of the score tiles, of which the columns {@code from} to {@code to}
   * count, exponentials against its maximum; their sum goes into the state.
   */
  static void exponentials(
      float[][] tiles, int row, int rows, int colsPerTile, int from, int to, float[] state) {
    float max = Float.NEGATIVE_INFINITY;
    for (int j = from; j < to; j++) {
      float[] tile = tiles[j / colsPerTile];
      max = Math.max(max, tile[row * (tile.length / rows) + j % colsPerTile]);
    }
    float sum = 0;
    for (int t = 0; t < tiles.length; t++) {
      float[] tile = tiles[t];
      int width = tile.length / rows;
      for (int col = 0; col < width; col++) {
        int at = row * width + col;
        int j = t * colsPerTile + col;
        tile[at] = from <= j && j < to ? exp(tile[at] - max) : 0;
        sum += tile[at];
      }
    }
    state[row * STATE + SUM] = sum;
  }

  /** Divides row {@code row} of the exponentials by their sum. */
  static void divide(float[][] tiles, int row, int rows, float[] state) {
    float inverse = 1 / state[row * STATE + SUM];
    for (float[] tile : tiles) {
      int width = tile.length / rows;
      for (int at = row * width; at < row * width + width; at++) {
        tile[at] *= inverse;
      }
    }
  }

  static float[] freshState(int rows) {
    float[] state = new float[rows * STATE];
    for (int row = 0; row < rows; row++) {
      state[row * STATE + MAX] = Float.NEGATIVE_INFINITY;
    }
    return state;
  }

  /**
   * Makes row {@code row} of a sub-tile, of which the columns {@code from} to {@code to} count,
   * exponentials against the running maximum; where the row has seen none yet, nothing changes its
   * scale.
   */
  static void online(float[] tile, int row, int width, int from, int to, float[] state) {
    float max = state[row * STATE + MAX];
    for (int j = from; j < to; j++) {
      max = Math.max(max, tile[row * width + j]);
    }
    float sum = 0;
    for (int j = 0; j < width; j++) {
      int at = row * width + j;
      tile[at] = from <= j && j < to ? exp(tile[at] - max) : 0;
      sum += tile[at];
    }
    boolean unseen = max == Float.NEGATIVE_INFINITY;
    float factor = unseen ? 1 : exp(state[row * STATE + MAX] - max);
    state[row * STATE + SUM] = state[row * STATE + SUM] * factor + sum;
    state[row * STATE + MAX] = max;
    state[row * STATE + FACTOR] = factor;
  }

  /**
   * Raises the running maximum of row {@code row} to that of {@code visible} columns of a span, and
   * keeps both it and the factor by which the scale changes in the reference.
   */
  static void maximum(
      float[][] tiles, int row, int rows, int visible, float[] state, float[] reference) {
    float max = state[row * STATE + MAX];
    int left = visible;
    for (float[] tile : tiles) {
      int width = tile.length / rows;
      for (int j = 0; j < Math.min(width, left); j++) {
        max = Math.max(max, tile[row * width + j]);
      }
      left -= width;
    }
    float factor = exp(state[row * STATE + MAX] - max);
    state[row * STATE + MAX] = max;
    reference[row * STATE + MAX] = max;
    reference[row * STATE + FACTOR] = factor;
  }

  /**
   * Makes row {@code row} of a span exponentials; the maximum is subtracted from the last {@code
   * subtracted} columns, the last {@code summed} are added up.
   */
  static void exponentials(
      float[][] tiles, int row, Op.SpanSoftmax op, int visible, float[] state, float[] reference) {
    float max = reference[row * STATE + MAX];
    float sum = 0;
    int at = 0;
    for (float[] tile : tiles) {
      int width = tile.length / op.m();
      for (int j = row * width; j < (row + 1) * width; j++, at++) {
        float shifted = at < op.n() - op.subtracted() ? tile[j] : tile[j] - max;
        tile[j] = at < visible ? exp(shifted) : 0;
        sum += at < op.n() - op.summed() ? 0 : tile[j];
      }
    }
    float before = state[row * STATE + SUM] * reference[row * STATE + FACTOR];
    state[row * STATE + SUM] = before + sum;
  }

  /** Subtracts the maximum of its row from every score of a tile. */
  static void shift(float[] tile, float[] reference, int rows) {
    int width = tile.length / rows;
    for (int at = 0; at < tile.length; at++) {
      tile[at] += -reference[at / width * STATE + MAX];
    }
  }

  /** The outputs without the column of sums beside them, divided by it and by more sums, if any. */
  static float[] normalizeByColumn(float[] wide, float[] state, int rows, int width, Op.Sums sums) {
    float[] outputs = new float[rows * width];
    for (int row = 0; row < rows; row++) {
      float sum = wide[row * (width + 1) + width];
      float all = sums == Op.Sums.BOTH ? sum + state[row * STATE + SUM] : sum;
      System.arraycopy(wide, row * (width + 1), outputs, row * width, width);
      scale(outputs, row, width, 1 / all);
    }
    return outputs;
  }

  static void rescale(float[] state, float[] outputs, int rows, int width) {
    for (int row = 0; row < rows; row++) {
      scale(outputs, row, width, state[row * STATE + FACTOR]);
    }
  }

  static void normalize(float[] state, float[] outputs, int rows, int width) {
    for (int row = 0; row < rows; row++) {
      scale(outputs, row, width, 1 / state[row * STATE + SUM]);
    }
  }

  private static void scale(float[] outputs, int row, int width, float factor) {
    for (int f = 0; f < width; f++) {
      outputs[row * width + f] *= factor;
    }
  }

  private static float exp(float x) {
    return (float) StrictMath.exp(x);
  }
}
