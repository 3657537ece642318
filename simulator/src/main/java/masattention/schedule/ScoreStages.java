package masattention.schedule;

import masattention.program.EngineKind;
import masattention.program.MatrixRun;
import masattention.program.MatrixTask;
import masattention.program.Op;
import masattention.program.Op.Product;
import masattention.program.Operand;
import masattention.program.ProgramSink;
import masattention.program.SoftmaxTask;
import masattention.program.Tensor;
import masattention.tiling.Kept;

/** The stages of a team's row blocks up to the softmax. */
public abstract class ScoreStages extends Fetches {
  /** Says of a staged sub-tile that nobody else reads it. */
  protected static final int LAST = -1;

  final int elementBytes;

  ScoreStages(
      Problem problem,
      Team team,
      ProgramSink sink,
      RowBlocks.BlockBuffers buffers,
      boolean prefetches) {
    super(problem, team, sink, buffers, prefetches);
    elementBytes = problem.shape().elementBytes();
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
      int first(Kept kept) {
        return kept.firstKey();
      }

      @Override
      int kept(Kept kept) {
        return kept.keys();
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
    int kept = team.kept(n).keys();
    return grid.depthSlices() > 1 || keys.rolls()
        ? 0
        : Math.min(Math.min(kept, keys.count()), scoresInOneRow());
  }

  /** The kept sub-tiles of S_n whose K is resident, in one run; returns how many it did. */
  public final int residentScores(int n, EngineKind unit) {
    int kept = team.kept(n).keys();
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
  final boolean usesLast(int n) {
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
    if (tile == team.kept(n).keyEnd() - 1) {
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
      int kept = team.kept(n).keys();
      softmax(n, scores(n, firstKey(n), kept), scores(n, firstKey(n), 0));
    }
  }

  /** P_n = softmax(S_n), of which some tiles may lie apart. */
  protected final void softmax(int n, Operand scores, Operand rest) {
    Op.Softmax op = new Op.Softmax(rows(n), team.kept(n).cols(), !dividesOutputs(), elementBytes);
    sink.softmax(new SoftmaxTask(team.core(n), op, scores, rest, sums(n)));
  }

  /** Consecutive sub-tiles of S_n, from {@code tile} on. */
  protected final Operand scores(int n, int tile, int count) {
    return new Operand(scoreSlot(n, tile), team.tile(Tensor.S, n, tile), count);
  }

  /** The sums of the rows of P_n, of outputs that are divided by them. */
  final Operand sums(int n) {
    return Operand.of(slot(buffers.rowSums(), n, 0), team.tile(Tensor.STATE, n, 0));
  }
}
