package masattention.schedule;

import masattention.program.Buffer;
import masattention.program.EngineKind;
import masattention.program.MatrixRun;
import masattention.program.MatrixTask;
import masattention.program.Op;
import masattention.program.Op.Product;
import masattention.program.Operand;
import masattention.program.ProgramSink;
import masattention.program.Snapshot;
import masattention.program.SoftmaxTask;
import masattention.program.Tensor;

/**
 * The stages of a team's row blocks, from which schedulers compose their orders: fetch Q, compute a
 * row block's scores, its softmax, its output, store it.
 *
 * <p>Row blocks are named by their number in the team's sequence; a number outside of it is no row
 * block and its stages do nothing, so that pipelines need no special first and last steps.
 * Sub-tiles of K and V that are not resident must be announced in the order of their use.
 */
public class RowBlocks extends Fetches {
  /** Says of a staged sub-tile that nobody else reads it. */
  protected static final int LAST = -1;

  private final int elementBytes;
  private final long[] scoreTiles;

  /**
   * The stages of the row blocks of {@code team}, which write to {@code sink}.
   *
   * @param prefetches whether the next group's K and V may come beside this one's last uses
   */
  public RowBlocks(
      Problem problem, Team team, ProgramSink sink, BlockBuffers buffers, boolean prefetches) {
    super(problem, team, sink, buffers, prefetches);
    elementBytes = problem.shape().elementBytes();
    scoreTiles = new long[team.size()];
  }

  /** Buffers of a row block's stages; those of stages that a scheduler does not use are absent. */
  public record BlockBuffers(
      Buffer queries,
      Buffer scores,
      Buffer outputs,
      Buffer keys,
      Buffer values,
      Buffer staging,
      Buffer valueStaging,
      Buffer rowSums) {
    /** The buffers of stages that have one staging area for K and V. */
    public BlockBuffers(
        Buffer queries,
        Buffer scores,
        Buffer outputs,
        Buffer keys,
        Buffer values,
        Buffer staging,
        Buffer rowSums) {
      this(queries, scores, outputs, keys, values, staging, staging, rowSums);
    }

    /** Whether V has a staging area of its own. */
    boolean stagesApart() {
      return valueStaging.firstSlot() != staging.firstSlot();
    }
  }

  /** Whether the outputs are divided by the sums of their rows, and not the scores. */
  public final boolean dividesOutputs() {
    return buffers.rowSums().pieces() > 0;
  }

  /** Bytes of an element of O in L1. */
  protected final int outputElementBytes() {
    return dividesOutputs() ? Float.BYTES : elementBytes;
  }

  /** The stage S = Q Kᵀ over the kept sub-tiles of the row block that a step is about. */
  public final Stage scores() {
    readsKeys();
    return new Sweep(this, 0, buffers.scores().inOneOrder()) {
      @Override
      int first(int rowBlock) {
        return grid.firstKeyTile(rowBlock);
      }

      @Override
      int kept(int rowBlock) {
        return grid.keptKeyTiles(rowBlock);
      }

      @Override
      int inOneRun(int n) {
        return runOfScores(n);
      }

      @Override
      int resident() {
        return keys.count();
      }

      @Override
      void emitRun(int n) {
        residentScores(n, EngineKind.MAC);
      }

      @Override
      void emitTile(int n, int tile) {
        scoreTile(n, tile, EngineKind.MAC);
      }
    };
  }

  public final int runOfScores(int n) {
    int kept = grid.keptKeyTiles(team.rowBlock(n));
    return grid.depthSlices() > 1 || keys.rolls()
        ? 0
        : Math.min(Math.min(kept, keys.count()), scoresInOneRow());
  }

