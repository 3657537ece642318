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

  boolean isSilent() {
    for (FusedCore core : cores) {
      if (!core.isSilent()) {
        return false;
      }
    }
    return true;
  }
}
