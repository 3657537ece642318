package masattention.search.fast;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import masattention.schedule.Problem;
import masattention.schedule.Team;

/**
 * Times a fused pass whose row blocks are alike, without building its program.
 *
 * <p>The cores meet only at the DRAM channel, so the simulation goes from grant to grant: after
 * one, the matrix and vector units of the cores that waited for it go on as far as they can, a
 * product with all resident sub-tiles in one step. A transfer whose ready time is not known yet
 * depends on one that was not granted yet and cannot win, so that this is exact.
 */
final class FusedSimulation {
  private static final FusedCore[] NONE = {};

  private final FusedPass pass = new FusedPass();
  private final FusedPeriods periods = new FusedPeriods(pass);
  private final OnePassSubTiles subTiles = new OnePassSubTiles(pass);
  private final Map<StepOrder, FusedCore[]> pools = new EnumMap<>(StepOrder.class);
  private FusedCore[] pool = {};
  private FusedCore[] cores = {};
  private FusedTeam[] teamPool = {};
  private FusedTeam[] teams = {};
  private int grants;

  /** The makespan of a pass, in cycles. */
  long makespan(Problem problem, List<Team> newTeams, StepOrder order, TaskCycles cycles) {
    start(problem, newTeams, order, cycles);
    for (FusedCore core : cores) {
      core.advance();
      refill(core);
      core.refreshLoad();
    }
    grants = 0;
    while (grant()) {
      grants++;
    }
    for (FusedCore core : cores) {
      if (!core.isSilent()) {
        throw new IllegalStateException("Every core waits and there is no transfer to grant.");
      }
    }
    return pass.channelFree + pass.latency + pass.skippedCycles;
  }

  /** Grants of the last pass that were not skipped: what its simulation cost. */
  int grants() {
    return grants;
  }

  private void start(Problem problem, List<Team> sharing, StepOrder order, TaskCycles cycles) {
    pass.start(cycles, order);
    pass.latency = problem.machine().dramLatencyCycles();
    int seqQ = problem.shape().seqQ();
    int rows = problem.tiling().rowsPerBlock();
    pass.fullRowBlocks = seqQ / rows;
    boolean resides = cycles.resident[0] + cycles.resident[1] > 0;
    pass.uniform = !resides && seqQ % rows == 0;
    List<Team> split = resides ? sharing : Team.apart(problem);
    int count = problem.machine().cores();
    choosePool(order, count);
    if (teams.length != split.size()) {
      teams = Arrays.copyOf(teamPool, split.size());
    }
    int used = 0;
    for (int i = 0; i < teams.length; i++) {
      start(teams[i], split.get(i), used, problem, cycles);
      used += teams[i].size;
    }
    if (cores.length != used || cores[0] != pool[0]) {
      cores = Arrays.copyOf(pool, used);
    }
    periods.start(teams, used);
    subTiles.start(order, cores);
  }

  /** Takes at least {@code count} cores that go through row blocks in such an order. */
  private void choosePool(StepOrder order, int count) {
    pool = pools.getOrDefault(order, NONE);
    while (pool.length < count) {
      pool = Arrays.copyOf(pool, pool.length + 1);
      pool[pool.length - 1] = core(order);
      pools.put(order, pool);
    }
    while (teamPool.length < count) {
      teamPool = Arrays.copyOf(teamPool, teamPool.length + 1);
      teamPool[teamPool.length - 1] = new FusedTeam();
    }
  }

  private FusedCore core(StepOrder order) {
    return switch (order) {
      case IN_TURN, ALONE, STREAMS -> new RowBlockCore(pass);
      case ROUNDS -> new RoundsCore(pass);
      case ONE_PASS -> new OnePassCore(pass);
      case SCORES, SOFTMAX, PROBABILITIES, OUTPUTS ->
          throw new IllegalArgumentException("No core goes through " + order);
    };
  }

  private void start(FusedTeam team, Team of, int first, Problem problem, TaskCycles cycles) {
    int size = of.size();
    if (team.size != size || team.cores[0] != pool[first]) {
      team.cores = Arrays.copyOfRange(pool, first, first + size);
      team.size = size;
    }
    team.blocks = of.blocks();
    team.groups = of.groups();
    for (int c = 0; c < size; c++) {
      int blocks = c < team.blocks ? (team.blocks - 1 - c) / size + 1 : 0;
      team.cores[c].start(team, first + c, blocks);
    }
    for (int p = 0; p < 2; p++) {
      team.residents[p].start(team.cores, cycles.resident[p], problem.tiling().kvBuffers());
    }
    for (int c = 0; c < size; c++) {
      team.cores[c].script.start(of, c, problem.grid().rowBlocks());
    }
  }

  /** Grants the channel to the transfer that has been ready longest; false when there is none. */
  private boolean grant() {
    FusedCore winner = cores[0];
    boolean store = false;
    long since = FusedCore.NEVER;
    for (FusedCore core : cores) {
      if (core.loadSince < since) {
        since = core.loadSince;
        winner = core;
        store = false;
      }
      if (core.storeSince < since) {
        since = core.storeSince;
        winner = core;
        store = true;
      }
    }
    if (since == FusedCore.NEVER) {
      return false;
    }
    long start = Math.max(pass.channelFree, since);
    if (store) {
      winner.store(start);
      if (winner.waitsFor(Grant.STORE)) {
        goOn(winner);
      } else if (pass.alone) {
        winner.refreshLoad();
      }
      winner.refreshStore();
    } else if (winner.loadsInARow()) {
      winner.loadOneOfMany(start);
    } else {
      load(winner, start);
    }
    return true;
  }

  private void load(FusedCore core, long start) {
    int granted = core.load(start);
    if (core.script.isEmpty()) {
      refill(core);
    }
    core.refreshLoad();
    if (granted <= Grant.VALUES && core.team.size > 1) {
      boolean slotWanted = core.team.waitsForSlot(granted);
      for (FusedCore member : core.team.cores) {
        if (member.waitsFor(granted)
            && ((slotWanted && member.readsLast[granted]) || member.canGoOn(granted))) {
          goOn(member);
        }
      }
    } else if (core.waitsFor(granted) && (granted > Grant.VALUES || core.canGoOn(granted))) {
      goOn(core);
    }
    if (granted == Grant.STAGED) {
      subTiles.skip(core);
    }
  }

  /** Lets a core go on, and looks again at the transfers that may have waited for it. */
  private void goOn(FusedCore core) {
    core.advance();
    if (core.storeSince == FusedCore.NEVER) {
      core.refreshStore();
    }
    for (FusedCore member : core.team.cores) {
      if (member.loadSince == FusedCore.NEVER) {
        member.refreshLoad();
      }
    }
  }

  /** Asks for more where nothing is left in the load queue. */
  private void refill(FusedCore core) {
    while (core.script.isEmpty() && core.script.emitted < core.steps) {
      if (core == lead()) {
        periods.skip(core);
      }
      core.script.emit();
    }
  }

  /** The first core that has row blocks left. */
  private FusedCore lead() {
    for (FusedCore core : cores) {
      if (core.script.emitted < core.blocks) {
        return core;
      }
    }
    return cores[0];
  }
}
