package masattention.schedule;

import masattention.program.L1Plan;
import masattention.program.ProgramSink;
import masattention.program.State;

/**
 * A scheduler's answer to one problem: its buffers, and its tasks pass by pass and team by team.
 */
public interface Schedule {

  /** The buffers it keeps in L1. */
  L1Plan plan();

  /** Passes over the layer, with a barrier over all cores between them. */
  default int passes() {
    return 1;
  }

  /** Trailing score sub-tiles whose P goes to DRAM for want of room. */
  default int spilledTiles() {
    return 0;
  }

  /** The tasks of one team in one pass; the first transfers may be emitted at once. */
  Emission emission(int pass, Team team, ProgramSink sink);

  /**
   * Tasks in steps of about one row block, to be emitted in order: step n is that of the team's row
   * block n, later steps drain the pipeline.
   *
   * <p>An emission that repeats itself can go on as if steps had passed, so that a simulation that
   * has seen its own state before need not see all of them.
   */
  interface Emission {
    int steps();

    void emit(int step);

    /** Whether it can skip. */
    boolean repeats();

    /** Writes how far it is, seen from row block {@code step}. */
    void describe(State state, int step);

    /** Whether its steps from {@code step} on are alike until their head or group changes. */
    boolean isSteady(int step);

    /** Goes on as if {@code blocks} more row blocks of the same group had passed. */
    void skipBlocks(int step, int blocks);

    /** Goes on as if {@code groups} groups with {@code blocks} row blocks had passed. */
    void skipGroups(int groups, int blocks);
  }
}
