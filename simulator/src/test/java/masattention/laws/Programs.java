package masattention.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import masattention.interpret.timing.Timeline;
import masattention.program.Program;

/** Programs and timelines, task by task. */
final class Programs {
  private Programs() {}

  /** The first task in which two timelines differ, as each has it; empty when they are equal. */
  static Optional<String> difference(Timeline one, Timeline other) {
    int tasks = one.program().size();
    if (tasks != other.program().size()) {
      return Optional.of("%d tasks, %d tasks".formatted(tasks, other.program().size()));
    }
    return IntStream.range(0, tasks)
        .filter(task -> !task(one, task).equals(task(other, task)))
        .mapToObj(task -> "task %d: %s, %s".formatted(task, task(one, task), task(other, task)))
        .findFirst();
  }

  private static List<Object> task(Timeline timeline, int task) {
    Program program = timeline.program();
    List<Object> all = new ArrayList<>();
    all.add(program.engine(task));
    all.add(program.op(task));
    all.add(timeline.startCycle(task));
    all.add(timeline.releaseCycle(task));
    all.add(timeline.endCycle(task));
    for (int i = program.firstDependency(task); i < program.firstDependency(task + 1); i++) {
      all.add(program.dependsOn(i));
      all.add(program.onRelease(i));
    }
    for (int i = program.firstAccess(task); i < program.firstAccess(task + 1); i++) {
      all.add(program.slot(i));
      all.add(program.tileRead(i));
      all.add(program.tileWritten(i));
    }
    return all;
  }
}
