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
import masattention.program.Tensor;
import masattention.tiling.Kept;

/**
 * The stages of a team's row blocks, from which schedulers compose their orders: fetch Q, compute a
 * row block's scores, its softmax, its output, store it.
 *
 * <p>Row blocks are named by their number in the team's sequence; a number outside of it is no row
 * block and its stages do nothing, so that pipelines need no special first and last steps.
 * Sub-tiles of K and V that are not resident must be announced in the order of their use.
 */
public class RowBlocks extends ScoreStages {
  private final long[] scoreTiles;

  /**
   * The stages of the row blocks of {@code team}, which write to {@code sink}.
   *
   * @param prefetches whether the next group's K and V may come beside this one's last uses
   */
  public RowBlocks(
      Problem problem, Team team, ProgramSink sink, BlockBuffers buffers, boolean prefetches) {
    super(problem, team, sink, buffers, prefetches);
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

  /**
   * The stage O = P V over the kept sub-tiles, of the row block {@code lag} row blocks of the core
   * before the one that a step is about.
   */
  public final Stage outputs(int lag) {
    readsValuesBehind(lag);
    return new Sweep(this, lag, buffers.scores().inOneOrder()) {
      @Override
      int first(Kept kept) {
        return kept.firstValue();
      }

      @Override
      int kept(Kept kept) {
        return kept.values();
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
    return splits || values.rolls() ? 0 : Math.min(team.kept(n).values(), values.count());
  }

  /**
   * The products of the kept V sub-tiles that are resident, in one run; returns how many it did.
   */
  public final int residentOutputs(int n, EngineKind unit) {
    int kept = team.kept(n).values();
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
    outputTile(
        n, tile, unit, probabilities(n, tile), slot(buffers.outputs(), n, 0), outputElementBytes());
  }

  /** The sub-tiles of P_n that a V sub-tile meets. */
  private Operand probabilities(int n, int tile) {
    int cols = grid.tiling().colsPerTile();
    if (cols == grid.tiling().valueColsPerTile()) {
      return new Operand(scoreSlot(n, tile), team.tile(Tensor.P, n, tile), 1);
    }
    int first = grid.firstValueCol(team.kept(n), tile);
    int firstScore = first / cols;
    int lastScore = (first + grid.keptValueCols(team.kept(n), tile) - 1) / cols;
    return new Operand(
        scoreSlot(n, firstScore), team.tile(Tensor.P, n, firstScore), lastScore - firstScore + 1);
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
    Kept kept = team.kept(n);
    boolean accumulates = tile > kept.firstValue();
    int cols = grid.keptValueCols(kept, tile);
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
    if (tile == kept.valueEnd() - 1) {
      values.passed(n);
    }
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
