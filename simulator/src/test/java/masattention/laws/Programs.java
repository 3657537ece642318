package masattention.laws;

import masattention.interpret.timing.Timeline;
import masattention.program.Program;

/** Programs and timelines as text, for equality. */
final class Programs {
  private Programs() {}

  static String text(Timeline timeline) {
    Program program = timeline.program();
    StringBuilder text = new StringBuilder();
    for (int task = 0; task < program.size(); task++) {
      text.append(program.engine(task)).append(' ').append(program.op(task));
      text.append(' ').append(timeline.startCycle(task));
      text.append(' ').append(timeline.releaseCycle(task));
      text.append(' ').append(timeline.endCycle(task));
      for (int i = program.firstDependency(task); i < program.firstDependency(task + 1); i++) {
        text.append(" after ").append(program.dependsOn(i)).append(program.onRelease(i));
      }
      for (int i = program.firstAccess(task); i < program.firstAccess(task + 1); i++) {
        text.append(" slot ").append(program.slot(i));
        text.append(' ').append(program.tileRead(i)).append(' ').append(program.tileWritten(i));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
