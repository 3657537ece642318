package masattention.search.fast;

/** Cores that use the same resident K and V, and how much they have to do. */
final class CoreTeam {
  Core[] cores = {};
  final Residents[] residents = {new Residents(Grant.KEYS), new Residents(Grant.VALUES)};
  int size;
  int blocks;
  int groups;

  /** Whether a core waits for the slot of a resident sub-tile. */
  boolean waitsForSlot(int product) {
    for (Core core : cores) {
      if (core.loadSince == Core.NEVER && core.script.loads(product)) {
        return true;
      }
    }
    return false;
  }

  boolean waitsFor(int granted) {
    for (Core core : cores) {
      if (core.waitsFor(granted)) {
        return true;
      }
    }
    return false;
  }

  /** Lets cores read what has come of a group for the last time; whether there are such. */
  boolean readOn(int product) {
    boolean some = false;
    for (Core core : cores) {
      some |= core.readOn(product);
    }
    return some;
  }

  boolean isSilent() {
    for (Core core : cores) {
      if (!core.isSilent()) {
        return false;
      }
    }
    return true;
  }
}
