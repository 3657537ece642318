package masattention.interpret.timing;

import java.util.Arrays;
import masattention.program.Program;

/** Timelines that no simulation gives: with the cycles of one task changed. */
public final class Timelines {
  private Timelines() {}

  /** {@code timeline} with one task at other cycles. */
  public static Timeline with(
      Timeline timeline, int task, long startCycle, long releaseCycle, long endCycle) {
    Program program = timeline.program();
    long[] start = new long[program.size()];
    long[] release = new long[program.size()];
    long[] end = new long[program.size()];
    Arrays.setAll(start, timeline::startCycle);
    Arrays.setAll(release, timeline::releaseCycle);
    Arrays.setAll(end, timeline::endCycle);
    start[task] = startCycle;
    release[task] = releaseCycle;
    end[task] = endCycle;
    long[] work = new long[program.size()];
    Arrays.setAll(work, timeline::workCycles);
    work[task] = releaseCycle - startCycle;
    return new Timeline(program, work, start, release, end);
  }
}
