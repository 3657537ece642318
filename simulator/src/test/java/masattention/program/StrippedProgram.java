package masattention.program;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A copy of a program without one kind of dependency. The reasons of every dependency are found
 * again from the accesses; one that has another reason too stays.
 */
public final class StrippedProgram {
  private final Program program;
  private final DependencyKind without;
  private final Map<Integer, Integer> lastWriter = new HashMap<>();
  private final Map<Integer, List<Integer>> readers = new HashMap<>();
  private final Map<Long, Integer> stores = new HashMap<>();
  private final ProgramColumns columns = new ProgramColumns();

  private StrippedProgram(Program program, DependencyKind without) {
    this.program = program;
    this.without = without;
  }

  /** {@code program} with every dependency whose only reason is {@code without} left out. */
  public static Program of(Program program, DependencyKind without) {
    StrippedProgram stripped = new StrippedProgram(program, without);
    for (int task = 0; task < program.size(); task++) {
      stripped.copy(task);
    }
    return new Program(program.grid(), program.machine(), program.plan(), stripped.columns);
  }

  private void copy(int task) {
    columns.startTask(program.op(task), program.engine(task));
    Map<Integer, Set<DependencyKind>> reasons = reasons(task);
    Set<Integer> seen = new HashSet<>();
    int to = program.firstDependency(task + 1);
    for (int index = program.firstDependency(task); index < to; index++) {
      int on = program.dependsOn(index);
      Set<DependencyKind> why = reasons.getOrDefault(on, EnumSet.of(DependencyKind.BARRIER));
      if (!why.equals(EnumSet.of(without))
          && seen.add(2 * on + (program.onRelease(index) ? 1 : 0))) {
        columns.dependency(on, program.onRelease(index));
      }
    }
    for (int index = program.firstAccess(task); index < program.firstAccess(task + 1); index++) {
      columns.access(program.slot(index), program.tileRead(index), program.tileWritten(index));
    }
    columns.endTask();
  }

  private Map<Integer, Set<DependencyKind>> reasons(int task) {
    Map<Integer, Set<DependencyKind>> reasons = new HashMap<>();
    EngineKind kind = EngineKind.kindOf(program.engine(task));
    for (int index = program.firstAccess(task); index < program.firstAccess(task + 1); index++) {
      int slot = program.slot(index);
      boolean writes = program.tileWritten(index) != Tile.NONE;
      Integer writer = lastWriter.get(slot);
      if (writer != null) {
        add(
            reasons,
            writer,
            writes ? DependencyKind.WRITE_AFTER_WRITE : DependencyKind.READ_AFTER_WRITE);
      }
      if (writes) {
        for (int reader : readers.getOrDefault(slot, List.of())) {
          add(reasons, reader, DependencyKind.WRITE_AFTER_READ);
        }
        readers.remove(slot);
        lastWriter.put(slot, task);
      } else {
        readers.computeIfAbsent(slot, s -> new ArrayList<>()).add(task);
      }
      if (kind == EngineKind.LOAD && stores.containsKey(program.tileWritten(index))) {
        add(reasons, stores.get(program.tileWritten(index)), DependencyKind.LOAD_AFTER_STORE);
      } else if (kind == EngineKind.STORE) {
        stores.put(program.tileRead(index), task);
      }
    }
    return reasons;
  }

  private static void add(Map<Integer, Set<DependencyKind>> reasons, int on, DependencyKind kind) {
    reasons.computeIfAbsent(on, o -> EnumSet.noneOf(DependencyKind.class)).add(kind);
  }
}
