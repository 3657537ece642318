package masattention.search.fast;

/** A core that reads the sub-tiles of K and V one by one, each as soon as it comes. */
abstract class OneByOneReader extends Core {
  /** The resident sub-tile that it waits for. */
  private int awaitedTile;

  OneByOneReader(Pass pass) {
    super(pass);
  }

  /** Whether a sub-tile has come or is about to; else it is waited for. */
  final boolean isThere(int product, int at, int j) {
    if (j >= pass.resident[product]) {
      waitsFor = Grant.STAGED;
      return stagedGranted > stagedRead;
    }
    Residents residents = team.residents[product];
    int ordinal = ordinals[at];
    if (residents.complete(ordinal) || residents.isGranted(ordinal, j)) {
      return true;
    }
    waitsFor = product;
    awaiting[product] = at;
    awaitedTile = j;
    return false;
  }

  final void multiply(int product, int at, int j) {
    long cycles = pass.tile(2 * product + sizes[at], j);
    if (j >= pass.resident[product]) {
      int slot = stagedRead++ & 1;
      matrixFree = Math.max(matrixFree, stagedUsable[slot]) + cycles;
      stagedReadAt[slot] = matrixFree;
      return;
    }
    Residents residents = team.residents[product];
    int ordinal = ordinals[at];
    int copy = residents.copy(ordinal);
    matrixFree = Math.max(matrixFree, residents.usable[copy][j]) + cycles;
    if (lastUses[at]) {
      int slot = 2 * product + copy;
      reads[slot][j] = matrixFree;
      readOrdinal[slot] = ordinal;
      readTiles[slot] = j + 1;
    }
  }

  @Override
  boolean canGoOn(int product) {
    return team.residents[product].isGranted(ordinals[awaiting[product]], awaitedTile);
  }

  @Override
  boolean isBursting() {
    return super.isBursting() && !team.waitsFor(script.kind[script.head & script.mask]);
  }

  /** Two products take staged sub-tiles in turn. */
  @Override
  boolean isStreaming() {
    return false;
  }

  /** It reads what has come as soon as it comes. */
  @Override
  boolean readOn(int product) {
    return false;
  }
}
