package masattention.program;

import masattention.npu.NpuConfig;

/** Programs that no scheduler writes: one task changed, or on another machine. */
public final class EditedProgram {
  private EditedProgram() {}

  /** {@code program} with another machine under the same plan. */
  public static Program on(Program program, NpuConfig machine) {
    return new Program(program.grid(), machine, program.plan(), columns(program, -1, null));
  }

  /** {@code program}, of one phase, with the slots of one of its buffers a byte smaller. */
  public static Program withShorter(Program program, Buffer shorter) {
    L1Plan plan = new L1Plan(program.machine());
    for (Buffer buffer : program.plan().buffers()) {
      int less = buffer.equals(shorter) ? 1 : 0;
      plan.resident(
          buffer.name(),
          buffer.copies(),
          buffer.pieces(),
          buffer.pieceBytes() - less,
          buffer.lastPieceBytes() - less,
          buffer.shared());
    }
    return new Program(program.grid(), program.machine(), plan, columns(program, -1, null));
  }

  /** {@code program} with {@code op} in place of what the task did. */
  public static Program with(Program program, int task, Op op) {
    return new Program(
        program.grid(), program.machine(), program.plan(), columns(program, task, op));
  }

  private static ProgramColumns columns(Program program, int changed, Op op) {
    ProgramColumns columns = new ProgramColumns();
    for (int task = 0; task < program.size(); task++) {
      columns.startTask(task == changed ? op : program.op(task), program.engine(task));
      for (int i = program.firstDependency(task); i < program.firstDependency(task + 1); i++) {
        columns.dependency(program.dependsOn(i), program.onRelease(i));
      }
      for (int i = program.firstAccess(task); i < program.firstAccess(task + 1); i++) {
        columns.access(program.slot(i), program.tileRead(i), program.tileWritten(i));
      }
      columns.endTask();
    }
    return columns;
  }
}
