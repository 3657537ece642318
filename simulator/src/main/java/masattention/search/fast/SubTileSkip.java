package masattention.search.fast;

import java.util.Arrays;

/**
 * Skips sub-tiles that pass alike: while some cores do nothing but stream the sub-tiles of one
 * product through their staging areas, with the times, relative to the channel's, of a few
 * sub-tiles ago, and the others do nothing, this stays so until a row ends or another transfer is
 * ready.
 */
final class SubTileSkip {
  /** Fewer sub-tiles than this are not worth a look. */
  static final int WORTH = 12;

  /** Moments remembered: the longest period that is found, in grants of one core. */
  private static final int MOMENTS = 4;

  /** Looks at one row of sub-tiles. */
  private static final int PATIENCE = 40;

  private static final int TIMES = 12;
  private static final int PLACES = 15;

  private final Moment[] moments = new Moment[MOMENTS + 1];
  private Core lead;
  private int leadSegment;
  private int next;
  private int seen;
  private int looks;
  private boolean onePass;
  private int tiles;
  private int firstStaged;
  private boolean worthwhile;

  /** All cores at one time; their times are absolute. */
  private static final class Moment {
    private long channelFree;
    private long[][] times = {};
    private int[][] places = {};

    private boolean onePass;

    void take(Pass pass, boolean inOnePass) {
      int count = pass.coreCount;
      onePass = inOnePass;
      channelFree = pass.channelFree;
      if (times.length < count) {
        times = new long[count][TIMES];
        places = new int[count][PLACES];
      }
      for (int c = 0; c < pass.coreCount; c++) {
        take(pass.cores[c], times[c], places[c]);
        if (onePass) {
          takeOnePass(pass.cores[c], times[c], places[c]);
        }
      }
    }

    private static void take(Core core, long[] times, int[] places) {
      times[0] = core.matrixFree[0];
      times[1] = core.loadFree;
      times[2] = core.stagedUsable[core.stagedGranted & 1];
      times[3] = core.stagedUsable[(core.stagedGranted + 1) & 1];
      times[4] = core.stagedReadAt[core.stagedRead & 1];
      times[5] = core.stagedReadAt[(core.stagedRead + 1) & 1];
      places[0] = core.stagedRead;
      places[14] = core.tile[0];
      places[1] = core.stagedGranted - core.stagedRead;
      places[2] = core.segmentHead;
      places[3] = core.step;
      places[4] = core.phase;
      places[5] = core.head - core.tail;
      places[6] = core.stored;
      places[7] = core.introduced;
    }

    private static void takeOnePass(Core core, long[] times, int[] places) {
      times[6] = core.vectorFree;
      times[7] = core.valuesEnd;
      times[8] = core.onlineEnd[core.lastParity];
      times[9] = core.onlineEnd[core.secondParity];
      times[10] = core.rescaleEnd[core.lastParity];
      times[11] = core.rescaleEnd[core.secondParity];
      places[8] = core.loadTile - core.tile[0];
      places[9] = core.loadsKey ? 1 : 0;
      places[10] = core.lastTurn;
      places[11] = core.lastTile - core.tile[0];
      places[12] = core.secondTurn;
      places[13] = core.secondTurn == Core.NONE ? 0 : core.secondTile - core.tile[0];
    }

    /**
     * Sub-tiles by which a core has moved on since {@code then} and is as it was; −1: it is not.
     */
    int progress(Moment then, int core) {
      int numbers = onePass ? 14 : 8;
      for (int i = 1; i < numbers; i++) {
        if (places[core][i] != then.places[core][i]) {
          return -1;
        }
      }
      int moved = places[core][0] - then.places[core][0];
      int subTiles = places[core][14] - then.places[core][14];
      if (moved != (onePass ? 2 * subTiles : subTiles)) {
        return -1;
      }
      long shift = moved == 0 ? 0 : channelFree - then.channelFree;
      int clocks = onePass ? TIMES : 6;
      for (int i = 0; i < clocks; i++) {
        if (times[core][i] - then.times[core][i] != shift) {
          return -1;
        }
      }
      return moved;
    }
  }

  SubTileSkip() {
    Arrays.setAll(moments, i -> new Moment());
  }

