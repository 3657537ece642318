package masattention.search.fast;

import masattention.schedule.Team;

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

  PeriodSkip(Pass pass) {
    this.pass = pass;
    state = new RelativeState(pass);
  }

  void start() {
    blockHistory.clear();
    groupHistory.clear();
  }

  /** Skips what repeats, if the relative state is one seen before; {@code lead} is at a step. */
  void skip(Lane lead) {
    if (pass.uniform) {
      if (lead.blocks > 4) {
        skipBlocks();
      }
      return;
    }
    int n = lead.next();
    if (lead.team.indexInGroup(n) == 0) {
      if (lead.step > 0 && lead.team.groups() > 2) {
        skipGroups();
      }
    } else if (pass.fullRowBlocks > 3) {
      skipBlocks();
    }
  }

  private void skipBlocks() {
    for (Lane lane : pass.lanes) {
      if (steadyBlocks(lane) < 2) {
        return;
      }
    }
    History.Moment now = blockHistory.fresh(pass.lanes.length);
    state.describe(now, false);
    History.Moment then = blockHistory.seen();
    if (then != null) {
      int periods = Integer.MAX_VALUE;
      for (int i = 0; i < pass.lanes.length; i++) {
        int period = now.step[i] - then.step[i];
        if (!pass.uniform && now.head[i] != then.head[i]) {
          periods = 0;
        } else if (period > 0) {
          periods = Math.min(periods, steadyBlocks(pass.lanes[i]) / period);
        }
      }
      if (periods > 0) {
        pass.skippedCycles += periods * (now.cycle - then.cycle);
        for (int i = 0; i < pass.lanes.length; i++) {
          Lane lane = pass.lanes[i];
          int blocks = periods * (now.step[i] - then.step[i]);
          if (blocks > 0) {
            for (Residents residents : lane.residents) {
              residents.skipBlocks(lane.ordinalOf(lane.step), blocks);
            }
            lane.skip(blocks);
          }
        }
        blockHistory.clear();
        return;
      }
    }
    blockHistory.keep();
  }

  /** Row blocks from a lane's next step on after which all are still alike; 0 if they are not. */
  private int steadyBlocks(Lane lane) {
    if (lane.isSilent()) {
      return Integer.MAX_VALUE;
    }
    if (lane.step >= lane.blocks) {
      return 0;
    }
    int ahead = 2 * lane.size;
    if (pass.uniform) {
      return lane.step <= ahead ? 0 : lane.blocks - 1 - lane.step - ahead;
    }
    Team team = lane.team;
    int n = lane.next();
    int ordinal = lane.ordinalOf(lane.step);
    for (Residents residents : lane.residents) {
      if (!residents.rests(ordinal)) {
        return 0;
      }
      for (Core core : lane.cores) {
        if (residents.count > 0 && core.settled[residents.product] != ordinal) {
          return 0;
        }
      }
    }
    int rowBlock = team.rowBlock(n);
    if (rowBlock < (ahead + 1) * team.blockStride()) {
      return 0;
    }
    return (pass.fullRowBlocks - 1 - rowBlock) / team.blockStride() - ahead;
  }

  private void skipGroups() {
    for (Lane lane : pass.lanes) {
      if (lane.isSilent()) {
        continue;
      }
      if (lane.step < 2 * lane.size || lane.step >= lane.blocks) {
        return;
      }
    }
    History.Moment now = groupHistory.fresh(pass.lanes.length);
    state.describe(now, true);
    History.Moment then = groupHistory.seen();
    if (then != null) {
      int periods = Integer.MAX_VALUE;
      for (int i = 0; i < pass.lanes.length; i++) {
        periods = Math.min(periods, periods(pass.lanes[i], now, then, i));
      }
      if (periods > 0) {
        pass.skippedCycles += periods * (now.cycle - then.cycle);
        for (int i = 0; i < pass.lanes.length; i++) {
          Lane lane = pass.lanes[i];
          for (Residents residents : lane.residents) {
            residents.skippedGroups += periods * (now.ordinal[i] - then.ordinal[i]);
          }
          lane.skip(periods * (now.step[i] - then.step[i]));
        }
        groupHistory.clear();
        return;
      }
    }
    groupHistory.keep();
  }

  /** How often a lane may go through the groups since {@code then} again. */
  private static int periods(Lane lane, History.Moment now, History.Moment then, int i) {
    int blocks = now.step[i] - then.step[i];
    if (blocks == 0) {
      return Integer.MAX_VALUE;
    }
    int groups = now.ordinal[i] - then.ordinal[i];
    int n = lane.next();
    int begun = lane.team.indexInGroup(n) == 0 ? 1 : 2;
    int left = lane.team.groups() - begun - lane.team.ordinal(n);
    int blocksLeft = lane.blocks - lane.step - lane.size;
    int byBlocks = blocksLeft / blocks;
    return groups == 0 ? byBlocks : Math.min(left / groups, byBlocks);
  }
}
