package masattention.interpret.numeric;

import java.util.Arrays;
import java.util.Comparator;
import masattention.interpret.timing.Timeline;
import masattention.program.Op;
import masattention.program.Op.Product;
import masattention.program.Program;
import masattention.program.Tensor;
import masattention.program.Tile;
import masattention.tiling.BlockGrid;
import masattention.workload.AttentionShape;

/**
 * Runs a program on FP32 numbers that live only in the slots of the simulated L1 and in DRAM.
 *
 * <p>Each task is one atomic step; an order of the tasks that keeps the engines' orders and the
 * dependencies gives the output of the attention layer. A task that finds in a slot another tile
 * than it wants is an error. Products and sums run over ascending e and j, whatever the tiling;
 * scores are scaled once, when all their products are summed.
 */
public final class NumericExecution implements Op.Visitor<Void> {
  private final Program program;
  private final BlockGrid grid;
  private final AttentionShape shape;
  private final Slots slots;
  private final Dram dram;
  private final float scale;
  private int access;
  private int accessEnd;

  private NumericExecution(Program program, float[] queries, float[] keys, float[] values) {
    this.program = program;
    grid = program.grid();
    shape = grid.shape();
    slots = new Slots(program.plan());
    dram = new Dram(grid, queries, keys, values);
    scale = (float) (1 / Math.sqrt(shape.headDim()));
  }

  /**
   * O, [heads, seqQ, valueDim], of a program executed task by task in {@code order}.
   *
   * @param queries Q, [heads, seqQ, headDim]
   * @param keys K, [groups, seqKv, headDim]
   * @param values V, [groups, seqKv, valueDim]
   * @throws IllegalStateException when a task does not find what it wants, or O is not complete
   */
  public static float[] outputs(
      Program program, int[] order, float[] queries, float[] keys, float[] values) {
    if (order.length != program.size()) {
      throw new IllegalArgumentException(
          "The order has %s tasks and the program %s.".formatted(order.length, program.size()));
    }
    NumericExecution execution = new NumericExecution(program, queries, keys, values);
    boolean[] done = new boolean[order.length];
    for (int task : order) {
      if (done[task]) {
        throw new IllegalArgumentException("The order has task %s twice.".formatted(task));
      }
      done[task] = true;
      execution.execute(task);
    }
    return execution.dram.outputs();
  }

  /** The tasks of a timeline in the order of their starts; those of one cycle by number. */
  public static int[] order(Timeline timeline) {
    Integer[] tasks = new Integer[timeline.program().size()];
    Arrays.setAll(tasks, task -> task);
    Arrays.sort(tasks, Comparator.comparingLong((Integer task) -> timeline.startCycle(task)));
    return Arrays.stream(tasks).mapToInt(Integer::intValue).toArray();
  }

  private void execute(int task) {
    access = program.firstAccess(task);
    accessEnd = program.firstAccess(task + 1);
    try {
      program.op(task).accept(this);
    } catch (IllegalStateException e) {
      throw new IllegalStateException("Task %s: %s".formatted(task, e.getMessage()), e);
    }
  }

  private float[] read(int index) {
    return slots.read(program.slot(index), program.tileRead(index));
  }

  @Override
  public Void visit(Op.Load load) {
    long bytes = 0;
    for (int index = access; index < accessEnd; index++) {
      int slot = program.slot(index);
      long tile = program.tileWritten(index);
      float[] content = dram.read(tile);
      long tileBytes = (long) content.length * elementBytes(Tile.tensor(tile));
      slots.write(slot, tile, content, tileBytes);
      slots.depthSummed(slot, shape.headDim());
      bytes += tileBytes;
    }
    requireBytes(load.bytes(), bytes);
    return null;
  }

  @Override
  public Void visit(Op.Store store) {
    long bytes = 0;
    for (int index = access; index < accessEnd; index++) {
      long tile = program.tileRead(index);
      float[] content = slots.readScores(program.slot(index), tile, shape.headDim());
      dram.write(tile, content);
      bytes += (long) content.length * shape.elementBytes();
    }
    requireBytes(store.bytes(), bytes);
    return null;
  }

  private int elementBytes(Tensor tensor) {
    return switch (tensor) {
      case K -> shape.kElementBytes();
      case V -> shape.vElementBytes();
      case Q, S, P, O, STATE, REFERENCE -> shape.elementBytes();
    };
  }

