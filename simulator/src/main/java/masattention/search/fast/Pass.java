package masattention.search.fast;

import java.util.Arrays;
import java.util.List;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Team;

/** One pass on its way: what is to be done, who does it, and how far the DRAM channel is. */
final class Pass {
  StepOrder order = StepOrder.IN_TURN;
  TaskCycles cycles;
  int tiles;

  /** Row blocks of a head that have all their rows. */
  int fullRowBlocks;

  /** Whether all row blocks are alike, those of different heads too. */
  boolean uniform;

  boolean stagesKeys;
  boolean stagesValues;
  long latency;

  Lane[] lanes = {};
  Core[] cores = {};
  int coreCount;
  private Lane[] pool = {};

  /** When the channel falls free, and the last cycle of what went over it. */
  long channelFree;

  long latest;
  long skippedCycles;

  void start(Problem problem, List<Team> newTeams, StepOrder newOrder, TaskCycles taskCycles) {
    NpuConfig machine = problem.machine();
    order = newOrder;
    cycles = taskCycles;
    latency = machine.dramLatencyCycles();
    channelFree = 0;
    latest = 0;
    skippedCycles = 0;
    coreCount = machine.cores();
    tiles = cycles.tiles;
    int keys = order.usesKeys() ? cycles.resident[Grant.KEYS] : tiles;
    int values = order.usesValues() ? cycles.resident[Grant.VALUES] : tiles;
    stagesKeys = keys < tiles;
    stagesValues = values < tiles;
    boolean resides = (order.usesKeys() && keys > 0) || (order.usesValues() && values > 0);
    uniform = !resides && problem.shape().seqQ() % problem.tiling().rowsPerBlock() == 0;
    List<Team> teams = resides ? newTeams : Team.apart(problem);
    fullRowBlocks = problem.shape().seqQ() / problem.tiling().rowsPerBlock();
    if (cores.length < coreCount) {
      cores = new Core[coreCount];
      pool = new Lane[coreCount];
      for (int i = 0; i < coreCount; i++) {
        cores[i] = new Core();
        pool[i] = new Lane();
      }
    }
    if (lanes.length != teams.size() || lanes[0] != pool[0]) {
      lanes = Arrays.copyOf(pool, teams.size());
    }
    for (int i = 0; i < coreCount; i++) {
      cores[i].start(i, 0, 0);
    }
    for (int i = 0; i < lanes.length; i++) {
      start(lanes[i], teams.get(i), problem, keys, values);
    }
  }

  private void start(Lane lane, Team team, Problem problem, int keys, int values) {
    lane.start(team, problem.grid().rowBlocks());
    if (lane.cores.length != lane.size) {
      lane.cores = new Core[lane.size];
    }
    for (int c = 0; c < lane.size; c++) {
      Core core = cores[team.core(c)];
      core.start(team.core(c), c, order.usesKeys() && order.usesValues() ? 0 : tiles);
      lane.cores[c] = core;
    }
    lane.steps = lane.blocks + order.drain() * lane.size;
    boolean prefetches = order != StepOrder.ALONE;
    int copies = problem.tiling().kvBuffers();
    Residents[] residents = lane.residents;
    boolean byTile = order == StepOrder.ONE_PASS;
    int residentKeys = order.usesKeys() ? keys : 0;
    int residentValues = order.usesValues() ? values : 0;
    residents[Grant.KEYS].start(team, lane.cores, residentKeys, copies, prefetches, byTile);
    residents[Grant.VALUES].start(team, lane.cores, residentValues, copies, prefetches, byTile);
  }

  /** The first lane that has row blocks left; none: null. */
  Lane lead() {
    for (Lane lane : lanes) {
      if (lane.step < lane.blocks) {
        return lane;
      }
    }
    return null;
  }

  /** Sub-tiles of K or V that every row block has in its staging area. */
  int staged(int product) {
    return tiles - cycles.resident[product];
  }

  /** Lets a core wait for a grant; always false. */
  boolean waits(Core core, int grant) {
    core.waitsFor = order == StepOrder.ROUNDS ? Grant.ANYTHING : grant;
    return false;
  }
}
