package masattention.search.fast;

/**
 * Lets cores take turns at the channel, many rounds at once: while each has several sub-tiles of
 * scores ready to move and no other transfer has been ready longer, they are granted one after the
 * other, as long as the row lasts.
 */
final class FusedTurns {
  /** Fewer rounds than this are not worth a look. */
  private static final int WORTH = 3;

  private final FusedPass pass;
  private ScoreTilesCore[] cores = {};

  /** Those that take turns, in the order in which they do. */
  private ScoreTilesCore[] taking = {};

  private int count;
  private int rounds;

  /** Since when the first other transfer is ready. */
  private long other;

  FusedTurns(FusedPass pass) {
    this.pass = pass;
  }

  /** Gets ready for a pass; only sub-tiles of scores are moved in turns. */
  void start(FusedCore[] all) {
    boolean any = all[0] instanceof ScoreTilesCore && pass.tiles > WORTH;
    int length = any ? all.length : 0;
    if (cores.length != length) {
      cores = new ScoreTilesCore[length];
      taking = new ScoreTilesCore[length];
    }
    for (int i = 0; i < length; i++) {
      if (all[i] instanceof ScoreTilesCore core) {
        cores[i] = core;
      }
    }
  }

  /** Grants rounds that begin with the core whose transfer is the next; false: there are none. */
  boolean grant(FusedCore winner, long since) {
    if (cores.length == 0) {
      return false;
    }
    ScoreTilesCore first = cores[winner.index];
    if (first.turnSince() != since || first.turns() < WORTH) {
      return false;
    }
    gather();
    long start = Math.max(pass.channelFree, since);
    long period = 0;
    for (int i = 0; i < count; i++) {
      period += taking[i].turnCycles();
    }
    long last = taking[count - 1].turnSince();
    if (taking[0] != first || last > start || last >= other) {
      return false;
    }
    if (other != FusedCore.NEVER) {
      rounds = (int) Math.min(rounds, (other - 1 - start) / period + 1);
    }
    if (rounds < WORTH) {
      return false;
    }
    long free = start;
    for (int i = 0; i < count; i++) {
      free += taking[i].turnCycles();
      taking[i].take(rounds, free, period);
    }
    pass.channelFree = start + rounds * period;
    for (int i = 0; i < count; i++) {
      taking[i].goOnAfterTurns();
    }
    return true;
  }

  /** Finds the cores that take turns, those whose transfers have been ready longest first. */
  private void gather() {
    count = 0;
    rounds = Integer.MAX_VALUE;
    other = FusedCore.NEVER;
    for (ScoreTilesCore core : cores) {
      int turns = core.turns();
      other = Math.min(other, core.otherSince());
      if (turns < WORTH) {
        other = Math.min(other, core.turnSince());
        continue;
      }
      rounds = Math.min(rounds, turns);
      int at = count++;
      for (; at > 0 && taking[at - 1].turnSince() > core.turnSince(); at--) {
        taking[at] = taking[at - 1];
      }
      taking[at] = core;
    }
  }
}
