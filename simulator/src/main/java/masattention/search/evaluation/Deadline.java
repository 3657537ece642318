package masattention.search.evaluation;

import java.util.List;
import masattention.cost.ScheduleWork;
import masattention.interpret.timing.BusyCycles;
import masattention.interpret.timing.EngineTimes;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;

/**
 * The cycles that an evaluation may take to be of interest, and whether it still can: the clocks so
 * far, and the work that is left of every engine, are a lower bound of its makespan.
 */
final class Deadline {
  private final List<BusyCycles> passes;
  private final int cores;
  private final long latency;
  private final boolean serial;
  private final long idlePerBlock;
  private final long limit;
  private long mac;
  private long vec;
  private long dram;
  private long start;
  private long later;

  /** A deadline of {@code limit} cycles for the schedule with this work. */
  Deadline(Scheduler scheduler, Problem problem, ScheduleWork work, long limit) {
    passes = work.passes();
    cores = problem.machine().cores();
    latency = problem.machine().dramLatencyCycles();
    serial = scheduler.traits().serial();
    idlePerBlock = serial ? scheduler.idleCyclesPerBlock(problem) : 0;
    this.limit = limit;
  }

  /** Says that a pass begins. */
  void startPass(int pass, EngineTimes engines) {
    BusyCycles now = passes.get(pass);
    mac += now.mac();
    vec += now.vec();
    dram += now.dram();
    start = pass == 0 ? 0 : engines.makespanCycles();
    later = latency;
    for (BusyCycles then : passes.subList(pass + 1, passes.size())) {
      later += Math.max(then.dram(), Math.max(then.mac(), then.vec()) / cores);
    }
  }

  /** Whether the makespan is sure to exceed the limit. */
  boolean isMissed(EngineTimes engines, Lane[] lanes) {
    return limit < Long.MAX_VALUE && bound(engines, lanes) > limit;
  }

  private long bound(EngineTimes engines, Lane[] lanes) {
    long macLeft = mac - engines.macDoneCycles();
    long vecLeft = vec - engines.vecDoneCycles();
    long channel = Math.max(start, engines.channelFreeCycle()) + dram - engines.dramDoneCycles();
    long units =
        serial
            ? engines.bothFreeCycles() + macLeft + vecLeft + idleLeft(lanes)
            : Math.max(
                engines.macFreeCycles(start) + macLeft, engines.vecFreeCycles(start) + vecLeft);
    return Math.max(channel, units / cores) + later;
  }

  private long idleLeft(Lane[] lanes) {
    long blocks = 0;
    for (Lane lane : lanes) {
      int size = lane.team().size();
      blocks += Math.max(0, lane.team().blocks() - lane.step() - size) / size;
    }
    return blocks * idlePerBlock;
  }
}
