package masattention.search.fast;

/**
 * Lets queues take turns at the channel, many rounds at once: while each has several sub-tiles of
 * scores, K or V ready to move and no other transfer has been ready longer, they are granted one
 * after the other, as long as the row or the group lasts.
 */
final class SubTileTurns {
  /** Fewer rounds than this are not worth a look. */
  private static final int WORTH = 3;

  private final Pass pass;
  private ScoreTilesCore[] cores = {};

  // the queues that take turns, in the order in which they do
  private ScoreTilesCore[] taking = {};
  private boolean[] stores = {};
  private long[] ready = {};
  private int count;
  private int rounds;

  /** Since when the first other transfer is ready. */
  private long other;

  SubTileTurns(Pass pass) {
    this.pass = pass;
  }

  /** Gets ready for a pass; only those with sub-tiles of scores are granted in turns. */
  void start(Core[] all) {
    boolean any = all[0] instanceof ScoreTilesCore && pass.tiles > WORTH;
    int length = any ? all.length : 0;
    if (cores.length != length) {
      cores = new ScoreTilesCore[length];
      taking = new ScoreTilesCore[2 * length];
      stores = new boolean[2 * length];
      ready = new long[2 * length];
    }
    for (int i = 0; i < length; i++) {
      if (all[i] instanceof ScoreTilesCore core) {
        cores[i] = core;
      }
    }
  }

  /** Grants rounds that begin with the queue whose transfer is the next; false: there are none. */
  boolean grant(Core winner, boolean store, long since) {
    if (cores.length == 0 || cores[winner.index].turns(store) < WORTH) {
      return false;
    }
    gather();
    long start = Math.max(pass.channelFree, since);
    long last = ready[count - 1];
    if (last > start || last >= other) {
      return false;
    }
    long period = 0;
    for (int i = 0; i < count; i++) {
      period += taking[i].turnCycles(stores[i]);
    }
    if (other != Core.NEVER) {
      rounds = (int) Math.min(rounds, (other - 1 - start) / period + 1);
    }
    if (rounds < WORTH) {
      return false;
    }
    long free = start;
    for (int i = 0; i < count; i++) {
      free += taking[i].turnCycles(stores[i]);
      taking[i].take(stores[i], rounds, free, period);
    }
    pass.channelFree = start + rounds * period;
    for (int i = 0; i < count; i++) {
      taking[i].goOnAfterTurns();
    }
    return true;
  }

  /** Finds the queues that take turns, those whose transfers have been ready longest first. */
  private void gather() {
    count = 0;
    rounds = Integer.MAX_VALUE;
    other = Core.NEVER;
    for (ScoreTilesCore core : cores) {
      gather(core, false, core.loadSince);
      gather(core, true, core.storeSince);
    }
  }

  private void gather(ScoreTilesCore core, boolean store, long since) {
    if (since == Core.NEVER) {
      return;
    }
    int turns = core.turns(store);
    if (turns < WORTH) {
      other = Math.min(other, since);
      return;
    }
    rounds = Math.min(rounds, turns);
    int at = count++;
    for (; at > 0 && ready[at - 1] > since; at--) {
      taking[at] = taking[at - 1];
      stores[at] = stores[at - 1];
      ready[at] = ready[at - 1];
    }
    taking[at] = core;
    stores[at] = store;
    ready[at] = since;
  }
}
