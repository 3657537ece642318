package masattention.search.evaluation;

import java.util.List;
import masattention.cost.ScheduleWork;
import masattention.interpret.timing.BusyCycles;
import masattention.interpret.timing.EngineTimes;
import masattention.schedule.Problem;
import masattention.schedule.RowBlockFloor;
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
  private final RowBlockFloor perBlock;
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
    this.limit = limit;
    boolean asked = serial && limit < Long.MAX_VALUE;
    perBlock = asked ? scheduler.floorPerRowBlock(problem) : RowBlockFloor.NONE;
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
    long free = Math.max(start, engines.channelFreeCycle());
    long dramLeft = dram - engines.dramDoneCycles();
    if (!serial) {
      long units =
          Math.max(engines.macFreeCycles(start) + macLeft, engines.vecFreeCycles(start) + vecLeft);
      return Math.max(free + dramLeft, units / cores) + later;
    }
    long idle = 0;
    double channel = -perBlock.channelOnce();
    for (Lane lane : lanes) {
      long blocks = blocksLeft(lane);
      if (blocks > 0) {
        long ragged = Math.min(blocks, lane.team().groups() - lane.team().ordinal(lane.step()));
        idle += blocks * perBlock.idle();
        channel += (blocks - ragged) * perBlock.channel() + ragged * perBlock.raggedChannel();
      }
    }
    long units = engines.bothFreeCycles() + macLeft + vecLeft + idle;
    return Math.max(free + Math.max(dramLeft, (long) channel), units / cores) + later;
  }

  /** Row blocks of a lane that it has not begun. */
  private static long blocksLeft(Lane lane) {
    int size = lane.team().size();
    return Math.max(0, lane.team().blocks() - lane.step() - size) / size;
  }
}