  private static void requireBytes(long stated, long moved) {
    if (stated != moved) {
      throw new IllegalStateException(
          "The transfer moves %s bytes and says %s.".formatted(moved, stated));
    }
  }

  @Override
  public Void visit(Op.Matmul matmul) {
    int out = accessEnd - 1;
    float[] sums;
    if (matmul.accumulates()) {
      sums = read(out);
    } else {
      sums = new float[matmul.m() * matmul.n()];
      long bytes = (long) sums.length * matmul.outputElementBytes();
      slots.write(program.slot(out), program.tileWritten(out), sums, bytes);
    }
    boolean beside = matmul.product() == Product.VALUES && matmul.accumulates();
    int width = beside ? sums.length / matmul.m() : matmul.n();
    if (sums.length != matmul.m() * width || width < matmul.n()) {
      throw new IllegalStateException(
          "The product is %s x %s and its tile has %s elements."
              .formatted(matmul.m(), matmul.n(), sums.length));
    }
    switch (matmul.product()) {
      case SCORES -> addScores(matmul, program.slot(out), sums);
      case VALUES -> addOutputs(matmul, sums);
      case SHIFT -> {
        slots.readScores(program.slot(out), program.tileRead(out), shape.headDim());
        RowSoftmax.shift(sums, read(access), matmul.m());
      }
    }
    return null;
  }

  private void addScores(Op.Matmul matmul, int outSlot, float[] scores) {
    float[] queries = read(access);
    float[] keys = read(access + 1);
    int from = slots.depthSummed(outSlot);
    int to = from + matmul.k();
    boolean last = to == shape.headDim();
    for (int row = 0; row < matmul.m(); row++) {
      for (int col = 0; col < matmul.n(); col++) {
        float sum = scores[row * matmul.n() + col];
        for (int e = from; e < to; e++) {
          sum += queries[row * shape.headDim() + e] * keys[col * shape.headDim() + e];
        }
        scores[row * matmul.n() + col] = last ? sum * scale : sum;
      }
    }
    slots.depthSummed(outSlot, to);
  }

  private void addOutputs(Op.Matmul matmul, float[] outputs) {
    int valueAccess = accessEnd - 2;
    float[] values = read(valueAccess);
    int valueDim = shape.valueDim();
    int outWidth = outputs.length / matmul.m();
    if (matmul.n() > valueDim + 1) {
      throw new IllegalStateException(
          "The product is %s columns wide and V %s.".formatted(matmul.n(), valueDim));
    }
    int valueTile = Tile.subTile(program.tileRead(valueAccess));
    int firstCol =
        grid.firstValueCol(grid.kept(Tile.rowBlock(program.tileRead(access))), valueTile);
    int firstRow = firstCol - valueTile * grid.tiling().valueColsPerTile();
    for (int j = 0; j < matmul.k(); j++) {
      int tile = (firstCol + j) / grid.tiling().colsPerTile();
      int index = access + tile - Tile.subTile(program.tileRead(access));
      if (index < access || index >= valueAccess) {
        throw new IllegalStateException("The product does not read P of its columns.");
      }
      float[] probabilities = read(index);
      int width = grid.keyCols(tile);
      int col = (firstCol + j) % grid.tiling().colsPerTile();
      for (int row = 0; row < matmul.m(); row++) {
        for (int f = 0; f < matmul.n(); f++) {
          float value = f < valueDim ? values[(firstRow + j) * valueDim + f] : 1;
          outputs[row * outWidth + f] += probabilities[row * width + col] * value;
        }
      }
    }
  }

  /** The sub-tiles of scores from the first access to {@code end}, {@code n} columns in all. */
  private float[][] scores(int end, int m, int n) {
    float[][] tiles = new float[end - access][];
    int cols = 0;
    for (int i = 0; i < tiles.length; i++) {
      tiles[i] =
          slots.readScores(program.slot(access + i), program.tileRead(access + i), shape.headDim());
      cols += tiles[i].length / m;
    }
    if (cols != n) {
      throw new IllegalStateException("The softmax has %s columns and says %s.".formatted(cols, n));
    }
    return tiles;
  }

