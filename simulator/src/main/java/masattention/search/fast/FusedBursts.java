package masattention.search.fast;

/** Grants runs of resident sub-tiles: until one ends, or another transfer has been ready longer. */
final class FusedBursts {
  private final FusedPass pass;
  private FusedCore[] cores = {};
  private FusedCore[] bursting = {};

  FusedBursts(FusedPass pass) {
    this.pass = pass;
  }

  void start(FusedCore[] newCores) {
    cores = newCores;
    if (bursting.length < cores.length) {
      bursting = new FusedCore[cores.length];
    }
  }

  /** Grants as many as may follow each other, at least one. */
  void grant() {
    long other = FusedCore.NEVER;
    int count = 0;
    for (FusedCore core : cores) {
      other = Math.min(other, core.storeSince);
      if (core.isBursting()) {
        bursting[count++] = core;
      } else {
        other = Math.min(other, core.loadSince);
      }
    }
    FusedCore winner = first(count);
    do {
      winner.loadOneOfMany(Math.max(pass.channelFree, winner.loadSince));
      if (winner.loadSince == FusedCore.NEVER || !winner.hasSeveral()) {
        return;
      }
      winner = first(count);
    } while (winner.loadSince < other);
  }

  /** The first of those whose sub-tile has been ready longest. */
  private FusedCore first(int count) {
    FusedCore first = bursting[0];
    for (int i = 1; i < count; i++) {
      if (bursting[i].loadSince < first.loadSince) {
        first = bursting[i];
      }
    }
    return first;
  }
}
