package masattention.search.fast;

/** What a core that goes through rounds has loaded. */
final class RoundsScript extends LoadScript {
  RoundsScript(Core core) {
    super(core);
  }

  @Override
  void prologue() {
    input();
    firstGroup(Grant.KEYS);
    announce(Grant.KEYS, 0);
    input();
    firstGroup(Grant.VALUES);
  }

  /**
   * Announces the sub-tiles of the next round and uses this one's: those of the next group that
   * come beside a product follow the last of its staged sub-tiles, V and K in turn.
   */
  @Override
  void step() {
    announce(Grant.VALUES, emitted - 1);
    announce(Grant.KEYS, emitted + 1);
    input();
    int values = emitted >= 2 ? pass.staged[Grant.VALUES] : 0;
    int keys = emitted < core.blocks ? pass.staged[Grant.KEYS] : 0;
    if (keysFirst() || emitted >= core.blocks) {
      use(Grant.KEYS, emitted, 0);
      use(Grant.VALUES, emitted - 2, values);
    } else if (hasTwoCopies(Grant.VALUES) && values > 0) {
      use(Grant.VALUES, emitted - 2, values + keys - 1);
      use(Grant.KEYS, emitted, 1);
    } else {
      use(Grant.VALUES, emitted - 2, 0);
      use(Grant.KEYS, emitted, values + keys);
    }
  }

  @Override
  void othersStep() {
    if (keysFirst()) {
      useOfTeam(Grant.KEYS, 0);
    }
    if (teamSteps >= 2 * size) {
      useOfTeam(Grant.VALUES, 0);
    }
    if (!keysFirst()) {
      useOfTeam(Grant.KEYS, 0);
    }
  }

  /** Whether K of the next group comes while V is still staged. */
  private boolean keysFirst() {
    return hasTwoCopies(Grant.KEYS)
        && pass.staged[Grant.VALUES] > 0
        && pass.staged[Grant.KEYS] == 0;
  }

  private boolean hasTwoCopies(int product) {
    return core.team.residents[product].copies == 2;
  }

  // ---- the staging area

  @Override
  int stagedProduct() {
    return 1 - stagedPhase;
  }

  @Override
  void stagedMoved() {
    nextStagedProduct();
  }

  @Override
  void nextStagedProduct() {
    do {
      if (stagedStep >= 0 && stagedPhase == 0) {
        stagedPhase = 1;
      } else {
        stagedPhase = 0;
        if (stagedStep < 0 || ++stagedTile == pass.tiles) {
          stagedTile = Math.min(pass.resident[Grant.KEYS], pass.resident[Grant.VALUES]);
          stagedStep++;
        }
      }
    } while (!isStaged() && stagedStep < core.steps);
  }

  private boolean isStaged() {
    int turn = stagedPhase == 0 ? stagedStep - 2 : stagedStep;
    return stagedTile >= pass.resident[stagedProduct()] && turn >= 0 && turn < core.blocks;
  }
}
