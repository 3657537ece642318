package masattention.interpret.timing;

import java.util.Arrays;
import masattention.program.Buffer;
import masattention.program.L1Plan;
import masattention.program.Snapshot;

/**
 * For every slot of L1, the ends of the task that wrote it last and, of every core, of the task
 * that read it last since then. The slots of a copy that is filled and emptied in one order are one
 * cell.
 */
final class Cells {
  private final int cores;
  private L1Plan plan;
  private int[] cellOf = {};
  private int[] copyOf = {};
  private long[] writer = {};
  private long[] reader = {};
  private int cells;

  Cells(int cores) {
    this.cores = cores;
  }

  /** Gets ready for the buffers of a plan. */
  void start(L1Plan newPlan) {
    plan = newPlan;
    if (cellOf.length < plan.slots()) {
      cellOf = new int[plan.slots()];
      copyOf = new int[plan.slots()];
    }
    cells = 0;
    for (Buffer buffer : plan.buffers()) {
      int slot = buffer.firstSlot();
      for (int copy = 0; copy < buffer.owners() * buffer.copies(); copy++) {
        int firstOfCopy = slot;
        for (int piece = 0; piece < buffer.pieces(); piece++) {
          copyOf[slot] = firstOfCopy;
          cellOf[slot++] = cells;
          cells += buffer.inOneOrder() && piece < buffer.pieces() - 1 ? 0 : 1;
        }
      }
    }
    if (writer.length < cells || reader.length < cells * cores) {
      writer = new long[cells];
      reader = new long[cells * cores];
    }
    Arrays.fill(writer, 0, cells, TaskEnds.NEVER);
    Arrays.fill(reader, 0, cells * cores, TaskEnds.NEVER);
  }

  int of(int slot) {
    return cellOf[slot];
  }

  /** The first slot of the copy that a slot belongs to. */
  int copyOf(int slot) {
    return copyOf[slot];
  }

  long writer(int cell) {
    return writer[cell];
  }

  void write(int cell, long task) {
    writer[cell] = task;
    int from = cell * cores;
    for (int r = from; r < from + cores; r++) {
      reader[r] = TaskEnds.NEVER;
    }
  }

  long reader(int cell, int core) {
    return reader[cell * cores + core];
  }

  void read(int cell, int core, long task) {
    reader[cell * cores + core] = task;
  }

  /** Number of cells, which is the number of ends kept for writers. */
  int size() {
    return cells;
  }

  /** Replaces the names of tasks that have ended by the cycles of their ends. */
  void settle(TaskEnds ends) {
    for (int cell = 0; cell < cells; cell++) {
      writer[cell] = ends.settled(writer[cell]);
    }
    for (int r = 0; r < cells * cores; r++) {
      reader[r] = ends.settled(reader[r]);
    }
  }

  /**
   * Hands over the cells of one phase, copies from the one in use on; those of buffers without a
   * copy in use are left out.
   */
  void visit(Snapshot snapshot, TaskEnds ends, int phase, StreamedSimulation.CopyInUse inUse) {
    for (Buffer buffer : plan.buffers()) {
      if (buffer.pieces() == 0 || buffer.phase() != phase) {
        continue;
      }
      for (int owner = 0; owner < buffer.owners(); owner++) {
        int turn = inUse.of(buffer, owner);
        for (int i = 0; turn >= 0 && i < buffer.copies(); i++) {
          int slot = buffer.slot(owner, (turn + i) % buffer.copies(), 0);
          visit(snapshot, ends, buffer.shared() ? -1 : owner, slot, buffer.pieces());
        }
      }
    }
  }

  private void visit(Snapshot snapshot, TaskEnds ends, int onlyCore, int slot, int pieces) {
    int to = cellOf[slot + pieces - 1];
    for (int cell = cellOf[slot]; cell <= to; cell++) {
      writer[cell] = ends.visit(snapshot, writer[cell]);
      int first = onlyCore < 0 ? 0 : onlyCore;
      int last = onlyCore < 0 ? cores - 1 : onlyCore;
      for (int core = first; core <= last; core++) {
        int at = cell * cores + core;
        reader[at] = ends.visit(snapshot, reader[at]);
      }
    }
  }
}
