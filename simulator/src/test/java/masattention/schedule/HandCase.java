package masattention.schedule;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import masattention.interpret.timing.Simulation;
import masattention.interpret.timing.Timeline;
import masattention.npu.NpuConfig;
import masattention.schedule.Scheduling.Feasible;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * Runs the small layers of the hand-computed timelines: E = F = 4, FP16, blocks of 4, tiles of 4.
 */
final class HandCase {
  private HandCase() {}

  static AttentionShape shape(int heads, int seqQ, int seqKv) {
    return new AttentionShape(1, heads, heads, seqQ, seqKv, 4, 4, false, 2);
  }

  static Problem resident(AttentionShape shape, NpuConfig machine) {
    return Problem.of(shape, machine, Tiling.resident(shape, 4, 4));
  }

  static Problem partial(AttentionShape shape, NpuConfig machine, int keys, int values) {
    return Problem.of(shape, machine, Tiling.resident(shape, 4, 4).withResident(keys, values));
  }

  static Timeline run(Scheduler scheduler, Problem problem) {
    return Simulation.run(assertInstanceOf(Feasible.class, scheduler.schedule(problem)).program());
  }
}
