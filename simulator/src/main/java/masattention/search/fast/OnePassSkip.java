package masattention.search.fast;

import java.util.Arrays;

/**
 * Skips sub-tiles that pass alike in one pass: while some cores do nothing but stream K and V
 * through their staging areas, with the times, relative to the channel's, of a few sub-tiles ago,
 * and the others do nothing, this stays so until a row ends or another transfer is ready.
 */
final class OnePassSkip {
  /** Fewer sub-tiles than this are not worth a look. */
  private static final int WORTH = 12;

  /** Moments remembered: the longest period that is found, in grants of one core. */
  private static final int MOMENTS = 4;

  /** Looks at one row of sub-tiles. */
  private static final int PATIENCE = 40;

  private final Pass pass;
  private final Moment[] moments = new Moment[MOMENTS + 1];
  private Core[] cores = {};
  private boolean worthwhile;
  private OnePassCore lead;
  private int leadStep;
  private int next;
  private int seen;
  private int looks;

  /** All cores at one time; their times are absolute. */
  private static final class Moment {
    private long channelFree;
    private long[][] times = {};
    private int[][] places = {};

    void take(long newChannelFree, Core[] cores) {
      channelFree = newChannelFree;
      if (times.length < cores.length) {
        times = new long[cores.length][OnePassCore.TIMES];
        places = new int[cores.length][OnePassCore.PLACES];
      }
      for (int c = 0; c < cores.length; c++) {
        ((OnePassCore) cores[c]).write(times[c], places[c]);
      }
    }

    /** Sub-tiles by which a core has moved on since {@code then} as it was; −1: it is not. */
    int progress(Moment then, int core) {
      for (int i = 2; i < OnePassCore.PLACES; i++) {
        if (places[core][i] != then.places[core][i]) {
          return -1;
        }
      }
      int moved = places[core][0] - then.places[core][0];
      if (places[core][1] - then.places[core][1] != 2 * moved) {
        return -1;
      }
      long shift = moved == 0 ? 0 : channelFree - then.channelFree;
      for (int i = 0; i < OnePassCore.TIMES; i++) {
        if (times[core][i] - then.times[core][i] != shift) {
          return -1;
        }
      }
      return moved;
    }
  }

  OnePassSkip(Pass pass) {
    this.pass = pass;
    Arrays.setAll(moments, i -> new Moment());
  }

  void start(StepOrder order, Core[] newCores) {
    cores = newCores;
    int resident = Math.max(pass.resident[Grant.KEYS], pass.resident[Grant.VALUES] + 2);
    worthwhile = order == StepOrder.ONE_PASS && pass.tiles - resident >= WORTH;
    lead = null;
    seen = 0;
  }

  /** Looks at the cores after the grant of a staged sub-tile to one of them. */
  void skip(Core core) {
    if (!worthwhile) {
      return;
    }
    OnePassCore granted = (OnePassCore) core;
    if (granted.alikeSubTiles() < WORTH) {
      return;
    }
    if (granted != lead) {
      if (lead != null && lead.alikeSubTiles() >= WORTH && looks <= PATIENCE) {
        return;
      }
      lead = granted;
      leadStep = -1;
    }
    if (lead.next() != leadStep) {
      leadStep = lead.next();
      seen = 0;
      looks = 0;
    }
    if (++looks <= PATIENCE) {
      look();
    }
  }

  private void look() {
    Moment now = moments[next];
    now.take(pass.channelFree, cores);
    for (int back = 1; back <= seen; back++) {
      if (jump(now, moments[(next - back + moments.length) % moments.length])) {
        seen = 0;
        return;
      }
    }
    next = (next + 1) % moments.length;
    seen = Math.min(seen + 1, MOMENTS);
  }

  /** Skips as many periods as pass alike; whether there were some. */
  private boolean jump(Moment now, Moment then) {
    long period = now.channelFree - then.channelFree;
    long periods = Long.MAX_VALUE;
    long lastMoving = 0;
    long firstOther = Core.NEVER;
    for (int c = 0; c < cores.length; c++) {
      OnePassCore core = (OnePassCore) cores[c];
      int moved = now.progress(then, c);
      if (moved < 0) {
        return false;
      }
      firstOther = Math.min(firstOther, core.storeSince);
      if (moved == 0) {
        firstOther = Math.min(firstOther, core.loadSince);
      } else {
        lastMoving = Math.max(lastMoving, core.loadSince);
        periods = Math.min(periods, core.alikeSubTiles() / moved);
      }
    }
    if (firstOther != Core.NEVER) {
      periods = Math.min(periods, (firstOther - 1 - lastMoving) / period);
    }
    if (periods <= 0) {
      return false;
    }
    for (int c = 0; c < cores.length; c++) {
      int moved = now.progress(then, c);
      if (moved > 0) {
        ((OnePassCore) cores[c]).skipSubTiles((int) periods * moved, periods * period);
      }
    }
    pass.channelFree += periods * period;
    return true;
  }
}