  /** Gets ready for a pass. */
  void start(Pass pass) {
    onePass = pass.order == StepOrder.ONE_PASS;
    tiles = pass.tiles;
    int residentKeys = pass.cycles.resident[Grant.KEYS];
    int residentValues = pass.cycles.resident[Grant.VALUES];
    firstStaged = Math.max(residentKeys, residentValues + 2);
    boolean streams =
        switch (pass.order) {
          case IN_TURN, ALONE, STREAMS, ONE_PASS, PROBABILITIES -> true;
          case ROUNDS, SCORES, SOFTMAX, OUTPUTS -> false;
        };
    int resident =
        Math.min(
            pass.stagesKeys ? residentKeys : tiles, pass.stagesValues ? residentValues : tiles);
    worthwhile = streams && tiles - resident >= WORTH;
    lead = null;
    seen = 0;
  }

  /**
   * Looks at the cores after the grant of a staged sub-tile to one of them.
   *
   * @return the cycles skipped
   */
  long skip(Core granted, Pass pass) {
    if (!worthwhile || room(granted) < WORTH) {
      return 0;
    }
    if (granted != lead) {
      if (lead != null && room(lead) >= WORTH && looks <= PATIENCE) {
        return 0;
      }
      lead = granted;
      leadSegment = -1;
    }
    int segment = onePass ? lead.step : lead.segmentHead;
    if (segment != leadSegment) {
      leadSegment = segment;
      seen = 0;
      looks = 0;
    }
    if (++looks > PATIENCE) {
      return 0;
    }
    Moment now = moments[next];
    now.take(pass, onePass);
    for (int back = 1; back <= seen; back++) {
      Moment then = moments[(next - back + moments.length) % moments.length];
      long skipped = jump(pass, now, then);
      if (skipped > 0) {
        seen = 0;
        return skipped;
      }
    }
    next = (next + 1) % moments.length;
    seen = Math.min(seen + 1, MOMENTS);
    return 0;
  }

  /** Sub-tiles that a core may go through as now; 0 where it does anything else. */
  private int room(Core core) {
    if (core.waitsFor != Grant.STAGED || core.head == core.tail) {
      return 0;
    }
    int at = core.head & (core.kind.length - 1);
    if (onePass) {
      boolean regular =
          core.kind[at] == Grant.STAGED
              && core.loadTurn == core.step
              && core.tile[0] >= Math.max(2, firstStaged)
              && core.lastTurn == core.step;
      int left = (core.to[at] - core.from[at]) / 2;
      return regular ? Math.min(tiles - core.loadTile, left) - 2 : 0;
    }
    int segmentAt = core.segmentHead & (core.segment.length - 1);
    int next = core.segmentFrom[segmentAt];
    if (core.kind[at] != Grant.STAGED
        || core.segment[segmentAt] != core.product
        || next != core.tile[0] + core.stagedGranted - core.stagedRead) {
      return 0;
    }
    return Math.min(core.segmentTo[segmentAt] - next, core.to[at] - core.from[at]) - 2;
  }

  private long jump(Pass pass, Moment now, Moment then) {
    long period = now.channelFree - then.channelFree;
    long periods = Long.MAX_VALUE;
    long lastMoving = 0;
    long firstOther = Core.NEVER;
    for (int c = 0; c < pass.coreCount; c++) {
      Core core = pass.cores[c];
      int moved = now.progress(then, c);
      if (moved < 0) {
        return 0;
      }
      firstOther = Math.min(firstOther, core.storeSince);
      if (moved == 0) {
        firstOther = Math.min(firstOther, core.loadSince);
      } else {
        lastMoving = Math.max(lastMoving, core.loadSince);
        periods = Math.min(periods, room(core) / (onePass ? (moved + 1) / 2 : moved));
      }
    }
    if (firstOther != Core.NEVER) {
      periods = Math.min(periods, (firstOther - 1 - lastMoving) / period);
    }
    if (periods <= 0) {
      return 0;
    }
    for (int c = 0; c < pass.coreCount; c++) {
      int moved = now.progress(then, c);
      if (moved > 0) {
        pass.cores[c].skipStaged((int) periods * moved, periods * period);
        if (onePass) {
          pass.cores[c].skipOnePass((int) periods * moved, periods * period);
        } else {
          pass.cores[c].skipSegment((int) periods * moved);
        }
      }
    }
    return periods * period;
  }
}
