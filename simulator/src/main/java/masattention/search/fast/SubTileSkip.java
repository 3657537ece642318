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
  private static final int MOMENTS = 24;

  /** Looks at one row of sub-tiles. */
  private static final int PATIENCE = 120;

  private final Pass pass;
  private final Moment[] moments = new Moment[MOMENTS + 1];
  private Core[] cores = {};
  private Core lead;
  private int leadRow;
  private int next;
  private int seen;
  private int looks;
  private boolean worthwhile;

  /** All cores at one time; their times are absolute. */
  private static final class Moment {
    private static final int TIMES = 6;
    private static final int PLACES = 8;

    /** Sub-tiles of scores on their way to the store queue; more are not followed. */
    private static final int STORES = 12;

    private long channelFree;
    private long[] times = {};
    private int[] places = {};

    // of cores that store what they make of the sub-tiles: how many, and when
    private long[] stores = {};
    private int[] waiting = {};
    private int[] stored = {};
    private boolean hasStores;

    void take(Core[] cores, long newChannelFree) {
      channelFree = newChannelFree;
      if (times.length < TIMES * cores.length) {
        times = new long[TIMES * cores.length];
        places = new int[PLACES * cores.length];
      }
      int time = 0;
      int place = 0;
      for (Core core : cores) {
        int granted = core.stagedGranted & 1;
        int read = core.stagedRead & 1;
        times[time++] = core.matrixFree;
        times[time++] = core.loadFree;
        times[time++] = core.stagedUsable[granted];
        times[time++] = core.stagedUsable[1 - granted];
        times[time++] = core.stagedReadAt[read];
        times[time++] = core.stagedReadAt[1 - read];
        places[place++] = core.stagedRead;
        places[place++] = core.tile;
        places[place++] = core.stagedGranted - core.stagedRead;
        places[place++] = core.step;
        places[place++] = core.phase;
        places[place++] = core.script.length();
        places[place++] = core.stored;
        places[place++] = core.introduced;
      }
      hasStores = cores[0] instanceof ScoresCore;
      if (hasStores) {
        takeStores(cores);
      }
    }

    private void takeStores(Core[] cores) {
      if (waiting.length < cores.length) {
        waiting = new int[cores.length];
        stored = new int[cores.length];
        stores = new long[(STORES + 1) * cores.length];
      }
      for (int c = 0; c < cores.length; c++) {
        if (cores[c] instanceof ScoresCore core) {
          stored[c] = core.storedTile();
          waiting[c] = core.waiting() <= STORES ? core.waiting() : -1;
          core.describeStores(stores, (STORES + 1) * c, STORES);
        }
      }
    }

    /** Whether a core stores as it did then, a period later. */
    private boolean storesAs(Moment then, int core, int moved, long shift) {
      if (moved == 0) {
        return stored[core] == then.stored[core];
      }
      boolean same = waiting[core] >= 0 && waiting[core] == then.waiting[core];
      int begin = (STORES + 1) * core;
      for (int i = begin; same && i <= begin + STORES; i++) {
        same = stores[i] - then.stores[i] == shift;
      }
      return same;
    }

    /**
     * Sub-tiles by which a core has moved on since {@code then} and is as it was; −1: it is not.
     */
    int progress(Moment then, int core) {
      int place = PLACES * core;
      for (int i = 2; i < PLACES; i++) {
        if (places[place + i] != then.places[place + i]) {
          return -1;
        }
      }
      int moved = places[place] - then.places[place];
      if (moved != places[place + 1] - then.places[place + 1]) {
        return -1;
      }
      long shift = moved == 0 ? 0 : channelFree - then.channelFree;
      int time = TIMES * core;
      for (int i = 0; i < TIMES; i++) {
        if (times[time + i] - then.times[time + i] != shift) {
          return -1;
        }
      }
      return hasStores && !storesAs(then, core, moved, shift) ? -1 : moved;
    }
  }

  SubTileSkip(Pass pass) {
    this.pass = pass;
    Arrays.setAll(moments, i -> new Moment());
  }

  void start(Core[] newCores) {
    cores = newCores;
    worthwhile = Math.max(pass.staged[0], pass.staged[1]) >= WORTH;
    lead = null;
    seen = 0;
  }

  /** Looks at the cores after a staged sub-tile was granted to one of them. */
  void skip(Core granted) {
    if (!worthwhile || room(granted) < WORTH) {
      return;
    }
    if (granted != lead) {
      if (lead != null && room(lead) >= WORTH && looks <= PATIENCE) {
        return;
      }
      lead = granted;
      leadRow = -1;
    }
    int row = 2 * lead.step + lead.phase;
    if (row != leadRow) {
      leadRow = row;
      seen = 0;
      looks = 0;
    }
    if (++looks > PATIENCE) {
      return;
    }
    Moment now = moments[next];
    now.take(cores, pass.channelFree);
    for (int back = 1; back <= seen; back++) {
      long skipped = jump(now, moments[(next - back + moments.length) % moments.length]);
      if (skipped > 0) {
        pass.channelFree += skipped;
        seen = 0;
        return;
      }
    }
    next = (next + 1) % moments.length;
    seen = Math.min(seen + 1, MOMENTS);
  }

  /** Sub-tiles that a core may go through as now; 0 where it does anything else. */
  private static int room(Core core) {
    return core.waitsFor == Grant.STAGED ? core.script.stagedRoom() : 0;
  }

  /** Goes on as since {@code then} as often as possible; the cycles that this takes. */
  private long jump(Moment now, Moment then) {
    long period = now.channelFree - then.channelFree;
    long periods = Long.MAX_VALUE;
    long lastMoving = 0;
    long firstOther = Core.NEVER;
    for (int c = 0; c < cores.length; c++) {
      Core core = cores[c];
      int moved = now.progress(then, c);
      if (moved < 0) {
        return 0;
      }
      if (moved == 0 || !now.hasStores) {
        firstOther = Math.min(firstOther, core.storeSince);
      } else if (core.storeSince != Core.NEVER) {
        lastMoving = Math.max(lastMoving, core.storeSince);
      }
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
    for (int c = 0; c < cores.length; c++) {
      int moved = now.progress(then, c);
      if (moved > 0) {
        cores[c].skipStaged((int) periods * moved, periods * period);
      }
    }
    return periods * period;
  }
}
