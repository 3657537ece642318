package masattention.schedule;

import masattention.program.State;
import masattention.schedule.Schedule.Emission;

/**
 * Steps that are alike but for the row blocks they are about.
 *
 * @param blocks what the steps are made of
 * @param repeats whether a step does the same for every row block
 */
record Pipeline(int steps, RowBlocks blocks, boolean repeats, Step step) implements Emission {

  /** Steps for every row block and {@code drain} more for every core. */
  static Pipeline of(RowBlocks blocks, int drain, Step step) {
    return new Pipeline(blocks.team.blocks() + drain * blocks.team.size(), blocks, true, step);
  }

  /** Emits the tasks of one step. */
  interface Step {
    void emit(int step);
  }

  @Override
  public void emit(int n) {
    step.emit(n);
  }

  @Override
  public void describe(State state, int n) {
    blocks.describe(state, n);
  }

  @Override
  public boolean isSteady(int n) {
    return blocks.isSteady(n);
  }

  @Override
  public void skipBlocks(int n, int skipped) {
    blocks.skipBlocks(n, skipped);
  }

  @Override
  public void skipGroups(int groups, int skipped) {
    blocks.skipGroups(groups, skipped);
  }
}
