package masattention.search.fast;

import java.util.Arrays;

/**
 * Skips sub-tiles that pass alike: while some cores do nothing but stream sub-tiles through their
 * staging areas, with the times, relative to the channel's, of a few sub-tiles ago, and the others
 * do nothing, this stays so until a row ends or another transfer is ready.
 */
final class SubTileSkip {
  /** Fewer sub-tiles than this are not worth a look. */
  private static final int WORTH = 12;

  /** Moments remembered: the longest period that is found, in grants of one core. */
  private static final int MOMENTS = 24;

  /** Looks at one row of sub-tiles. */
  private static final int PATIENCE = 120;

  private final Pass pass;
  private final StreamMoment[] moments = new StreamMoment[MOMENTS + 1];
  private Core[] cores = {};
  private Core lead;
  private int leadRow;
  private int next;
  private int seen;
  private int looks;
  private boolean worthwhile;

  SubTileSkip(Pass pass) {
    this.pass = pass;
    Arrays.setAll(moments, i -> new StreamMoment());
  }

  void start(Core[] newCores) {
    cores = newCores;
    lead = cores[0];
    worthwhile = Math.max(pass.staged[0], pass.staged[1]) >= WORTH;
    leadRow = -1;
    seen = 0;
  }

  /** Looks at the cores after a staged sub-tile was granted to one of them. */
  void skip(Core granted) {
    if (!worthwhile || granted.streamRoom() < WORTH) {
      return;
    }
    if (granted != lead) {
      if (lead.streamRoom() >= WORTH && looks <= PATIENCE) {
        return;
      }
      lead = granted;
      leadRow = -1;
    }
    int row = lead.streamRow();
    if (row != leadRow) {
      leadRow = row;
      seen = 0;
      looks = 0;
    }
    if (++looks <= PATIENCE) {
      look();
    }
  }

  private void look() {
    StreamMoment now = moments[next];
    now.take(cores, pass.channelFree);
    for (int back = 1; back <= seen; back++) {
      if (jump(now, moments[(next - back + moments.length) % moments.length])) {
        seen = 0;
        return;
      }
    }
    next = (next + 1) % moments.length;
    seen = Math.min(seen + 1, MOMENTS);
  }

  /** Goes on as since {@code then} as often as possible; whether it is at all. */
  private boolean jump(StreamMoment now, StreamMoment then) {
    long period = now.channelFree - then.channelFree;
    long periods = Long.MAX_VALUE;
    long lastMoving = 0;
    long firstOther = Core.NEVER;
    for (int c = 0; c < cores.length; c++) {
      Core core = cores[c];
      int moved = now.progress(then, c);
      if (moved < 0) {
        return false;
      }
      if (moved == 0 || !core.storesSubTiles()) {
        firstOther = Math.min(firstOther, core.storeSince);
      } else if (core.storeSince != Core.NEVER) {
        lastMoving = Math.max(lastMoving, core.storeSince);
      }
      if (moved == 0) {
        firstOther = Math.min(firstOther, core.loadSince);
      } else {
        lastMoving = Math.max(lastMoving, core.loadSince);
        periods = Math.min(periods, core.streamRoom() / moved);
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
        cores[c].skipStaged((int) periods * moved, periods * period);
      }
    }
    pass.channelFree += periods * period;
    return true;
  }
}