  /** The kept sub-tiles of S_n whose K is resident, in one run; returns how many it did. */
  public final int residentScores(int n, EngineKind unit) {
    int kept = grid.keptKeyTiles(team.rowBlock(n));
    int count = runOfScores(n);
    if (count == 0) {
      return 0;
    }
    int ordinal = team.ordinal(n);
    keys.slot(ordinal, count - 1);
    Op.Matmul full = scoresOf(n, 0, 0, unit);
    Op.Matmul last = scoresOf(n, count - 1, 0, unit);
    MatrixTask first =
        new MatrixTask(
            unit,
            team.core(n),
            full,
            Operand.of(slot(buffers.queries(), n, 0), team.tile(Tensor.Q, n, 0)),
            Operand.of(keys.slot(ordinal, 0), keyTile(n, 0)),
            Operand.of(scoreSlot(n, 0), team.tile(Tensor.S, n, 0)));
    sink.matmulRun(new MatrixRun(first, count, full, last, usesLast(n)));
    keys.used(ordinal, 0, count);
    if (count == kept) {
      keys.passed(n);
    }
    return count;
  }

  /** Whether the core of row block {@code n} sees no more of its group. */
  private boolean usesLast(int n) {
    return team.indexInGroup(n) + team.size() >= team.blocksInGroup(team.ordinal(n));
  }

  /** One kept sub-tile of S_n; the last one of the row block lets the next group's K come. */
  public final void scoreTile(int n, int tile, EngineKind unit) {
    scoreTile(n, tile, unit, scoreSlot(n, tile));
  }

  /** One kept sub-tile of S_n, into a slot of the caller's. */
  public final void scoreTile(int n, int tile, EngineKind unit, int scoreSlot) {
    scoreTile(n, tile, unit, scoreSlot, LAST);
  }

  /**
   * The same of row blocks that share staged sub-tiles.
   *
   * @param staysAt where the sub-tile is among the staged ones that stay for others of them; {@link
   *     #LAST} if it is the next and goes
   */
  protected final void scoreTile(int n, int tile, EngineKind unit, int scoreSlot, int staysAt) {
    Staging staged = staging[n % team.size()];
    boolean resident = keys.holds(tile);
    long key = keyTile(n, tile);
    int keySlot = resident ? keys.slot(team.ordinal(n), tile) : staged.slot(Math.max(0, staysAt));
    for (int slice = 0; slice < grid.depthSlices(); slice++) {
      sink.matmul(
          new MatrixTask(
              unit,
              team.core(n),
              scoresOf(n, tile, slice, unit),
              Operand.of(slot(buffers.queries(), n, 0), team.tile(Tensor.Q, n, 0)),
              Operand.of(keySlot, key),
              Operand.of(scoreSlot, team.tile(Tensor.S, n, tile))));
    }
    if (resident) {
      keys.used(team.ordinal(n), tile, 1);
    } else if (staysAt == LAST) {
      staged.used();
    }
    if (tile == grid.keyTileEnd(team.rowBlock(n)) - 1) {
      keys.passed(n);
    }
  }

  private Op.Matmul scoresOf(int n, int tile, int slice, EngineKind unit) {
    return new Op.Matmul(
        Product.SCORES,
        rows(n),
        grid.depth(slice),
        grid.keyCols(tile),
        slice > 0,
        unit != EngineKind.MAC,
        elementBytes,
        grid.shape().kElementBytes(),
        elementBytes);
  }

  /** Leading sub-tiles of a row block's scores that lie in consecutive slots. */
  protected int scoresInOneRow() {
    return grid.keyTiles();
  }

  /** Where sub-tile {@code tile} of S_n and P_n lies. */
  public int scoreSlot(int n, int tile) {
    return slot(buffers.scores(), n, tile - firstKey(n));
  }

  /** P_n = softmax(S_n), in place. */
  public void softmax(int n) {
    if (has(n)) {
      int kept = grid.keptKeyTiles(team.rowBlock(n));
      softmax(n, scores(n, firstKey(n), kept), scores(n, firstKey(n), 0));
    }
  }

  /** P_n = softmax(S_n), of which some tiles may lie apart. */
  protected final void softmax(int n, Operand scores, Operand rest) {
    Op.Softmax op =
        new Op.Softmax(rows(n), grid.keptCols(team.rowBlock(n)), !dividesOutputs(), elementBytes);
    sink.softmax(new SoftmaxTask(team.core(n), op, scores, rest, sums(n)));
  }

