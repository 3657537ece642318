package masattention.interpret.hazard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import masattention.interpret.memory.L1Addresses;
import masattention.interpret.timing.Timeline;
import masattention.program.EngineKind;
import masattention.program.Program;
import masattention.program.Tile;

/**
 * Checks what must hold of every timeline, without trusting the derived dependencies: two tasks
 * that overlap in time touch the same bytes of L1 only if both only read them.
 *
 * <p>It also checks that an engine runs one task at a time in program order, that every dependency
 * is kept, that one transfer at a time uses the DRAM channel, that nothing is loaded before it is
 * stored, and that the buffers lie within L1. A load writes its slots until its data is usable, a
 * store reads its slots until its release.
 */
public final class HazardCheck {
  private final Timeline timeline;
  private final Program program;
  private final L1Addresses addresses;
  private final List<String> violations = new ArrayList<>();

  private HazardCheck(Timeline timeline) {
    this.timeline = timeline;
    program = timeline.program();
    addresses = L1Addresses.of(program.plan());
  }

  /** What is wrong with {@code timeline}, one line for each violation; empty when it is clean. */
  public static List<String> violations(Timeline timeline) {
    HazardCheck check = new HazardCheck(timeline);
    check.capacity();
    check.engines();
    check.dependencies();
    Integer[] byStart = check.byStart();
    check.channel(byStart);
    check.bytes(byStart);
    check.dram();
    return List.copyOf(check.violations);
  }

  private Integer[] byStart() {
    Integer[] tasks = new Integer[program.size()];
    Arrays.setAll(tasks, task -> task);
    Arrays.sort(tasks, Comparator.comparingLong((Integer task) -> timeline.startCycle(task)));
    return tasks;
  }

  private void capacity() {
    long limit = program.machine().l1BytesPerCore() * program.machine().cores();
    if (addresses.end() > limit) {
      violations.add(
          "The buffers reach address %s of an L1 of %s bytes.".formatted(addresses.end(), limit));
    }
  }

  private void engines() {
    int[] last = new int[program.machine().cores() * EngineKind.PER_CORE];
    Arrays.fill(last, -1);
    for (int task = 0; task < program.size(); task++) {
      int before = last[program.engine(task)];
      if (before >= 0 && timeline.startCycle(task) < timeline.releaseCycle(before)) {
        violations.add(
            "%s starts before %s leaves its engine.".formatted(describe(task), describe(before)));
      }
      if (timeline.releaseCycle(task) < timeline.startCycle(task)
          || timeline.endCycle(task) < timeline.releaseCycle(task)) {
        violations.add("%s ends before it starts.".formatted(describe(task)));
      }
      last[program.engine(task)] = task;
    }
  }

  private void dependencies() {
    for (int task = 0; task < program.size(); task++) {
      int to = program.firstDependency(task + 1);
      for (int index = program.firstDependency(task); index < to; index++) {
        int on = program.dependsOn(index);
        long from = program.onRelease(index) ? timeline.releaseCycle(on) : timeline.endCycle(on);
        if (on >= task) {
          violations.add("%s depends on a later task, %s.".formatted(describe(task), on));
        } else if (timeline.startCycle(task) < from) {
          violations.add(
              "%s starts before cycle %s, when %s has finished."
                  .formatted(describe(task), from, describe(on)));
        }
      }
    }
  }

  private void channel(Integer[] byStart) {
    int before = -1;
    for (int task : byStart) {
      if (!EngineKind.kindOf(program.engine(task)).transfers()) {
        continue;
      }
      if (before >= 0 && timeline.startCycle(task) < timeline.releaseCycle(before)) {
        violations.add(
            "%s uses the DRAM channel beside %s.".formatted(describe(task), describe(before)));
      }
      before = task;
    }
  }

  /** Sweeps over time with the tasks that touch L1 at that instant. */
  private void bytes(Integer[] byStart) {
    List<Integer> touching = new ArrayList<>();
    for (int task : byStart) {
      long now = timeline.startCycle(task);
      touching.removeIf(earlier -> touchesUntil(earlier) <= now);
      for (int earlier : touching) {
        compare(earlier, task);
      }
      touching.add(task);
    }
  }

  private long touchesUntil(int task) {
    return EngineKind.kindOf(program.engine(task)) == EngineKind.STORE
        ? timeline.releaseCycle(task)
        : timeline.endCycle(task);
  }

  private void compare(int earlier, int later) {
    int to = program.firstAccess(later + 1);
    int earlierTo = program.firstAccess(earlier + 1);
    for (int access = program.firstAccess(later); access < to; access++) {
      for (int other = program.firstAccess(earlier); other < earlierTo; other++) {
        if ((writes(access) || writes(other))
            && addresses.overlap(program.slot(access), program.slot(other))) {
          violations.add(
              "%s %s slot %s while %s %s slot %s, with bytes in common from address %s on."
                  .formatted(
                      describe(later),
                      verb(access),
                      program.slot(access),
                      describe(earlier),
                      verb(other),
                      program.slot(other),
                      Math.max(
                          addresses.first(program.slot(access)),
                          addresses.first(program.slot(other)))));
        }
      }
    }
  }

  /** A tile that the program stores is there to be loaded once the store has ended. */
  private void dram() {
    Map<Long, Integer> stores = new HashMap<>();
    for (int task = 0; task < program.size(); task++) {
      EngineKind kind = EngineKind.kindOf(program.engine(task));
      int to = program.firstAccess(task + 1);
      for (int access = program.firstAccess(task); access < to; access++) {
        if (kind == EngineKind.STORE) {
          stores.put(program.tileRead(access), task);
        } else if (kind == EngineKind.LOAD) {
          Integer store = stores.get(program.tileWritten(access));
          if (store != null && timeline.startCycle(task) < timeline.endCycle(store)) {
            violations.add(
                "%s loads %s, which %s has not stored yet."
                    .formatted(
                        describe(task),
                        Tile.describe(program.tileWritten(access)),
                        describe(store)));
          }
        }
      }
    }
  }

  private boolean writes(int access) {
    return program.tileWritten(access) != Tile.NONE;
  }

  private String verb(int access) {
    return writes(access) ? "writes" : "reads";
  }

  private String describe(int task) {
    return "Task %s (%s of core %s, cycles %s to %s)"
        .formatted(
            task,
            EngineKind.kindOf(program.engine(task)),
            EngineKind.coreOf(program.engine(task)),
            timeline.startCycle(task),
            touchesUntil(task));
  }
}
