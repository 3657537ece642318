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

  private static final int TIMES = 6;
  private static final int PLACES = 8;

  private final Moment[] moments = new Moment[MOMENTS + 1];
  private Core lead;
  private int leadSegment;
  private int next;
  private int seen;
  private int looks;

  /** All cores at one time; their times are absolute. */
  private static final class Moment {
    private long channelFree;
    private long[][] times = {};
    private int[][] places = {};

    void take(Core[] cores, int count, long cycle) {
      channelFree = cycle;
      if (times.length < count) {
        times = new long[count][TIMES];
        places = new int[count][PLACES];
      }
      for (int c = 0; c < count; c++) {
        take(cores[c], times[c], places[c]);
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
      places[1] = core.stagedGranted - core.stagedRead;
      places[2] = core.segmentHead;
      places[3] = core.step;
      places[4] = core.phase;
      places[5] = core.head - core.tail;
      places[6] = core.stored;
      places[7] = core.introduced;
    }

    /** Sub-tiles by which a core has moved on since {@code then} and is as it was; −1: it is not. */
    int progress(Moment then, int core) {
      for (int i = 1; i < PLACES; i++) {
        if (places[core][i] != then.places[core][i]) {
          return -1;
        }
      }
      int moved = places[core][0] - then.places[core][0];
      long shift = moved == 0 ? 0 : channelFree - then.channelFree;
      for (int i = 0; i < TIMES; i++) {
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

  void clear() {
    lead = null;
    seen = 0;
  }

  /**
   * Looks at the cores after the grant of a staged sub-tile to one of them.
   *
   * @return the cycles skipped
   */
  long skip(Core granted, Core[] cores, int count, long channelFree) {
    if (room(granted) < WORTH) {
      return 0;
    }
    if (granted != lead) {
      if (lead != null && room(lead) >= WORTH && looks <= PATIENCE) {
        return 0;
      }
      lead = granted;
      leadSegment = -1;
    }
    if (lead.segmentHead != leadSegment) {
      leadSegment = lead.segmentHead;
      seen = 0;
      looks = 0;
    }
    if (++looks > PATIENCE) {
      return 0;
    }
    Moment now = moments[next];
    now.take(cores, count, channelFree);
    for (int back = 1; back <= seen; back++) {
      Moment then = moments[(next - back + moments.length) % moments.length];
      long skipped = jump(cores, count, now, then);
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
  private static int room(Core core) {
    if (core.waitsFor != Core.STAGED || core.head == core.tail) {
      return 0;
    }
    int at = core.head & (core.kind.length - 1);
    int segmentAt = core.segmentHead & (core.segment.length - 1);
    int next = core.segmentFrom[segmentAt];
    if (core.kind[at] != Core.STAGED
        || core.segment[segmentAt] != core.product
        || next != core.tile[0] + core.stagedGranted - core.stagedRead) {
      return 0;
    }
    return Math.min(core.segmentTo[segmentAt] - next, core.to[at] - core.from[at]) - 2;
  }

  private static long jump(Core[] cores, int count, Moment now, Moment then) {
    long period = now.channelFree - then.channelFree;
    long periods = Long.MAX_VALUE;
    long lastMoving = 0;
    long firstOther = Core.NEVER;
    for (int c = 0; c < count; c++) {
      Core core = cores[c];
      int moved = now.progress(then, c);
      if (moved < 0) {
        return 0;
      }
      firstOther = Math.min(firstOther, core.storeSince);
      if (moved == 0) {
        firstOther = Math.min(firstOther, core.loadSince);
      } else {
        lastMoving = Math.max(lastMoving, core.loadSince);
        periods = Math.min(periods, room(core) / moved);
      }
    }
    if (firstOther != Core.NEVER) {
      periods = Math.min(periods, (firstOther - 1 - lastMoving) / period);
    }
    if (periods <= 0) {
      return 0;
    }
    for (int c = 0; c < count; c++) {
      int moved = now.progress(then, c);
      if (moved > 0) {
        cores[c].skipStaged((int) periods * moved, periods * period);
      }
    }
    return periods * period;
  }
}