  @Override
  public Void visit(Op.Softmax softmax) {
    int scoresEnd = softmax.divides() ? accessEnd : accessEnd - 1;
    float[][] tiles = scores(scoresEnd, softmax.m(), softmax.n());
    int rowBlock = Tile.rowBlock(program.tileRead(access));
    int colsPerTile = grid.tiling().colsPerTile();
    int firstCol = grid.kept(rowBlock).firstCol();
    float[] state = RowSoftmax.freshState(softmax.m());
    for (int row = 0; row < softmax.m(); row++) {
      int from = grid.firstKey(rowBlock, row) - firstCol;
      int to = grid.keyEnd(rowBlock, row) - firstCol;
      RowSoftmax.exponentials(tiles, row, softmax.m(), colsPerTile, from, to, state);
      if (softmax.divides()) {
        RowSoftmax.divide(tiles, row, softmax.m(), state);
      }
    }
    for (int index = access; index < scoresEnd; index++) {
      slots.becomes(program.slot(index), program.tileWritten(index));
    }
    if (!softmax.divides()) {
      long bytes = (long) softmax.m() * Float.BYTES;
      slots.write(program.slot(scoresEnd), program.tileWritten(scoresEnd), state, bytes);
    }
    return null;
  }

  @Override
  public Void visit(Op.OnlineSoftmax softmax) {
    long tile = program.tileRead(access);
    float[] scores = slots.readScores(program.slot(access), tile, shape.headDim());
    int stateAccess = access + 1;
    float[] state;
    if (program.tileRead(stateAccess) == Tile.NONE) {
      state = writtenState(stateAccess, softmax.m());
    } else {
      state = read(stateAccess);
    }
    int firstCol = Tile.subTile(tile) * grid.tiling().colsPerTile();
    for (int row = 0; row < softmax.m(); row++) {
      int from = Math.max(0, grid.firstKey(Tile.rowBlock(tile), row) - firstCol);
      int to = Math.min(softmax.n(), grid.keyEnd(Tile.rowBlock(tile), row) - firstCol);
      RowSoftmax.online(scores, row, softmax.n(), from, to, state);
    }
    slots.becomes(program.slot(access), program.tileWritten(access));
    return null;
  }

  @Override
  public Void visit(Op.SpanSoftmax softmax) {
    int stateAccess = accessEnd - 1;
    boolean hasReference = Tile.tensor(touched(stateAccess - 1)) == Tensor.REFERENCE;
    int scoresEnd = hasReference ? stateAccess - 1 : stateAccess;
    float[] state =
        program.tileRead(stateAccess) == Tile.NONE
            ? writtenState(stateAccess, softmax.m())
            : read(stateAccess);
    float[] reference = state;
    if (hasReference) {
      reference = softmax.finds() ? writtenState(scoresEnd, softmax.m()) : read(scoresEnd);
    }
    float[][] tiles = scores(scoresEnd, softmax.m(), softmax.n());
    long tile = program.tileRead(access);
    int firstCol = Tile.subTile(tile) * grid.tiling().colsPerTile();
    for (int row = 0; row < softmax.m(); row++) {
      int visible = Math.max(0, grid.keyEnd(Tile.rowBlock(tile), row) - firstCol);
      if (softmax.finds()) {
        RowSoftmax.maximum(tiles, row, softmax.m(), visible, state, reference);
      }
      if (softmax.exponentiates()) {
        RowSoftmax.exponentials(tiles, row, softmax, visible, state, reference);
      }
    }
    for (int i = access; softmax.exponentiates() && i < scoresEnd; i++) {
      slots.becomes(program.slot(i), program.tileWritten(i));
    }
    return null;
  }

  private long touched(int index) {
    long read = program.tileRead(index);
    return read == Tile.NONE ? program.tileWritten(index) : read;
  }

  /** A fresh state of {@code rows} rows in a slot that has room for two numbers of each. */
  private float[] writtenState(int index, int rows) {
    float[] state = RowSoftmax.freshState(rows);
    slots.write(program.slot(index), program.tileWritten(index), state, 2L * rows * Float.BYTES);
    return state;
  }

  @Override
  public Void visit(Op.Rescale rescale) {
    RowSoftmax.rescale(read(access), read(access + 1), rescale.m(), rescale.f());
    return null;
  }

  @Override
  public Void visit(Op.Normalize normalize) {
    int m = normalize.m();
    int f = normalize.f();
    if (normalize.sums() == Op.Sums.STATE) {
      RowSoftmax.normalize(read(access), read(access + 1), m, f);
      return null;
    }
    float[] wide = read(access + 1);
    float[] outputs = RowSoftmax.normalizeByColumn(wide, read(access), m, f, normalize.sums());
    long bytes = (long) outputs.length * Float.BYTES;
    slots.write(program.slot(access + 1), program.tileWritten(access + 1), outputs, bytes);
    return null;
  }
}
