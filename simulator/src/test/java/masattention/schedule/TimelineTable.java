package masattention.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.StringJoiner;
import masattention.interpret.timing.Timeline;
import masattention.program.EngineKind;
import masattention.program.Op;
import masattention.program.Program;
import masattention.program.Tensor;
import masattention.program.Tile;

/**
 * A timeline as text, one task per line: engine, task, start and end cycle, between them for a
 * transfer the cycle in which queue and channel are free again.
 *
 * <p>Tasks are grouped by core and engine, in program order. {@code K[0.1]} is sub-tile 1 of K of
 * head 0, {@code Q[0.1]} row block 1 of Q; {@code S[0.1.2]} has head, row block, sub-tile.
 */
final class TimelineTable {
  private static final List<EngineKind> ORDER =
      List.of(
          EngineKind.LOAD,
          EngineKind.MAC,
          EngineKind.MAC_HALF_A,
          EngineKind.MAC_HALF_B,
          EngineKind.VEC,
          EngineKind.STORE);

  private TimelineTable() {}

  /** Checks a timeline against a table whose lines may end in an explanation after a bar. */
  static void check(String expected, Timeline timeline) {
    StringJoiner lines = new StringJoiner("\n");
    expected
        .lines()
        .map(line -> line.replaceAll("\\|.*", "").strip().replaceAll(" +", " "))
        .filter(line -> !line.isEmpty())
        .forEach(lines::add);
    assertEquals(lines.toString(), of(timeline));
  }

  private static String of(Timeline timeline) {
    Program program = timeline.program();
    StringJoiner lines = new StringJoiner("\n");
    for (int core = 0; core < program.machine().cores(); core++) {
      for (EngineKind kind : ORDER) {
        for (int task = 0; task < program.size(); task++) {
          if (program.engine(task) == kind.of(core)) {
            lines.add(line(timeline, kind, core, task));
          }
        }
      }
    }
    return lines.toString();
  }

  private static String line(Timeline timeline, EngineKind kind, int core, int task) {
    String engine = kind + (timeline.program().machine().cores() > 1 ? "@" + core : "");
    String free = kind.transfers() ? timeline.releaseCycle(task) + " " : "";
    return "%s %s %d %s%d"
        .formatted(
            engine,
            label(timeline.program(), task),
            timeline.startCycle(task),
            free,
            timeline.endCycle(task));
  }

  /** What a task does to which tile. */
  static String label(Program program, int task) {
    long first = touched(program, program.firstAccess(task));
    long last = touched(program, program.firstAccess(task + 1) - 1);
    long beforeLast = touched(program, Math.max(0, program.firstAccess(task + 1) - 2));
    return program
        .op(task)
        .accept(
            new Op.Visitor<String>() {
              @Override
              public String visit(Op.Load load) {
                return name(first);
              }

              @Override
              public String visit(Op.Store store) {
                return name(first);
              }

              @Override
              public String visit(Op.Matmul matmul) {
                return switch (matmul.product()) {
                  case SCORES -> name(last);
                  case VALUES -> name(last) + "+" + name(beforeLast);
                  case SHIFT -> "shift-" + name(last);
                };
              }

              @Override
              public String visit(Op.Softmax softmax) {
                return name(first);
              }

              @Override
              public String visit(Op.OnlineSoftmax softmax) {
                return name(first);
              }

              @Override
              public String visit(Op.SpanSoftmax softmax) {
                return softmax.exponentiates() ? name(first) : "max-" + name(first);
              }

              @Override
              public String visit(Op.Rescale rescale) {
                return "rescale-" + name(last);
              }

              @Override
              public String visit(Op.Normalize normalize) {
                return "normalize-" + name(last);
              }
            });
  }

  private static long touched(Program program, int access) {
    long written = program.tileWritten(access);
    return written == Tile.NONE ? program.tileRead(access) : written;
  }

  /** Short name of a tile. */
  static String name(long tile) {
    Tensor tensor = Tile.tensor(tile);
    return switch (tensor) {
      case K, V -> "%s[%d.%d]".formatted(tensor, Tile.head(tile), Tile.subTile(tile));
      case Q, O, STATE -> "%s[%d.%d]".formatted(tensor, Tile.head(tile), Tile.rowBlock(tile));
      case S, P, REFERENCE ->
          "%s[%d.%d.%d]"
              .formatted(tensor, Tile.head(tile), Tile.rowBlock(tile), Tile.subTile(tile));
    };
  }
}
