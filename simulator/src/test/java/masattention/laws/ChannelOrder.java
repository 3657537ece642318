package masattention.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import masattention.interpret.timing.Timeline;
import masattention.program.EngineKind;
import masattention.program.Program;

/**
 * The timing rule, judged on a finished timeline: no task waits longer than the rule says, and the
 * channel goes to the transfer that has been ready longest.
 */
final class ChannelOrder {
  private ChannelOrder() {}

  static Optional<String> violation(Timeline timeline) {
    Program program = timeline.program();
    int engines = program.machine().cores() * EngineKind.PER_CORE;
    long[] ready = new long[program.size()];
    long[] free = new long[engines];
    List<Integer> transfers = new ArrayList<>();
    for (int task = 0; task < program.size(); task++) {
      int engine = program.engine(task);
      ready[task] = free[engine];
      int to = program.firstDependency(task + 1);
      for (int index = program.firstDependency(task); index < to; index++) {
        int on = program.dependsOn(index);
        ready[task] =
            Math.max(
                ready[task],
                program.onRelease(index) ? timeline.releaseCycle(on) : timeline.endCycle(on));
      }
      free[engine] = timeline.releaseCycle(task);
      if (EngineKind.kindOf(engine).transfers()) {
        transfers.add(task);
      } else if (timeline.startCycle(task) != ready[task]) {
        return Optional.of(
            "task %d starts at %d and was ready at %d"
                .formatted(task, timeline.startCycle(task), ready[task]));
      }
    }
    transfers.sort((a, b) -> Long.compare(timeline.startCycle(a), timeline.startCycle(b)));
    return grants(timeline, ready, transfers);
  }

  private static Optional<String> grants(Timeline timeline, long[] ready, List<Integer> transfers) {
    long channelFree = 0;
    for (int i = 0; i < transfers.size(); i++) {
      int task = transfers.get(i);
      if (timeline.startCycle(task) != Math.max(channelFree, ready[task])) {
        return Optional.of("transfer %d does not start when it could".formatted(task));
      }
      for (int later : transfers.subList(i + 1, transfers.size())) {
        boolean first =
            ready[later] < ready[task]
                || (ready[later] == ready[task] && rank(timeline, later) < rank(timeline, task));
        if (first && ready[later] <= timeline.startCycle(task)) {
          return Optional.of("transfer %d overtakes %d".formatted(task, later));
        }
      }
      channelFree = timeline.releaseCycle(task);
    }
    return Optional.empty();
  }

  /** Lower core first, load before store. */
  private static int rank(Timeline timeline, int task) {
    return timeline.program().engine(task);
  }
}
