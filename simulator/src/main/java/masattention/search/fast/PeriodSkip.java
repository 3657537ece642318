package masattention.search.fast;

/**
 * Skips row blocks and groups that pass alike: when the relative state is one seen before, what
 * followed then follows again, until something differs. Teams share nothing but the channel, so
 * that in one period each may go through a number of row blocks of its own.
 */
final class PeriodSkip {
  private final Pass pass;
  private final RelativeState state;
  private final History blockHistory = new History();
  private final History groupHistory = new History();
  private CoreTeam[] teams = {};
  private int cores;

  PeriodSkip(Pass pass) {
    this.pass = pass;
    state = new RelativeState(pass);
  }

  void start(CoreTeam[] newTeams, int newCores) {
    teams = newTeams;
    cores = newCores;
    blockHistory.clear();
    groupHistory.clear();
  }

  /** Skips what repeats; {@code lead} is about to ask for what its next row block needs. */
  void skip(Core lead) {
    LoadScript script = lead.script;
    if (script.emitted < 2 || script.emitted >= lead.blocks - 1) {
      return;
    }
    if (pass.uniform) {
      skipBlocks();
    } else if (script.indexInGroup() == 0) {
      blockHistory.clear();
      if (lead.team.groups - 1 > script.ordinal()) {
        skipGroups();
      }
    } else if (pass.fullRowBlocks > 4) {
      skipBlocks();
    }
  }

  // ---- row blocks

  private void skipBlocks() {
    for (CoreTeam team : teams) {
      if (steadyBlocks(team) < 2) {
        return;
      }
    }
    History.Moment now = blockHistory.fresh(cores);
    state.describe(now, teams, false);
    History.Moment then = blockHistory.seen();
    if (then == null) {
      blockHistory.keep();
      return;
    }
    int periods = Integer.MAX_VALUE;
    for (CoreTeam team : teams) {
      int blocks = now.step[team.cores[0].index] - then.step[team.cores[0].index];
      for (Core core : team.cores) {
        boolean sameHead =
            now.ordinal[core.index] == then.ordinal[core.index]
                && now.head[core.index] == then.head[core.index];
        if (!(pass.uniform || sameHead)) {
          periods = 0;
        }
      }
      if (blocks > 0) {
        periods = Math.min(periods, steadyBlocks(team) / blocks);
      }
    }
    if (periods == 0) {
      blockHistory.keep();
      return;
    }
    pass.skippedCycles += periods * (now.cycle - then.cycle);
    for (CoreTeam team : teams) {
      int blocks = periods * (now.step[team.cores[0].index] - then.step[team.cores[0].index]);
      team.blocks -= blocks * team.size;
      fill(team, blocks);
      for (Core core : team.cores) {
        core.skip(blocks);
        core.script.skipBlocks(blocks);
      }
    }
    blockHistory.clear();
  }

  /** Lets the share of the next group come that belongs to row blocks left out. */
  private void fill(CoreTeam team, int blocks) {
    LoadScript script = team.cores[0].script;
    for (Residents residents : team.residents) {
      if (residents.count > 0 && blocks > 0 && !residents.rests(script.ordinal(), team.groups)) {
        int tiles = blocks * team.size * script.share(residents.product);
        residents.fill(script.ordinal() + 1, tiles);
      }
    }
  }

  /** Row blocks of each core of a team that are still to come alike; 0 if they are not alike. */
  private int steadyBlocks(CoreTeam team) {
    int room = Integer.MAX_VALUE;
    if (!team.isSilent()) {
      for (Core core : team.cores) {
        room = Math.min(room, steadyBlocks(core));
      }
    }
    return room;
  }

  private int steadyBlocks(Core core) {
    LoadScript here = core.script;
    int left = core.blocks - 1 - core.script.emitted - 2;
    if (core.script.emitted < 3 || pass.uniform) {
      return core.script.emitted < 3 ? 0 : left;
    }
    int stride = here.stride();
    if (here.rowBlock() < 3 * stride || core.step < 2) {
      return 0;
    }
    int oldest = core.ordinals[(core.step - 2) & Core.MASK];
    for (Residents residents : core.team.residents) {
      if (residents.count > 0) {
        left = oldest == here.ordinal() ? Math.min(left, steadyBlocks(core, residents)) : 0;
      }
    }
    return Math.min(left, (pass.fullRowBlocks - 1 - here.rowBlock()) / stride - 2);
  }

  /** The same as far as the resident sub-tiles of K or V go. */
  private int steadyBlocks(Core core, Residents residents) {
    int ordinal = core.script.ordinal();
    if (!residents.complete(ordinal)
        || residents.latest[residents.copy(ordinal)] > core.earliestProduct()) {
      return 0;
    }
    if (residents.rests(ordinal, core.team.groups)) {
      return Integer.MAX_VALUE;
    }
    if (!residents.fills(ordinal, core.loadFree)) {
      return 0;
    }
    int share = core.team.size * core.script.share(residents.product);
    return residents.count / share - core.script.indexInGroup() - 3;
  }

  // ---- groups

  private void skipGroups() {
    History.Moment now = groupHistory.fresh(cores);
    state.describe(now, teams, true);
    History.Moment then = groupHistory.seen();
    if (then == null) {
      groupHistory.keep();
      return;
    }
    int periods = Integer.MAX_VALUE;
    for (CoreTeam team : teams) {
      for (Core core : team.cores) {
        periods = Math.min(periods, periods(core, now, then));
      }
    }
    if (periods == 0) {
      groupHistory.keep();
      return;
    }
    pass.skippedCycles += periods * (now.cycle - then.cycle);
    for (CoreTeam team : teams) {
      int first = team.cores[0].index;
      team.groups -= periods * (now.ordinal[first] - then.ordinal[first]);
      int teamBlocks = 0;
      for (Core core : team.cores) {
        int blocks = periods * (now.step[core.index] - then.step[core.index]);
        core.skip(blocks);
        teamBlocks += blocks;
      }
      team.blocks -= teamBlocks;
      for (Core core : team.cores) {
        core.script.skipGroups(teamBlocks);
      }
    }
    groupHistory.clear();
  }

  /** How often a core may go through the groups since {@code then} again. */
  private static int periods(Core core, History.Moment now, History.Moment then) {
    int blocks = now.step[core.index] - then.step[core.index];
    if (blocks == 0) {
      return Integer.MAX_VALUE;
    }
    int byBlocks = Math.max(0, core.blocks - core.script.emitted - 2) / blocks;
    int groups = now.ordinal[core.index] - then.ordinal[core.index];
    int begun = core.script.indexInGroup() == 0 ? 1 : 2;
    int left = Math.max(0, core.team.groups - begun - core.script.ordinal());
    return groups == 0 ? byBlocks : Math.min(left / groups, byBlocks);
  }
}
