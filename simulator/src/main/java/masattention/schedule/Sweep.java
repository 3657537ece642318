package masattention.schedule;

import masattention.tiling.Kept;

/**
 * A stage that goes through the kept sub-tiles of a row block: those that are resident and of one
 * size in one turn, every other one in a turn of its own.
 */
abstract class Sweep implements Stage {
  /**
   * Sub-tiles fetched ahead of their use, that which is about to be, and the last, fetched apart.
   */
  private static final int LOOKAHEAD = 4;

  private final Fetches blocks;
  private final int lag;
  private final boolean oneCopy;

  /**
   * A sweep of the row block {@code lag} row blocks of the core before that of a step.
   *
   * @param oneCopy whether the sub-tiles of scores share what is known of their slots, so that
   *     turns can be alike
   */
  Sweep(Fetches blocks, int lag, boolean oneCopy) {
    this.blocks = blocks;
    this.oneCopy = oneCopy;
    this.lag = lag * blocks.team().size();
  }

  /** The first of the sub-tiles that a row block sees. */
  abstract int first(Kept kept);

  /** How many it sees. */
  abstract int kept(Kept kept);

  /** Leading sub-tiles that one turn goes through. */
  abstract int inOneRun(int n);

  /** Leading sub-tiles that are resident. */
  abstract int resident();

  abstract void emitRun(int n);

  abstract void emitTile(int n, int tile);

  @Override
  public int turns(int step) {
    int n = step - lag;
    if (!blocks.has(n)) {
      return 0;
    }
    int run = inOneRun(n);
    return kept(blocks.team().kept(n)) - run + (run > 0 ? 1 : 0);
  }

  @Override
  public void emit(int step, int turn) {
    int n = step - lag;
    int run = inOneRun(n);
    if (run > 0 && turn == 0) {
      emitRun(n);
    } else {
      emitTile(n, first(blocks.team().kept(n)) + tile(run, turn));
    }
  }

  @Override
  public boolean readsResidents(int step, int turn) {
    int n = step - lag;
    int run = inOneRun(n);
    return (run > 0 && turn == 0) || first(blocks.team().kept(n)) + tile(run, turn) < resident();
  }

  /** The sub-tile of a turn, counted from the first. */
  private static int tile(int run, int turn) {
    return run > 0 ? run + turn - 1 : turn;
  }

  @Override
  public int alikeFrom(int step) {
    int n = step - lag;
    int run = inOneRun(n);
    int behindFirst = Math.max(1, resident() + 1 - first(blocks.team().kept(n)));
    return oneCopy ? behindFirst - tile(run, 0) : Integer.MAX_VALUE;
  }

  @Override
  public int alikeTo(int step) {
    int n = step - lag;
    return kept(blocks.team().kept(n)) - LOOKAHEAD - tile(inOneRun(n), 0);
  }
}
