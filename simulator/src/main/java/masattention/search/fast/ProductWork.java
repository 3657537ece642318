package masattention.search.fast;

/** The products of a row block with the sub-tiles of K or V, as far as these have come. */
final class ProductWork {
  private final Pass pass;

  ProductWork(Pass pass) {
    this.pass = pass;
  }

  /** Goes on with a product's sub-tiles, resident ones first; whether all are done. */
  boolean run(Core core, Lane lane, int turn, int product, int unit) {
    int at = turn & core.turnMask;
    int size = core.size[at];
    int ordinal = core.ordinal[at];
    int j = core.tile[unit];
    long end = core.matrixFree[unit];
    int residentTiles = pass.cycles.resident[product];
    if (j < residentTiles) {
      Residents residents = lane.residents[product];
      int copy = residents.copy(ordinal);
      boolean lastUse = core.lastUse[at];
      boolean complete = residents.complete(ordinal);
      if (j == 0 && complete && residents.latest[copy] <= end) {
        core.settled[product] = ordinal;
        if (lastUse) {
          long[] reads = residents.reads(copy, core.indexInTeam);
          long read = end + pass.cycles.tile(product, size, 0);
          reads[0] = read;
          long other = pass.cycles.other[product][size];
          for (int i = 1; i < residentTiles - 1; i++) {
            read += other;
            reads[i] = read;
          }
          reads[residentTiles - 1] = end + pass.cycles.wholeResident[product][size];
          core.readOrdinal[product][copy] = ordinal;
          core.readTiles[product][copy] = residentTiles;
        }
        end += pass.cycles.wholeResident[product][size];
        j = residentTiles;
      } else {
        long[] usable = residents.usable[copy];
        long[] reads = residents.reads(copy, core.indexInTeam);
        for (; j < residentTiles && (complete || residents.isGranted(ordinal, j)); j++) {
          end = Math.max(end, usable[j]) + pass.cycles.tile(product, size, j);
          if (lastUse) {
            reads[j] = end;
          }
        }
        if (lastUse) {
          core.readOrdinal[product][copy] = ordinal;
          core.readTiles[product][copy] = j;
        }
      }
    }
    if (j >= residentTiles) {
      for (; j < pass.tiles; j++) {
        int sequence =
            pass.order == StepOrder.ROUNDS
                ? roundSequence(core, lane, product, j)
                : core.stagedRead;
        if (core.stagedGranted <= sequence) {
          break;
        }
        end = Math.max(end, core.stagedUsable[sequence & 1]) + pass.cycles.tile(product, size, j);
        core.stagedReadAt[sequence & 1] = end;
        core.stagedReadBy[sequence & 1] = sequence;
        core.stagedRead++;
      }
    }
    core.matrixFree[unit] = end;
    if (j < pass.tiles) {
      core.tile[unit] = j;
      core.readsLast = core.lastUse[at];
      core.product = product;
      return pass.waits(core, j < residentTiles ? product : Grant.STAGED);
    }
    core.tile[unit] = 0;
    return true;
  }

  /** The place of a sub-tile in the order in which a core's staged sub-tiles are used in rounds. */
  private int roundSequence(Core core, Lane lane, int product, int j) {
    boolean hasScores = lane.hasTurn(core, core.step);
    boolean hasOutputs = lane.hasTurn(core, core.step - 2);
    int through = product == Grant.KEYS ? j + 1 : j;
    int values = hasOutputs ? Math.max(0, through - pass.cycles.resident[Grant.VALUES]) : 0;
    int keys = hasScores ? Math.max(0, j - pass.cycles.resident[Grant.KEYS]) : 0;
    return core.roundStaged[core.step & core.turnMask] + values + keys;
  }

  /** S sub-tile by sub-tile, each to be stored. */
  boolean storedScores(Core core, Lane lane, int turn) {
    int at = turn & core.turnMask;
    int size = core.size[at];
    int ordinal = core.ordinal[at];
    Residents residents = lane.residents[Grant.KEYS];
    int copy = residents.copy(ordinal);
    long end = core.matrixFree[0];
    int j = core.tile[0];
    if (j == 0 && residents.complete(ordinal) && residents.latest[copy] <= end) {
      core.settled[Grant.KEYS] = ordinal;
    }
    for (; j < pass.tiles; j++) {
      long ready = SubTileInputs.usable(core, residents, copy, ordinal, j);
      if (ready < 0) {
        break;
      }
      if (turn >= 2) {
        boolean moved =
            core.tilesTurn > turn - 2 || (core.tilesTurn == turn - 2 && core.tilesMoved > j);
        if (!moved) {
          break;
        }
        ready = Math.max(ready, core.tileMoved[turn & 1][j]);
      }
      end = Math.max(end, ready) + pass.cycles.tile(Grant.KEYS, size, j);
      core.tileEnd[turn & 1][j] = end;
      SubTileInputs.read(core, residents, copy, at, Grant.KEYS, j, end);
    }
    return ended(core, j, end);
  }

  /** O sub-tile by sub-tile from P that comes from DRAM. */
  boolean loadedOutputs(Core core, Lane lane, int turn) {
    int at = turn & core.turnMask;
    int size = core.size[at];
    int ordinal = core.ordinal[at];
    Residents residents = lane.residents[Grant.VALUES];
    int copy = residents.copy(ordinal);
    long end = core.matrixFree[0];
    int j = core.tile[0];
    if (j == 0 && residents.complete(ordinal) && residents.latest[copy] <= end) {
      core.settled[Grant.VALUES] = ordinal;
    }
    for (; j < pass.tiles; j++) {
      boolean came = core.tilesTurn > turn || (core.tilesTurn == turn && core.tilesMoved > j);
      if (!came) {
        break;
      }
      long ready = SubTileInputs.usable(core, residents, copy, ordinal, j);
      if (ready < 0) {
        break;
      }
      ready = Math.max(ready, core.tileMoved[turn & 1][j]);
      end = Math.max(end, ready) + pass.cycles.tile(Grant.VALUES, size, j);
      core.tileEnd[turn & 1][j] = end;
      SubTileInputs.read(core, residents, copy, at, Grant.VALUES, j, end);
    }
    return ended(core, j, end);
  }

  /** Notes how far a product is; whether all its sub-tiles are done. */
  private boolean ended(Core core, int j, long end) {
    core.matrixFree[0] = end;
    if (j < pass.tiles) {
      core.tile[0] = j;
      return pass.waits(core, Grant.ANYTHING);
    }
    core.tile[0] = 0;
    return true;
  }
}
