package masattention.search.fast;

import java.util.Arrays;

/**
 * All cores at one time, as they stream sub-tiles: which sub-tile each is at, what else there is of
 * it that stays alike, and its times.
 */
final class StreamMoment {
  long channelFree;
  private int core;
  private int[] tiles = {};
  private Row[] rows = {};

  /** What there is of one core. */
  private static final class Row {
    private long[] numbers = new long[16];
    private boolean[] isTime = new boolean[16];
    private int count;

    void add(long number, boolean time) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
        isTime = Arrays.copyOf(isTime, 2 * count);
      }
      isTime[count] = time;
      numbers[count++] = number;
    }

    /** Whether all is as it was, times {@code shift} cycles later. */
    boolean follows(Row then, long shift) {
      if (count != then.count) {
        return false;
      }
      for (int i = 0; i < count; i++) {
        if (numbers[i] - then.numbers[i] != (isTime[i] ? shift : 0)) {
          return false;
        }
      }
      return true;
    }
  }

  void take(Core[] cores, long newChannelFree) {
    channelFree = newChannelFree;
    while (rows.length < cores.length) {
      rows = Arrays.copyOf(rows, rows.length + 1);
      rows[rows.length - 1] = new Row();
      tiles = Arrays.copyOf(tiles, rows.length);
    }
    for (core = 0; core < cores.length; core++) {
      rows[core].count = 0;
      tiles[core] = cores[core].tile;
      cores[core].describeStream(this);
    }
  }

  /** Writes what does not change while the core described streams. */
  void stays(long number) {
    rows[core].add(number, false);
  }

  void time(long cycle) {
    rows[core].add(cycle, true);
  }

  /** Sub-tiles by which a core has moved on since {@code then} as it was; −1: it is not. */
  int progress(StreamMoment then, int of) {
    int moved = tiles[of] - then.tiles[of];
    long shift = moved == 0 ? 0 : channelFree - then.channelFree;
    return rows[of].follows(then.rows[of], shift) ? moved : -1;
  }
}
