package masattention.cost;

/**
 * The stages of the row blocks of one core, summed, and those at either end of its list.
 *
 * @param load which row blocks it has
 * @param blocks their number, at least 1
 * @param ragged those of them that are the smaller last one of a group
 * @param raggedEven those of the ragged whose number in the core's list is even
 * @param tilePairs {@link BlockCycles#tilePairs}, summed
 * @param moves those of the row blocks, summed
 * @param scores, vector, divisions, outputs, queries, stores cycles of the stages, summed
 */
public record CoreWork(
    CoreLoad load,
    long blocks,
    long ragged,
    long raggedEven,
    long tilePairs,
    long scores,
    long vector,
    long divisions,
    long outputs,
    long queries,
    long stores,
    Moves moves,
    BlockCycles first,
    BlockCycles second,
    BlockCycles third,
    BlockCycles beforeLast,
    BlockCycles last) {

  static CoreWork of(CoreLoad load, RowBlockCycles cycles) {
    Sums sums = new Sums();
    int rowBlocks = cycles.rowBlocks();
    long blocks = load.blocks();
    long ragged = load.timesBefore(rowBlocks) - load.timesBefore(rowBlocks - 1);
    long before = 0;
    for (int run = 0; run < cycles.runs(); run++) {
      long times = load.timesBefore(cycles.start(run + 1));
      sums.add(cycles.ofRun(run), times - before);
      before = times;
    }
    return new CoreWork(
        load,
        blocks,
        ragged,
        cycles.alike() ? load.evenTimes(rowBlocks - 1) : 0,
        sums.tilePairs,
        sums.scores,
        sums.vector,
        sums.divisions,
        sums.outputs,
        sums.queries,
        sums.stores,
        sums.moves,
        cycles.of(load.rowBlock(0)),
        cycles.of(load.rowBlock(1)),
        cycles.of(load.rowBlock(2)),
        cycles.of(load.rowBlock(Math.max(0, blocks - 2))),
        cycles.of(load.rowBlock(blocks - 1)));
  }

  /**
   * S_n, P_{n−1} and O_{n−2} side by side for every row block n but the first two, one round after
   * the other.
   */
  long rounds(RowBlockCycles cycles) {
    long rounds = Math.max(0, blocks - 2);
    long sum = 0;
    long begun = 0;
    long period = cycles.rowBlocks();
    long end = 2 + Math.min(period, rounds);
    long next;
    for (long n = 2; n < end; n = next) {
      int run = cycles.runOf(load.rowBlock(n));
      boolean alike =
          run == cycles.runOf(load.rowBlock(n - 1)) && run == cycles.runOf(load.rowBlock(n - 2));
      next = alike ? Math.min(end, n + load.blocksBefore(cycles.start(run + 1), n)) : n + 1;
      long round = round(cycles, load.rowBlock(n), load.rowBlock(n - 1), load.rowBlock(n - 2));
      sum += (next - n) * round;
      begun += Math.max(0, Math.min(next, rounds % period + 2) - n) * round;
    }
    return rounds / period * sum + begun;
  }

  private static long round(RowBlockCycles cycles, int scores, int vector, int outputs) {
    return Math.max(
        cycles.of(scores).scores(),
        Math.max(cycles.of(vector).vector(), cycles.of(outputs).outputs()));
  }

  private static final class Sums {
    private long scores;
    private long vector;
    private long divisions;
    private long outputs;
    private long queries;
    private long stores;
    private long tilePairs;
    private Moves moves = Moves.NONE;

    void add(BlockCycles block, long times) {
      scores += times * block.scores();
      vector += times * block.vector();
      divisions += times * block.division();
      outputs += times * block.outputs();
      queries += times * block.query();
      stores += times * block.output();
      tilePairs += times * block.tilePairs();
      moves = moves.plus(block.moves(), times);
    }
  }
}
