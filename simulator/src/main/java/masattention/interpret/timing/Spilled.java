package masattention.interpret.timing;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import masattention.program.Snapshot;

/** By core, the ends of the stores of what comes back, in the order in which it does. */
final class Spilled {
  private final List<Queue<Long>> ends;

  Spilled(int cores) {
    ends = Stream.<Queue<Long>>generate(ArrayDeque::new).limit(cores).toList();
  }

  void clear() {
    ends.forEach(Queue::clear);
  }

  boolean isEmpty(int core) {
    return ends.get(core).isEmpty();
  }

  void add(int core, long end) {
    ends.get(core).add(end);
  }

  /** The end of the store of what comes back next. */
  long take(int core) {
    return ends.get(core).remove();
  }

  void replace(UnaryOperator<Long> by) {
    for (Queue<Long> ofCore : ends) {
      for (int i = ofCore.size(); i > 0; i--) {
        ofCore.add(by.apply(ofCore.remove()));
      }
    }
  }

  void visit(Snapshot snapshot, TaskEnds taskEnds) {
    ends.forEach(ofCore -> snapshot.same(ofCore.size()));
    replace(end -> taskEnds.visit(snapshot, end));
  }
}
