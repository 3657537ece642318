package masattention.cost;

import masattention.schedule.Problem;
import masattention.tiling.Partition;
import masattention.tiling.Spans;

/**
 * Cycles that a core's matrix and vector tasks need one after the other, whatever the DRAM does, up
 * to where its last store can start.
 *
 * @param fromStart from the start of its first matrix task
 * @param afterScores from the end of the scores of its first row block
 * @param afterOutput from the end of the last product of its first row block
 */
public record Chain(long fromStart, long afterScores, long afterOutput) {

  /** The same, with a last task of so many cycles. */
  Chain before(long task) {
    return new Chain(fromStart + task, afterScores + task, afterOutput + task);
  }

  /** The same, if at least so many cycles pass from the start. */
  Chain slowed(long cycles) {
    return new Chain(Math.max(fromStart, cycles), afterScores, afterOutput);
  }

  /** S_i, P_i and O_i of all row blocks one after the other. */
  public static Chain serial(CoreWork core) {
    return after(core, core.scores() + core.vector() + core.outputs());
  }

  private static Chain after(CoreWork core, long all) {
    BlockCycles first = core.first();
    long scored = all - first.scores();
    return new Chain(all, scored, scored - first.vector() - first.outputs());
  }

  /**
   * As {@link #serial}, Q_i being fetched after O_{i−1} has been stored, and so is K of a row block
   * that does not find it in L1.
   */
  public static Chain stopping(CoreWork core, Problem problem, long firstKeys) {
    long latency = problem.machine().dramLatencyCycles();
    long between = core.queries() - core.first().query() + core.stores() - core.last().output();
    return after(
        core,
        core.scores()
            + core.vector()
            + core.outputs()
            + between
            + 2 * latency * (core.blocks() - 1)
            + keyWaits(core, problem, firstKeys));
  }

  /** Cycles for which the row blocks after the first wait for K, beyond their wait for Q. */
  private static long keyWaits(CoreWork core, Problem problem, long firstKeys) {
    boolean streams = problem.tiling().residentKeyTiles() == 0;
    if (streams) {
      return (core.blocks() - 1) * firstKeys;
    }
    if (problem.tiling().partition() == Partition.ROWS) {
      return 0;
    }
    long perGroup = problem.grid().rowBlocks();
    BlockCycles first = core.first();
    long wait = Math.max(firstKeys, first.keys() + first.lastScoreTile() - first.scores());
    long done = first.scores() + first.vector() + first.outputs();
    long values = first.keys() + first.values() + first.lastOutputTile() - done;
    return (core.blocks() / perGroup - 1) * Math.max(wait, values);
  }

  /** S_0, S_1, then O_{i−2}, S_i on MAC, P_0, P_1, … on VEC. */
  public static Chain streams(CoreWork core, RowBlockCycles cycles) {
    if (core.blocks() == 1) {
      return serial(core);
    }
    long firstWait = Math.max(0, core.first().vector() - core.second().scores());
    long lastWait = Math.max(0, core.last().vector() - core.beforeLast().outputs());
    boolean apart = core.blocks() > 2;
    long waits = apart ? firstWait + lastWait : Math.max(firstWait, lastWait);
    long products = core.scores() + core.outputs();
    long first = core.first().scores();
    long vector = core.vector() + core.last().outputs();
    long afterOutput = products - first - core.second().scores() - core.first().outputs();
    if (apart) {
      long vectorAfter =
          core.third().scores() + vector - core.first().vector() - core.second().vector();
      afterOutput = Math.max(afterOutput + lastWait, vectorAfter);
    }
    long even = serial(core, cycles, true);
    long odd = serial(core, cycles, false);
    return new Chain(
        Math.max(Math.max(products + waits, first + vector), Math.max(even, first + odd)),
        Math.max(Math.max(products - first + waits, vector), Math.max(even - first, odd)),
        afterOutput);
  }

  /**
   * S_i, P_i, O_i of every second row block one after the other, since S_i waits for O_{i−2}, and
   * the last output if it is of the others.
   */
  private static long serial(CoreWork core, RowBlockCycles cycles, boolean even) {
    if (!cycles.alike()) {
      return 0;
    }
    long ragged = even ? core.raggedEven() : core.ragged() - core.raggedEven();
    long blocks = even ? (core.blocks() + 1) / 2 : core.blocks() / 2;
    boolean endsWithOther = even == (core.blocks() % 2 == 0);
    return (blocks - ragged) * sum(cycles.of(0))
        + ragged * sum(cycles.of(cycles.rowBlocks() - 1))
        + (endsWithOther ? core.last().outputs() : 0);
  }