  /** Consecutive sub-tiles of S_n, from {@code tile} on. */
  protected final Operand scores(int n, int tile, int count) {
    return new Operand(scoreSlot(n, tile), team.tile(Tensor.S, n, tile), count);
  }

  /** The sums of the rows of P_n, of outputs that are divided by them. */
  private Operand sums(int n) {
    return Operand.of(slot(buffers.rowSums(), n, 0), team.tile(Tensor.STATE, n, 0));
  }

  /** The division of O_n by the sums of its rows, unless that of P_n has been it. */
  public final void divideOutput(int n) {
    if (has(n) && dividesOutputs()) {
      sink.normalize(
          team.core(n),
          new Op.Normalize(rows(n), grid.shape().valueDim()),
          sums(n).slot(),
          sums(n).tile(),
          slot(buffers.outputs(), n, 0),
          team.tile(Tensor.O, n, 0));
    }
  }

  /**
   * The stage O = P V over the kept sub-tiles, of the row block {@code lag} row blocks of the core
   * before the one that a step is about.
   */
  public final Stage outputs(int lag) {
    readsValuesBehind(lag);
    return new Sweep(this, lag, buffers.scores().inOneOrder()) {
      @Override
      int first(int rowBlock) {
        return grid.firstValueTile(rowBlock);
      }

      @Override
      int kept(int rowBlock) {
        return grid.keptValueTiles(rowBlock);
      }

      @Override
      int inOneRun(int n) {
        return runOfOutputs(n);
      }

      @Override
      int resident() {
        return values.count();
      }

      @Override
      void emitRun(int n) {
        residentOutputs(n, EngineKind.MAC);
      }

      @Override
      void emitTile(int n, int tile) {
        outputTile(n, tile, EngineKind.MAC);
      }
    };
  }

  public final int runOfOutputs(int n) {
    boolean splits = grid.tiling().valueColsPerTile() != grid.tiling().colsPerTile();
    return splits || values.rolls()
        ? 0
        : Math.min(grid.keptValueTiles(team.rowBlock(n)), values.count());
  }

  /**
   * The products of the kept V sub-tiles that are resident, in one run; returns how many it did.
   */
  public final int residentOutputs(int n, EngineKind unit) {
    int kept = grid.keptValueTiles(team.rowBlock(n));
    int count = runOfOutputs(n);
    if (count == 0) {
      return 0;
    }
    int ordinal = team.ordinal(n);
    int width = grid.shape().valueDim();
    values.slot(ordinal, count - 1);
    MatrixTask first =
        new MatrixTask(
            unit,
            team.core(n),
            outputOf(n, grid.valueCols(0), width, false, unit, outputElementBytes()),
            Operand.of(scoreSlot(n, 0), team.tile(Tensor.P, n, 0)),
            Operand.of(values.slot(ordinal, 0), valueTile(n, 0)),
            Operand.of(slot(buffers.outputs(), n, 0), team.tile(Tensor.O, n, 0)));
    Op.Matmul next = outputOf(n, grid.valueCols(0), width, true, unit, outputElementBytes());
    Op.Matmul last =
        outputOf(n, grid.valueCols(count - 1), width, true, unit, outputElementBytes());
    sink.matmulRun(new MatrixRun(first, count, next, last, usesLast(n)));
    values.used(ordinal, 0, count);
    if (count == kept) {
      values.passed(n);
    }
    return count;
  }

  /** The products of one kept V sub-tile, added to O_n. */
  public final void outputTile(int n, int tile, EngineKind unit) {
    int block = team.rowBlock(n);
    int first = grid.firstValueCol(block, tile);
    int firstScore = first / grid.tiling().colsPerTile();
    int lastScore = (first + grid.keptValueCols(block, tile) - 1) / grid.tiling().colsPerTile();
    Operand probabilities =
        new Operand(
            scoreSlot(n, firstScore),
            team.tile(Tensor.P, n, firstScore),
            lastScore - firstScore + 1);
    outputTile(n, tile, unit, probabilities, slot(buffers.outputs(), n, 0), outputElementBytes());
  }

