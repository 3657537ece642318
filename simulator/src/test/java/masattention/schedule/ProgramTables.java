package masattention.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeMap;
import masattention.interpret.timing.Timeline;
import masattention.program.Buffer;
import masattention.program.EngineKind;
import masattention.program.Op;
import masattention.program.Program;
import masattention.program.Tile;

/**
 * The tables of a small one-core program as Markdown, the way {@code docs/program.md} shows them.
 */
final class ProgramTables {
  private ProgramTables() {}

  private static String row(Object... cells) {
    StringJoiner row = new StringJoiner(" | ", "| ", " |");
    for (Object cell : cells) {
      row.add(String.valueOf(cell));
    }
    return row.toString();
  }

  private static String name(Program program, int task) {
    return (program.op(task) instanceof Op.Store ? "store " : "")
        + (program.op(task) instanceof Op.Load ? "load " : "")
        + TimelineTable.label(program, task);
  }

  /** Every slot, its buffer and its bytes. */
  static List<String> slots(Program program) {
    List<String> rows = new ArrayList<>();
    for (Buffer buffer : program.plan().buffers()) {
      for (int i = 0; i < buffer.slots(); i++) {
        rows.add(row(buffer.firstSlot() + i, buffer.name(), buffer.pieceBytes()));
      }
    }
    return rows;
  }

  /** Every task, its engine, and the tiles that it reads and writes in which slots. */
  static List<String> tasks(Program program) {
    List<String> rows = new ArrayList<>();
    for (int task = 0; task < program.size(); task++) {
      StringJoiner reads = new StringJoiner(", ");
      StringJoiner writes = new StringJoiner(", ");
      for (int at = program.firstAccess(task); at < program.firstAccess(task + 1); at++) {
        if (program.tileRead(at) != Tile.NONE) {
          reads.add(TimelineTable.name(program.tileRead(at)) + " in " + program.slot(at));
        }
        if (program.tileWritten(at) != Tile.NONE) {
          writes.add(TimelineTable.name(program.tileWritten(at)) + " in " + program.slot(at));
        }
      }
      EngineKind engine = EngineKind.kindOf(program.engine(task));
      rows.add(row(task, engine, name(program, task), reads, writes));
    }
    return rows;
  }

  /** Every dependency, with the slots and tiles that it follows from. */
  static List<String> dependencies(Program program) {
    List<String> rows = new ArrayList<>();
    for (int task = 0; task < program.size(); task++) {
      TreeMap<Integer, String> reasons = new TreeMap<>();
      for (int i = program.firstDependency(task); i < program.firstDependency(task + 1); i++) {
        String until = program.onRelease(i) ? "release" : "end";
        int on = program.dependsOn(i);
        reasons.merge(on, until, (a, b) -> a.equals("end") ? a : b);
      }
      for (var reason : reasons.entrySet()) {
        int on = reason.getKey();
        rows.add(
            row(
                task + " " + name(program, task),
                on + " " + name(program, on),
                reason.getValue(),
                reason(program, task, on)));
      }
    }
    return rows;
  }

  private static String reason(Program program, int task, int on) {
    StringJoiner reasons = new StringJoiner("; ");
    for (int at = program.firstAccess(task); at < program.firstAccess(task + 1); at++) {
      for (int before = program.firstAccess(on); before < program.firstAccess(on + 1); before++) {
        if (program.slot(at) == program.slot(before)) {
          reason(program, at, before, reasons);
        }
      }
    }
    return reasons.toString();
  }

  private static void reason(Program program, int at, int before, StringJoiner reasons) {
    String slot = "slot " + program.slot(at) + ": ";
    long written = program.tileWritten(before);
    if (program.tileRead(at) != Tile.NONE && program.tileRead(at) == written) {
      reasons.add(slot + "read after write of " + TimelineTable.name(written));
    } else if (program.tileWritten(at) != Tile.NONE) {
      reasons.add(
          written == Tile.NONE
              ? slot + "write after read of " + TimelineTable.name(program.tileRead(before))
              : slot + "write after write of " + TimelineTable.name(written));
    }
  }

  /** When every task starts, leaves its engine, and ends. */
  static List<String> timeline(Timeline timeline) {
    List<String> rows = new ArrayList<>();
    Program program = timeline.program();
    for (int task = 0; task < program.size(); task++) {
      rows.add(
          row(
              task,
              EngineKind.kindOf(program.engine(task)),
              name(program, task),
              timeline.startCycle(task),
              timeline.releaseCycle(task),
              timeline.endCycle(task)));
    }
    return rows;
  }
}
