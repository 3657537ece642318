package masattention.search.fast;

/** Grants runs of resident sub-tiles: until one ends, or another transfer has been ready longer. */
final class ResidentBursts {
  private final Pass pass;
  private Core[] cores = {};
  private Core[] bursting = {};

  ResidentBursts(Pass pass) {
    this.pass = pass;
  }

  void start(Core[] newCores) {
    cores = newCores;
    if (bursting.length < cores.length) {
      bursting = new Core[cores.length];
    }
  }

  /** Grants as many as may follow each other, at least one. */
  void grant() {
    long other = Core.NEVER;
    int count = 0;
    for (Core core : cores) {
      other = Math.min(other, core.storeSince);
      if (core.isBursting()) {
        bursting[count++] = core;
      } else {
        other = Math.min(other, core.loadSince);
      }
    }
    Core winner = first(count);
    do {
      winner.loadOneOfMany(Math.max(pass.channelFree, winner.loadSince));
      if (winner.loadSince == Core.NEVER || !winner.hasSeveral()) {
        return;
      }
      winner = first(count);
    } while (winner.loadSince < other);
  }

  /** The first of those whose sub-tile has been ready longest. */
  private Core first(int count) {
    Core first = bursting[0];
    for (int i = 1; i < count; i++) {
      if (bursting[i].loadSince < first.loadSince) {
        first = bursting[i];
      }
    }
    return first;
  }
}