  private Op.Matmul outputOf(
      int n, int keys, int width, boolean accumulates, EngineKind unit, int outBytes) {
    return new Op.Matmul(
        Product.VALUES,
        rows(n),
        keys,
        width,
        accumulates,
        unit != EngineKind.MAC,
        elementBytes,
        grid.shape().vElementBytes(),
        outBytes);
  }

  /** The products of one kept V sub-tile, with P and O in slots of the caller's. */
  public final void outputTile(
      int n,
      int tile,
      EngineKind unit,
      Operand probabilities,
      int outputSlot,
      int outputElementBytes) {
    int width = grid.shape().valueDim();
    outputTile(n, tile, unit, probabilities, outputSlot, outputElementBytes, width, LAST);
  }

  /**
   * The same with V as wide as {@code width}, which may be by a column of ones, of row blocks that
   * share staged sub-tiles.
   *
   * @param staysAt as of {@link #scoreTile(int, int, EngineKind, int, int)}
   */
  protected final void outputTile(
      int n,
      int tile,
      EngineKind unit,
      Operand probabilities,
      int outputSlot,
      int outputElementBytes,
      int width,
      int staysAt) {
    Staging staged = valueStaging[n % team.size()];
    int block = team.rowBlock(n);
    boolean accumulates = tile > grid.firstValueTile(block);
    int cols = grid.keptValueCols(block, tile);
    boolean resident = values.holds(tile);
    long value = valueTile(n, tile);
    int valueSlot =
        resident ? values.slot(team.ordinal(n), tile) : staged.slot(Math.max(0, staysAt));
    sink.matmul(
        new MatrixTask(
            unit,
            team.core(n),
            outputOf(n, cols, width, accumulates, unit, outputElementBytes),
            probabilities,
            Operand.of(valueSlot, value),
            Operand.of(outputSlot, team.tile(Tensor.O, n, 0))));
    if (resident) {
      values.used(team.ordinal(n), tile, 1);
    } else if (staysAt == LAST) {
      staged.used();
    }
    if (tile == grid.valueTileEnd(block) - 1) {
      values.passed(n);
    }
  }

  /** Stores O_n. */
  public final void storeOutput(int n) {
    storeOutput(n, buffers.outputs());
  }

  /** Stores O_n from a buffer of the caller's. */
  public final void storeOutput(int n, Buffer from) {
    if (has(n)) {
      sink.store(
          team.core(n),
          slot(from, n, 0),
          team.tile(Tensor.O, n, 0),
          1,
          grid.outputBytes(team.rowBlock(n)),
          false);
    }
  }

  /** The copy of a buffer of score sub-tiles that the next sub-tile of a core takes. */
  public final long nextScoreCopy(int n) {
    return scoreTiles[n % team.size()]++;
  }

  /**
   * How often the user of a buffer in a core has gone on to the next copy, the core being at row
   * block {@code n} and the last of its team at {@code last}.
   */
  final int copyInUse(Buffer buffer, int core, int n, int last) {
    return switch (buffer.turn()) {
      case ROW_BLOCK -> team.turn(n);
      case GROUP -> (buffer.equals(buffers.keys()) ? keys : values).turn(team.ordinal(last));
      case SCORE_TILE -> (int) (scoreTiles[core - team.core(0)] % buffer.copies());
      case STAGED -> (int) (staged(buffer)[core - team.core(0)].usedCount() % buffer.copies());
    };
  }

  /** The staging areas of the cores that use a buffer. */
  protected Staging[] staged(Buffer buffer) {
    return buffer.firstSlot() == buffers.valueStaging().firstSlot() ? valueStaging : staging;
  }

  /** Hands over how far the emission of a core is, seen from its row block {@code n}. */
  protected void visitCore(Snapshot snapshot, int core, int n) {
    visitFetches(snapshot, core, n);
    scoreTiles[core] = snapshot.count(scoreTiles[core]);
  }
}
