package masattention.search.evaluation;

import java.util.Arrays;

/**
 * The latest moments of one kind: those in one row of sub-tiles, row blocks of one head, groups.
 */
final class History {
  private final Moment[] moments;
  private final long[] fingerprints;
  private long about = -1;
  private int taken;
  private int known;
  private int noticed;

  /** A history of at most {@code most} moments. */
  History(int most) {
    moments = new Moment[most + 1];
    fingerprints = new long[most];
    Arrays.setAll(moments, i -> new Moment());
  }

  /** Goes on with moments about this, and forgets those about anything else; whether it did. */
  boolean isNewAbout(long subject) {
    boolean other = subject != about;
    about = subject;
    if (other) {
      known = 0;
      noticed = 0;
    }
    return other;
  }

  void forget() {
    known = 0;
    noticed = 0;
    about = -1;
  }

  /**
   * Whether a moment with this fingerprint has been noticed lately, so that this one may be like
   * it; it is noticed now.
   */
  boolean knows(long fingerprint) {
    boolean known = false;
    for (int i = 0; i < Math.min(noticed, fingerprints.length); i++) {
      known |= fingerprints[i] == fingerprint;
    }
    fingerprints[noticed++ % fingerprints.length] = fingerprint;
    return known;
  }

  /** The moment to take next. */
  Moment next() {
    return moments[taken % moments.length];
  }

  /** Keeps the moment taken. */
  void keep() {
    taken = (taken + 1) % moments.length;
    known = Math.min(known + 1, moments.length - 1);
  }

  /** Moments kept. */
  int size() {
    return known;
  }

  /** The moment kept {@code back} ago, the latest 1. */
  Moment ago(int back) {
    return moments[(taken - back + moments.length) % moments.length];
  }
}
