package masattention.schedule;

import masattention.program.L1Plan;
import masattention.program.ProgramSink;

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

  /** The tasks of one team in one pass; the first transfers may be emitted at once. */
  Pipeline pipeline(int pass, Team team, ProgramSink sink);
}
