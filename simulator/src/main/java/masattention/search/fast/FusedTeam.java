package masattention.search.fast;

/** Cores that use the same resident K and V, and how much they have to do. */
final class FusedTeam {
  FusedCore[] cores = {};
  final FusedResidents[] residents = {
    new FusedResidents(Grant.KEYS), new FusedResidents(Grant.VALUES)
  };
  int size;
  int blocks;
  int groups;

  /** Whether a core waits for the slot of a resident sub-tile. */
  boolean waitsForSlot(int product) {
    for (FusedCore core : cores) {
      if (core.loadSince == FusedCore.NEVER && core.script.loads(product)) {
        return true;
      }
    }
    return false;
  }

  boolean waitsFor(int granted) {
    for (FusedCore core : cores) {
      if (core.waitsFor(granted)) {
        return true;
      }
    }
    return false;
  }

  /** Lets cores read what has come of a group for the last time; whether there are such. */
  boolean readOn(int product) {
    boolean some = false;
    for (FusedCore core : cores) {
      some |= core.readOn(product);
    }
    return some;
  }

  boolean isSilent() {
    for (FusedCore core : cores) {
      if (!core.isSilent()) {
        return false;
      }
    }
    return true;
  }
}
