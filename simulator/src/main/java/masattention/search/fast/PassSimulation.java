package masattention.search.fast;

import java.util.Arrays;
import java.util.List;
import masattention.schedule.Problem;
import masattention.schedule.Team;

/**
 * Times a pass whose row blocks are alike, without building its program.
 *
 * <p>The cores meet only at the DRAM channel, so the simulation goes from grant to grant: after
 * one, the matrix and vector units of the cores that waited for it go on as far as they can, a
 * product with all resident sub-tiles in one step. A transfer whose ready time is not known yet
 * depends on one that was not granted yet and cannot win, so that this is exact.
 */
final class PassSimulation {
  private final StepOrder order;
  private final Pass pass = new Pass();
  private final PeriodSkip periods = new PeriodSkip(pass);
  private final ResidentBursts bursts = new ResidentBursts(pass);
  private final SubTileSkip subTiles = new SubTileSkip(pass);
  private final SubTileTurns turns = new SubTileTurns(pass);
  private Core[] pool = {};
  private Core[] cores = {};
  private CoreTeam[] teamPool = {};
  private CoreTeam[] teams = {};
  private int grants;

  PassSimulation(StepOrder order) {
    this.order = order;
  }

  /** The makespan of a pass, in cycles. */
  long makespan(Problem problem, List<Team> newTeams, TaskCycles cycles) {
    start(problem, newTeams, cycles);
    for (Core core : cores) {
      core.advance();
      refill(core);
      core.refreshLoad();
    }
    grants = 0;
    while (grant()) {
      grants++;
    }
    for (Core core : cores) {
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

  private void start(Problem problem, List<Team> sharing, TaskCycles cycles) {
    pass.start(cycles, order);
    pass.latency = problem.machine().dramLatencyCycles();
    int seqQ = problem.shape().seqQ();
    int rows = problem.tiling().rowsPerBlock();
    pass.fullRowBlocks = seqQ / rows;
    boolean resides = pass.resident[0] + pass.resident[1] > 0;
    pass.uniform = !resides && seqQ % rows == 0;
    List<Team> split = resides ? sharing : Team.apart(problem);
    int count = problem.machine().cores();
    while (pool.length < count) {
      pool = Arrays.copyOf(pool, pool.length + 1);
      pool[pool.length - 1] = core();
      teamPool = Arrays.copyOf(teamPool, pool.length);
      teamPool[pool.length - 1] = new CoreTeam();
    }
    if (teams.length != split.size()) {
      teams = Arrays.copyOf(teamPool, split.size());
    }
    int used = 0;
    for (int i = 0; i < teams.length; i++) {
      start(teams[i], split.get(i), used, problem);
      used += teams[i].size;
    }
    if (cores.length != used || cores[0] != pool[0]) {
      cores = Arrays.copyOf(pool, used);
    }
    periods.start(teams, used);
    bursts.start(cores);
    subTiles.start(cores);
    turns.start(cores);
  }

  private Core core() {
    return switch (order) {
      case IN_TURN, ALONE, STREAMS -> new RowBlockCore(pass);
      case SCORES -> new ScoresCore(pass);
      case SOFTMAX -> new SoftmaxCore(pass);
      case PROBABILITIES -> new ProbabilitiesCore(pass);
      case OUTPUTS -> new OutputsCore(pass);
      case ROUNDS -> new RoundsCore(pass);
      case ONE_PASS -> new OnePassCore(pass);
    };
  }

  private void start(CoreTeam team, Team of, int first, Problem problem) {
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
      team.residents[p].start(team.cores, pass.resident[p], problem.tiling().kvBuffers());
    }
    for (int c = 0; c < size; c++) {
      team.cores[c].script.start(of, c, problem.grid().rowBlocks());
    }
  }

  /** Grants the channel to the transfer that has been ready longest; false when there is none. */
  private boolean grant() {
    Core winner = cores[0];
    boolean store = false;
    long since = Core.NEVER;
    for (Core core : cores) {
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
    if (since == Core.NEVER) {
      return false;
    }
    if (turns.grant(winner, store, since)) {
      return true;
    }
    long start = Math.max(pass.channelFree, since);
    if (store) {
      winner.store(start);
      if (winner.waitsFor(Grant.STORE)) {
        goOn(winner);
      } else if (winner.loadSince == Core.NEVER) {
        winner.refreshLoad();
      }
      winner.refreshStore();
    } else if (winner.isBursting()) {
      bursts.grant();
    } else if (winner.isStreaming()) {
      winner.loadStreamed(start);
      subTiles.skip(winner);
    } else {
      load(winner, start);
    }
    return true;
  }

  private void load(Core core, long start) {
    int granted = core.load(start);
    if (core.script.isEmpty()) {
      refill(core);
    }
    core.refreshLoad();
    if (core.team.size > 1) {
      refreshUnready(core.team);
    }
    if (granted <= Grant.VALUES && core.team.size > 1) {
      boolean slotWanted = core.team.waitsForSlot(granted);
      for (Core member : core.team.cores) {
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
  private void goOn(Core core) {
    core.advance();
    if (core.storeSince == Core.NEVER) {
      core.refreshStore();
    }
    refreshUnready(core.team);
  }

  private static void refreshUnready(CoreTeam team) {
    for (Core member : team.cores) {
      if (member.loadSince == Core.NEVER) {
        member.refreshLoad();
      }
    }
  }

  /** Asks for more where nothing is left in the load queue. */
  private void refill(Core core) {
    while (core.script.isEmpty() && core.script.emitted < core.steps) {
      if (core == lead()) {
        periods.skip(core);
      }
      core.script.emit();
    }
  }

  /** The first core that has row blocks left. */
  private Core lead() {
    for (Core core : cores) {
      if (core.script.emitted < core.blocks) {
        return core;
      }
    }
    return cores[0];
  }
}
