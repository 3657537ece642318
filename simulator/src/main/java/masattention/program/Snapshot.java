package masattention.program;

import java.util.Arrays;

/**
 * The whole state of a simulation and of the emissions that feed it, as numbers, each written and
 * set back by the same call.
 *
 * <p>Whoever has state hands every variable of it to {@link #time}, {@link #count} or {@link #same}
 * and keeps what comes back. While the snapshot is taken that is the value itself; while one is set
 * back it is the value of the snapshot. What is not handed over must follow from what is.
 */
public final class Snapshot {
  private static final int FIRST_SIZE = 64;

  private long[] times = new long[FIRST_SIZE];
  private long[] counts = new long[FIRST_SIZE];
  private long[] sames = new long[FIRST_SIZE];
  private int timeCount;
  private int countCount;
  private int sameCount;
  private boolean settingBack;
  private int nextTime;
  private int nextCount;

  /** Forgets everything and gets ready to be taken. */
  public void clear() {
    timeCount = 0;
    countCount = 0;
    sameCount = 0;
    settingBack = false;
  }

  /** Whether what is handed over is replaced by what the snapshot holds. */
  public boolean isSettingBack() {
    return settingBack;
  }

  /**
   * A point in time, in cycles; 0 where there has been none, negative where it is not known, which
   * then stays so.
   */
  public long time(long cycle) {
    if (settingBack) {
      return times[nextTime++];
    }
    if (timeCount == times.length) {
      times = Arrays.copyOf(times, 2 * timeCount);
    }
    times[timeCount++] = cycle;
    return cycle;
  }

  /** A number that grows evenly in steady state: a position, or how often something happened. */
  public long count(long number) {
    if (settingBack) {
      return counts[nextCount++];
    }
    if (countCount == counts.length) {
      counts = Arrays.copyOf(counts, 2 * countCount);
    }
    counts[countCount++] = number;
    return number;
  }

  /** As {@link #count(long)}. */
  public int count(int number) {
    return Math.toIntExact(count((long) number));
  }

  /** A number that is the same in states that go on alike. */
  public void same(long number) {
    if (settingBack) {
      return;
    }
    if (sameCount == sames.length) {
      sames = Arrays.copyOf(sames, 2 * sameCount);
    }
    sames[sameCount++] = number;
  }

  /**
   * Whether this state may follow from {@code earlier} by a period of {@code cycles}: what must be
   * the same is, and every time has stood still or moved on by the period.
   */
  public boolean follows(Snapshot earlier, long cycles) {
    if (!isAsLong(earlier)) {
      return false;
    }
    for (int i = 0; i < timeCount; i++) {
      long moved = times[i] - earlier.times[i];
      boolean known = times[i] >= 0 && earlier.times[i] >= 0;
      if (known ? moved != cycles && moved != 0 : (times[i] & earlier.times[i]) >= 0) {
        return false;
      }
    }
    return isSame(earlier);
  }

  /** Which times have stood still since {@code earlier}, as a number to compare. */
  public long standing(Snapshot earlier) {
    long standing = timeCount;
    for (int i = 0; i < timeCount; i++) {
      standing = 31 * standing + (times[i] == earlier.times[i] ? 1 : 0);
    }
    return standing;
  }

  /** The latest time that has stood still since {@code earlier}; 0 if all have moved. */
  public long latestStanding(Snapshot earlier) {
    long latest = 0;
    for (int i = 0; i < timeCount; i++) {
      if (times[i] == earlier.times[i]) {
        latest = Math.max(latest, times[i]);
      }
    }
    return latest;
  }

  /**
   * Whether everything has moved from {@code earlier}, which must follow {@code before}, to here as
   * it did from there to {@code earlier}.
   */
  public boolean movedAsBefore(Snapshot earlier, Snapshot before) {
    for (int i = 0; i < timeCount; i++) {
      if (times[i] >= 0 && times[i] - earlier.times[i] != earlier.times[i] - before.times[i]) {
        return false;
      }
    }
    for (int i = 0; i < countCount; i++) {
      if (counts[i] - earlier.counts[i] != earlier.counts[i] - before.counts[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether this state follows from {@code first}, {@code second} and {@code third} by changes that
   * are even: what must be the same is, counts have moved by as much, and what times have moved by
   * has changed by as much.
   */
  public boolean followsEvenly(Snapshot third, Snapshot second, Snapshot first) {
    if (!isAsLong(third) || !isAsLong(second) || !isAsLong(first)) {
      return false;
    }
    for (int i = 0; i < timeCount; i++) {
      long a = first.times[i];
      long b = second.times[i];
      long c = third.times[i];
      long bend = c - 2 * b + a;
      boolean known = Math.min(Math.min(a, b), Math.min(c, times[i])) >= 0;
      if (known ? times[i] - 2 * c + b != bend : (a & b & c & times[i]) >= 0) {
        return false;
      }
    }
    for (int i = 0; i < countCount; i++) {
      long moved = counts[i] - third.counts[i];
      if (third.counts[i] - second.counts[i] != moved
          || second.counts[i] - first.counts[i] != moved) {
        return false;
      }
    }
    return isSame(third) && isSame(second) && isSame(first);
  }

  private boolean isAsLong(Snapshot other) {
    return timeCount == other.timeCount
        && countCount == other.countCount
        && sameCount == other.sameCount;
  }

  private boolean isSame(Snapshot other) {
    return Arrays.equals(sames, 0, sameCount, other.sames, 0, sameCount);
  }

  /**
   * Goes {@code periods} times further in the way it came from {@code earlier}, and gets ready to
   * be set back.
   */
  public void goOn(Snapshot earlier, long periods) {
    for (int i = 0; i < timeCount; i++) {
      times[i] += times[i] < 0 ? 0 : periods * (times[i] - earlier.times[i]);
    }
    goOn(earlier.counts, periods);
  }

  /** As {@link #goOn}, where what times move by goes on to change as it has. */
  public void goOnEvenly(Snapshot third, Snapshot second, long periods) {
    for (int i = 0; i < timeCount; i++) {
      long moved = times[i] - third.times[i];
      long bend = moved - (third.times[i] - second.times[i]);
      times[i] += times[i] < 0 ? 0 : periods * moved + periods * (periods + 1) / 2 * bend;
    }
    goOn(third.counts, periods);
  }

  private void goOn(long[] earlierCounts, long periods) {
    for (int i = 0; i < countCount; i++) {
      counts[i] += periods * (counts[i] - earlierCounts[i]);
    }
    settingBack = true;
    nextTime = 0;
    nextCount = 0;
  }
}
