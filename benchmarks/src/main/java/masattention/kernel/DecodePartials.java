package masattention.kernel;

import java.util.Arrays;

/**
 * What the spans of keys of every group leave: per row the maximum m of its scores, the sum of its
 * weights 2^((s − m)·factor), and its row of O before the division. Spans are combined in ascending
 * order whichever thread computed them, each shrunk by 2^((m − M)·factor) to the largest maximum M.
 */
final class DecodePartials {

  private final KernelShape shape;
  private final TensorLayout layout;
  private final float factor;
  private final int spans;
  private final int rows;
  private final int width;
  private final float[] maxima;
  private final float[] sums;
  private final float[] outputs;
  private final float[] combined;

  DecodePartials(KernelSetup setup) {
    this.shape = setup.shape();
    this.layout = setup.layouts().output();
    this.factor = DecodeSpan.factor(setup);
    this.spans = (shape.seqKv() + DecodeBlock.SPAN - 1) / DecodeBlock.SPAN;
    this.rows = shape.rowsPerGroup();
    this.width = shape.valueDim();
    int entries = Math.multiplyExact(Math.multiplyExact(shape.groups(), spans), rows);
    this.maxima = new float[entries];
    this.sums = new float[entries];
    this.outputs = new float[Math.multiplyExact(entries, width)];
    this.combined = new float[Math.multiplyExact(shape.groups(), width)];
  }

  /** Spans of each group. */
  int spans() {
    return spans;
  }

  /** Begins a row of an item, which is a span of a group, with its largest score. */
  void begin(int item, int row, float max) {
    maxima[item * rows + row] = max;
    sums[item * rows + row] = 0;
  }

  /** Adds the weights of a chunk. */
  void add(int item, int row, float sum) {
    sums[item * rows + row] += sum;
  }

  /** Takes the rows of O. */
  void take(int item, DecodeBlock block) {
    for (int row = 0; row < rows; row++) {
      int to = (item * rows + row) * width;
      System.arraycopy(block.floats, block.outputRow(row), outputs, to, width);
    }
  }

  /** Writes the rows of O of a group. */
  void combine(int group, float[] output) {
    int heads = shape.headsPerGroup();
    for (int row = 0; row < rows; row++) {
      int head = group % shape.kvHeads() * heads + row % heads;
      int to = layout.rowAt(group / shape.kvHeads(), head, row / heads);
      if (shape.endKey(row / heads) <= 0) {
        Arrays.fill(output, to, to + width, 0f);
      } else {
        combine(group, row, output, to);
      }
    }
  }

  private void combine(int group, int row, float[] output, int to) {
    int at = group * width;
    Arrays.fill(combined, at, at + width, 0f);
    float max = Float.NEGATIVE_INFINITY;
    for (int span = 0; span < spans; span++) {
      max = Math.max(max, maxima[(group * spans + span) * rows + row]);
    }
    float sum = 0;
    for (int span = 0; span < spans; span++) {
      int entry = (group * spans + span) * rows + row;
      float shrink = LaneExp.exp2((maxima[entry] - max) * factor);
      sum = Math.fma(shrink, sums[entry], sum);
      int from = entry * width;
      for (int f = 0; f < width; f++) {
        combined[at + f] = Math.fma(shrink, outputs[from + f], combined[at + f]);
      }
    }
    float inverse = 1 / sum;
    for (int f = 0; f < width; f++) {
      output[to + f] = combined[at + f] * inverse;
    }
  }
}
