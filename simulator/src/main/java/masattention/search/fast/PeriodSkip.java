package masattention.search.fast;

import masattention.schedule.Team;

/**
 * Skips row blocks and groups that pass alike: when the relative state is one seen before, what
 * followed then follows again, until something differs.
 */
final class PeriodSkip {
  private final Pass pass;
  private final RelativeState state;
  private final History blockHistory = new History();
  private final History groupHistory = new History();
  private int seenHead;

  PeriodSkip(Pass pass) {
    this.pass = pass;
    state = new RelativeState(pass);
  }

  void start() {
    blockHistory.clear();
    groupHistory.clear();
    seenHead = -1;
  }

  /** Skips what repeats, if the relative state is one seen before. */
  void skip() {
    Lane first = pass.lanes[0];
    if (first.step >= first.blocks) {
      return;
    }
    int n = first.next();
    if (first.team.indexInGroup(n) == 0) {
      if (first.step > 0 && first.team.groups() > 2) {
        skipGroups();
      }
    } else if (pass.fullRowBlocks > 3) {
      skipBlocks();
    }
  }

  private void skipBlocks() {
    int room = Integer.MAX_VALUE;
    for (Lane lane : pass.lanes) {
      room = Math.min(room, steadyBlocks(lane));
      if (room < 2) {
        return;
      }
    }
    Lane first = pass.lanes[0];
    int head = first.team.head(first.next());
    if (head != seenHead) {
      seenHead = head;
      blockHistory.clear();
    }
    History.Moment now = blockHistory.fresh();
    state.describe(now, false);
    History.Moment then = blockHistory.seen();
    if (then != null) {
      int period = now.step - then.step;
      int periods = room / period;
      if (periods > 0) {
        pass.skippedCycles += periods * (now.cycle - then.cycle);
        int blocks = periods * period;
        for (Lane lane : pass.lanes) {
          for (Residents residents : lane.residents) {
            residents.skipBlocks(lane.ordinalOf(lane.step), blocks);
          }
          lane.skip(blocks);
        }
        blockHistory.clear();
        return;
      }
    }
    blockHistory.keep();
  }

  /** Row blocks from a lane's next step on after which all are still alike; 0 if they are not. */
  private int steadyBlocks(Lane lane) {
    Team team = lane.team;
    if (lane.step >= lane.blocks) {
      return 0;
    }
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
    int ahead = 2 * lane.size;
    int rowBlock = team.rowBlock(n);
    if (rowBlock < (ahead + 1) * team.blockStride()) {
      return 0;
    }
    return (pass.fullRowBlocks - 1 - rowBlock) / team.blockStride() - ahead;
  }

  private void skipGroups() {
    for (Lane lane : pass.lanes) {
      if (lane.step < 2 * lane.size || lane.step >= lane.blocks) {
        return;
      }
    }
    History.Moment now = groupHistory.fresh();
    state.describe(now, true);
    History.Moment then = groupHistory.seen();
    if (then != null) {
      int groups = now.ordinal - then.ordinal;
      int blocks = now.step - then.step;
      int periods = Integer.MAX_VALUE;
      for (Lane lane : pass.lanes) {
        int n = lane.next();
        int begun = lane.team.indexInGroup(n) == 0 ? 1 : 2;
        int left = lane.team.groups() - begun - lane.team.ordinal(n);
        int blocksLeft = lane.blocks - lane.step - lane.size;
        periods = Math.min(periods, Math.min(left / groups, blocksLeft / blocks));
      }
      if (periods > 0) {
        pass.skippedCycles += periods * (now.cycle - then.cycle);
        for (Lane lane : pass.lanes) {
          for (Residents residents : lane.residents) {
            residents.skippedGroups += periods * groups;
          }
          lane.skip(periods * blocks);
        }
        groupHistory.clear();
        return;
      }
    }
    groupHistory.keep();
  }
}