  private static long sum(BlockCycles block) {
    return block.scores() + block.vector() + block.outputs();
  }

  /** S_i, P_{i−1} and O_{i−2} side by side in rounds. */
  public static Chain rounds(CoreWork core, RowBlockCycles cycles) {
    if (core.blocks() == 1) {
      return serial(core);
    }
    BlockCycles first = core.first();
    BlockCycles last = core.last();
    long second = Math.max(core.second().scores(), first.vector());
    long third = Math.max(core.second().vector(), first.outputs());
    if (core.blocks() > 2) {
      third = Math.max(third, core.third().scores());
    }
    long all =
        Math.max(
            core.scores() + last.vector() + last.outputs(),
            Math.max(
                first.scores() + core.vector() + last.outputs(),
                first.scores() + first.vector() + core.outputs()));
    long ends =
        first.scores()
            + second
            + Math.max(last.vector(), core.beforeLast().outputs())
            + last.outputs();
    all = Math.max(all, ends + core.rounds(cycles));
    long afterOutput = cycles.anyColumns() ? 0 : all - first.scores() - second - third;
    return new Chain(all, all - first.scores(), Math.max(0, afterOutput));
  }

  /**
   * The one-pass softmax: O_{k−2}, S_k on MAC over sub-tiles k, their vector work on VEC.
   *
   * <p>All of that but the last division comes before the last product, except that the division of
   * the row block before runs beside the only product of the last.
   */
  public static Chain onePass(CoreWork core, RowBlockCycles blocks) {
    long lastDivision = blocks.lastDivision();
    BlockCycles first = core.first();
    BlockCycles last = core.last();
    long drain = dividesBeside(core, blocks) ? 0 : last.lastOutputTile();
    long products = core.scores() + core.outputs() + lastDivision;
    long later = products - first.scores() - first.outputs();
    BlockCycles second = core.second();
    long nextScores = blocks.anyColumns() ? second.scores() : second.firstScoreTile();
    long next = core.blocks() > 1 ? nextScores : 0;
    long pairs = core.tilePairs() + last.lastOutputTile() + lastDivision;
    boolean paired = core.last().tilePairs() > 0;
    return new Chain(
        Math.max(
            paired ? pairs : 0, Math.max(products, first.firstScoreTile() + core.vector() + drain)),
        Math.max(
            paired ? pairs - first.tilePairs() : 0,
            Math.max(later + first.lastOutputTile(), core.vector() - first.vector() + drain)),
        later - next);
  }

  /** Whether the division of the row block before may run beside the last product of a core. */
  static boolean dividesBeside(CoreWork core, RowBlockCycles blocks) {
    BlockCycles last = core.last();
    return core.blocks() > 1 && (blocks.anyColumns() || last.outputs() == last.lastOutputTile());
  }

  /**
   * Steps of the softmax over spans, a step of products behind it at either end: what the vector
   * unit does but for the last division comes before the last products, except that a division of
   * the row block before may run beside them.
   */
  public static Chain spans(CoreWork core, RowBlockCycles blocks, Spans spans) {
    boolean alone = spans.blocksPerPass() == 1;
    boolean inTwo = spans.shiftTiles() == 0;
    if (alone && inTwo && spans.whole()) {
      return streams(core, blocks);
    }
    BlockCycles first = core.first();
    BlockCycles last = core.last();
    boolean oneSpan = last.outputs() == last.lastSpan();
    long beside = core.blocks() > 1 && (oneSpan || !alone) ? core.beforeLast().division() : 0;
    long drain = Math.max(0, last.lastSpan() - beside);
    long products = core.scores() + core.outputs();
    long vector = core.vector() + core.divisions() - last.division() + drain;
    boolean paired = alone && last.tilePairs() > 0;
    long pairs = paired ? core.tilePairs() + last.lastSpan() : 0;
    long fromStart = Math.max(pairs, Math.max(products, first.firstSpan() + vector));
    if (!alone) {
      return new Chain(fromStart, 0, 0);
    }
    long later = products - first.scores() - first.outputs();
    long next = core.blocks() > 1 ? core.second().firstSpan() : 0;
    long scored = Math.max(later + first.lastSpan(), vector - first.vector());
    return new Chain(
        fromStart,
        Math.max(paired ? pairs - first.tilePairs() : 0, scored),
        inTwo ? Math.max(0, later - next) : 0);
  }

  /** The least with any spans: both units balanced, after the first scores what VEC must do. */
  public static Chain anySpans(CoreWork core) {
    long balanced = core.moves().balanced(core.scores() + core.outputs(), core.vector());
    return new Chain(Math.max(balanced, core.first().firstSpan() + core.vector()), 0, 0);
  }
}
