package masattention.interpret.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import masattention.interpret.timing.Timeline;
import masattention.program.Buffer;
import masattention.program.EngineKind;
import masattention.program.Program;
import masattention.program.Tile;

/**
 * Bytes of L1 in use over time, as steps.
 *
 * <p>A slot is in use, with its whole size, from the start of the task that writes a tile into it
 * until the release of the last task that touches that tile or what it becomes in place; a load
 * holds its slot until its data is usable.
 *
 * @param steps in order of time; the first of a program that uses L1 is its first use, the last has
 *     0 bytes
 */
public record Occupancy(List<Step> steps) {

  /** From {@code cycle} on, {@code bytes} are in use. */
  public record Step(long cycle, long bytes) {}

  /** At {@code cycle}, so many bytes more are in use. */
  private record Change(long cycle, long bytes) {}

  /** Copies the steps. */
  public Occupancy {
    steps = List.copyOf(steps);
  }

  /** Of all cores together. */
  public static Occupancy of(Timeline timeline) {
    return of(timeline, slot -> true);
  }

  /** Of the buffers that belong to one core alone; shared ones count for none. */
  public static Occupancy ofCore(Timeline timeline, int core) {
    boolean[] own = new boolean[timeline.program().plan().slots()];
    for (Buffer buffer : timeline.program().plan().buffers()) {
      if (!buffer.shared() && buffer.pieces() > 0) {
        int from = buffer.slot(core, 0, 0);
        Arrays.fill(own, from, from + buffer.copies() * buffer.pieces(), true);
      }
    }
    return of(timeline, slot -> own[slot]);
  }

  private static Occupancy of(Timeline timeline, IntPredicate counts) {
    Program program = timeline.program();
    L1Addresses addresses = L1Addresses.of(program.plan());
    List<Change> changes = new ArrayList<>();
    long[] heldUntil = new long[program.plan().slots()];
    boolean[] held = new boolean[heldUntil.length];
    for (int task = 0; task < program.size(); task++) {
      EngineKind kind = EngineKind.kindOf(program.engine(task));
      long until = kind == EngineKind.LOAD ? timeline.endCycle(task) : timeline.releaseCycle(task);
      int to = program.firstAccess(task + 1);
      for (int access = program.firstAccess(task); access < to; access++) {
        int slot = program.slot(access);
        if (!counts.test(slot)) {
          continue;
        }
        if (program.tileRead(access) == Tile.NONE) {
          if (held[slot]) {
            changes.add(new Change(heldUntil[slot], -addresses.bytes(slot)));
          }
          changes.add(new Change(timeline.startCycle(task), addresses.bytes(slot)));
          held[slot] = true;
          heldUntil[slot] = until;
        } else {
          heldUntil[slot] = Math.max(heldUntil[slot], until);
        }
      }
    }
    for (int slot = 0; slot < held.length; slot++) {
      if (held[slot]) {
        changes.add(new Change(heldUntil[slot], -addresses.bytes(slot)));
      }
    }
    return new Occupancy(steps(changes));
  }

  /** The steps that changes of the bytes in use make, in whatever order these are. */
  private static List<Step> steps(List<Change> changes) {
    changes.sort(Comparator.comparingLong(Change::cycle));
    List<Step> steps = new ArrayList<>();
    long bytes = 0;
    for (int next = 0; next < changes.size(); ) {
      long cycle = changes.get(next).cycle();
      long before = bytes;
      while (next < changes.size() && changes.get(next).cycle() == cycle) {
        bytes += changes.get(next++).bytes();
      }
      if (bytes != before) {
        steps.add(new Step(cycle, bytes));
      }
    }
    return steps;
  }

  /** The most bytes in use at any instant. */
  public long peakBytes() {
    return steps.stream().mapToLong(Step::bytes).max().orElse(0);
  }
}
