package masattention.search;

import java.util.ArrayList;
import java.util.List;
import masattention.interpret.timing.BusyCycles;
import masattention.interpret.timing.Durations;
import masattention.schedule.Problem;
import masattention.schedule.Schedulers;
import masattention.schedule.Traits;
import masattention.tiling.BlockGrid;
import masattention.tiling.Partition;

/**
 * A makespan in closed form that no program of a scheduler falls below.
 *
 * <p>The largest of: the work of every engine; the busy time of the DRAM channel, and the latency
 * of its last transfer; and of every core, the transfers that must precede its first task, the end
 * of its first scores and the end of its first output, each with the {@link Chain} of matrix and
 * vector tasks that follows it and the store that follows that. Cores fill through the same
 * channel, so that one of them waits for what all of them need.
 */
public final class LowerBound {
  private final Problem problem;
  private final BlockGrid grid;
  private final RowBlockCycles cycles;
  private final Durations durations;
  private final long latency;
  private final List<CoreWork> cores = new ArrayList<>();

  /** Cores with the same work as each of the list. */
  private final int alike;

  private LowerBound(Traits traits, Problem problem) {
    this.problem = problem;
    grid = problem.grid();
    cycles = new RowBlockCycles(traits, problem);
    durations = cycles.durations();
    latency = problem.machine().dramLatencyCycles();
    int busy = CoreLoad.busyCores(problem);
    boolean heads = problem.tiling().partition() == Partition.HEADS;
    alike = heads ? mostLoaded(busy) : 1;
    for (int core = 0; core < (heads ? 1 : busy); core++) {
      cores.add(CoreWork.of(new CoreLoad(problem, core), cycles));
    }
  }

  /** Cores that no core has more groups than. */
  private int mostLoaded(int busy) {
    int left = problem.shape().groups() % problem.machine().cores();
    return left == 0 ? busy : Math.min(busy, left);
  }

  /**
   * The bound.
   *
   * <p>Where writes are posted, the passes that store scores are bounded by their engines alone.
   *
   * @param busy the busy cycles of the scheduler's program
   */
  public static long cycles(Schedulers scheduler, Problem problem, BusyCycles busy) {
    LowerBound bound = new LowerBound(scheduler.traits(), problem);
    long machineCores = problem.machine().cores();
    long engines =
        Math.max(
            busy.dram() + bound.latency,
            Math.max(ceilDiv(busy.mac(), machineCores), ceilDiv(busy.vec(), machineCores)));
    return Math.max(engines, bound.schedule(scheduler));
  }

  private static long ceilDiv(long a, long b) {
    return a / b + (a % b == 0 ? 0 : 1);
  }

  private long schedule(Schedulers scheduler) {
    return switch (scheduler) {
      case LAYER_WISE, SOFT_PIPE -> passes(scheduler);
      case FLAT, FLAT_STREAM -> fused(Chain::serial);
      case FLAT_NO_PREFETCH -> fused(core -> Chain.stopping(core, problem, durations));
      case TILEFLOW -> fused(core -> Chain.rounds(core, cycles));
      case FUSEMAX -> {
        int rows = grid.rows(grid.rowBlocks() - 1);
        long division = durations.normalize(rows, grid.shape().valueDim());
        yield fused(core -> Chain.onePass(core, division));
      }
      case MAS, MAS_SPILL -> fused(core -> Chain.streams(core, cycles));
    };
  }

  private long passes(Schedulers scheduler) {
    if (problem.machine().postedWrites()) {
      return 0;
    }
    PassBound bound = new PassBound(problem, cycles, cores);
    return scheduler == Schedulers.LAYER_WISE ? bound.threePasses() : bound.twoPasses();
  }

  private interface ChainOf {
    Chain of(CoreWork core);
  }

  private long fused(ChainOf chains) {
    Fill all = new Fill();
    long bound = 0;
    Chain least = new Chain(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    long leastStore = Long.MAX_VALUE;
    for (CoreWork core : cores) {
      for (int copy = 0; copy < alike; copy++) {
        all.add(core);
      }
      Chain chain = chains.of(core);
      Fill own = new Fill();
      own.add(core);
      bound = Math.max(bound, own.then(chain) + core.last().output() + latency);
      least =
          new Chain(
              Math.min(least.fromStart(), chain.fromStart()),
              Math.min(least.afterScores(), chain.afterScores()),
              Math.min(least.afterOutput(), chain.afterOutput()));
      leastStore = Math.min(leastStore, core.last().output());
    }
    return Math.max(bound, all.then(least) + leastStore + latency);
  }

  /** What must come through the channel before some of the cores have their first row block. */
  private final class Fill {
    private final long firstKeys = durations.transfer(grid.keyTileBytes(0));
    private long queries;
    private long starting;
    private long keys;
    private long values;
    private long scoreTile = Long.MAX_VALUE;
    private long outputTile = Long.MAX_VALUE;

    void add(CoreWork core) {
      BlockCycles first = core.first();
      queries += first.query();
      if (problem.sharesKv()) {
        starting = firstKeys;
        keys = Math.max(keys, first.keys());
        values = Math.max(values, first.values());
      } else {
        starting += firstKeys;
        keys += first.keys();
        values += first.values();
      }
      scoreTile = Math.min(scoreTile, first.lastScoreTile());
      outputTile = Math.min(outputTile, first.lastOutputTile());
    }

    /** When {@code chain} can have ended. */
    long then(Chain chain) {
      long start = queries + starting + latency + chain.fromStart();
      long scores = queries + keys + latency + scoreTile + chain.afterScores();
      long output = queries + keys + values + latency + outputTile + chain.afterOutput();
      return Math.max(start, Math.max(scores, output));
    }
  }
}
