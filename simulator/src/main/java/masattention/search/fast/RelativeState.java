package masattention.search.fast;

/**
 * Describes the state of a fused pass relative to the time at which the channel falls free, as far
 * as it bears on what follows: a time that only ever stands beside a later one is described as that
 * one.
 */
final class RelativeState {
  private final Pass pass;

  RelativeState(Pass pass) {
    this.pass = pass;
  }

  /** Writes the state; {@code groups}: where in a group every core is, and the residents too. */
  void describe(History.Moment now, CoreTeam[] teams, boolean groups) {
    now.cycle = pass.channelFree + pass.skippedCycles;
    for (CoreTeam team : teams) {
      Core first = team.cores[0];
      long matrix = Long.MAX_VALUE;
      for (Core core : team.cores) {
        now.step[core.index] = core.next();
        now.ordinal[core.index] = core.script.ordinal();
        now.head[core.index] = core.script.inGroup() - core.script.rowBlock();
        matrix = Math.min(matrix, core.earliestProduct());
      }
      boolean silent = team.isSilent();
      now.reserve(8);
      now.add(silent ? 0 : 1);
      if (silent) {
        continue;
      }
      if (groups) {
        now.add(first.script.inGroup());
      }
      long load = Long.MAX_VALUE;
      for (Core core : team.cores) {
        now.reserve(1);
        now.add(core.next() - first.next());
        load = Math.min(load, earliestLoad(core, matrix));
        describe(now, core, matrix, groups);
      }
      for (Residents residents : team.residents) {
        if (!groups) {
          now.reserve(1);
          boolean rests = residents.rests(first.script.ordinal(), team.groups);
          int come = residents.comeOf(first.script.ordinal() + 1);
          now.add(rests ? 0 : come - first.script.filled(residents.product));
        } else {
          residents.describe(now, first.script.ordinal(), matrix, load, pass.channelFree);
        }
      }
    }
  }

  /** A head of a queue that is not ready waits for a product not done yet, or for a transfer. */
  private long earliestLoad(Core core, long teamMatrix) {
    if (core.loadSince != Core.NEVER) {
      return core.loadSince;
    }
    return core.script.isEmpty()
        ? core.loadFree
        : Math.max(core.loadFree, Math.min(teamMatrix, pass.channelFree));
  }

  private void describe(History.Moment now, Core core, long teamMatrix, boolean groups) {
    long matrix = core.earliestProduct();
    long load = earliestLoad(core, teamMatrix);
    long store = core.storeSince == Core.NEVER ? Math.max(core.storeFree, matrix) : core.storeSince;
    int base = core.script.emitted;
    now.reserve(80 + 5 * core.script.length());
    now.add(matrix - pass.channelFree);
    now.add(core.relative(core.vectorFree, matrix));
    now.add(load - pass.channelFree);
    now.add(store - pass.channelFree);
    now.add(core.step - base);
    now.add(core.phase);
    now.add(core.tile);
    now.add(core.introduced - base);
    now.add(core.stored - base);
    core.describeTurns(now, matrix, load, store);
    core.script.describe(now, core.script.ordinal(), groups);
    if (pass.staged[0] + pass.staged[1] > 0) {
      core.describeStaged(now, matrix, load);
    }
  }
}
