package masattention.search.fast;

/** When the sub-tiles of K and V that a product needs are usable, and that it has read them. */
final class SubTileInputs {
  private SubTileInputs() {}

  /** When a sub-tile of K or V is usable; unknown while it is not granted. */
  static long usable(Core core, Residents residents, int copy, int ordinal, int j) {
    if (j < residents.count) {
      return residents.isGranted(ordinal, j) ? residents.usable[copy][j] : Core.UNKNOWN;
    }
    return core.stagedGranted > core.stagedRead
        ? core.stagedUsable[core.stagedRead & 1]
        : Core.UNKNOWN;
  }

  /** Says that sub-tile {@code j} has been read, its slot being free from {@code end} on. */
  static void read(Core core, Residents residents, int copy, int at, int product, int j, long end) {
    if (j >= residents.count) {
      core.stagedReadAt[core.stagedRead & 1] = end;
      core.stagedReadBy[core.stagedRead & 1] = core.stagedRead;
      core.stagedRead++;
    } else if (core.lastUse[at]) {
      residents.reads(copy, core.indexInTeam)[j] = end;
      core.readOrdinal[product][copy] = core.ordinal[at];
      core.readTiles[product][copy] = j + 1;
    }
  }
}
