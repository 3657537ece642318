package masattention.interpret.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
  private static final int MOST = 1_000;

  private final Comparisons comparisons = new Comparisons();

  /** Repeats after three periods of one comparison each. */
  private long repeats(LongConsumer compare, long... margins) {
    comparisons.write();
    long[] marks = new long[margins.length + 1];
    for (int i = 0; i < margins.length; i++) {
      marks[i] = comparisons.mark();
      compare.accept(margins[i]);
    }
    marks[margins.length] = comparisons.mark();
    return comparisons.repeats(marks, MOST);
  }

  @Test
  void aMarginThatStaysLastsForever() {
    assertEquals(MOST, repeats(comparisons::times, 5, 5, 5));
    assertEquals(MOST, repeats(comparisons::times, 0, 0, 0));
    assertEquals(MOST, repeats(comparisons::times, -5, -6, -7));
  }

  @Test
  void aMarginLastsUntilItChangesItsSign() {
    assertEquals(4, repeats(comparisons::times, 13, 11, 9), "7, 5, 3, 1");
    assertEquals(5, repeats(comparisons::times, 14, 12, 10), "two equal times are in any order");
    assertEquals(4, repeats(comparisons::times, -13, -11, -9));
    assertEquals(0, repeats(comparisons::times, 3, 1, -1), "it just has changed");
  }

  @Test
  void aMarginThatBendsLastsAsLongAsItsParabola() {
    // 100, 99, 97; then 94, 90, 85, 79, 72, 64, 55, 45, 34, 22, 9
    assertEquals(11, repeats(comparisons::times, 100, 99, 97));
    // falls ever more slowly: 90, 85, 81, taken as if by 4 each time
    assertEquals(20, repeats(comparisons::times, 90, 85, 81));
  }

  @Test
  void placesChangeEvenlyAndOtherNumbersDoNot() {
    assertEquals(3, repeats(comparisons::places, 5, 4, 3));
    assertEquals(0, repeats(comparisons::places, 9, 8, 6));
    assertEquals(MOST, repeats(comparisons::constant, 7, 7, 7));
    assertEquals(0, repeats(comparisons::constant, 5, 6, 7));
  }

  @Test
  void theLaterAndTheEarlierAreWrittenDown() {
    assertEquals(9, repeats(margin -> comparisons.later(margin, 0), 12, 11, 10) - 1);
    assertEquals(9, repeats(margin -> comparisons.isBefore(0, margin), 12, 11, 10), "not as late");
  }

  @Test
  void periodsOfUnequalLengthAreNotComparable() {
    comparisons.write();
    long[] marks = new long[4];
    for (int i = 0; i < 4; i++) {
      marks[i] = comparisons.mark();
      for (int j = 0; j <= i / 2; j++) {
        comparisons.times(1);
      }
    }
    assertEquals(0, comparisons.repeats(marks, MOST));
  }

  @Test
  void otherKindsInTheSamePlaceAreNotComparable() {
    long[] calls = {0};
    assertEquals(
        0,
        repeats(
            margin -> {
              if (calls[0]++ == 1) {
                comparisons.places(margin);
              } else {
                comparisons.times(margin);
              }
            },
            1,
            1,
            1));
  }

  @Test
  void whatWasWrittenBeforeIsForgotten() {
    comparisons.write();
    long before = comparisons.mark();
    comparisons.times(1);
    comparisons.write();
    long[] marks = {before, before + 1, before + 2, before + 3};
    assertEquals(0, comparisons.repeats(marks, MOST));
    comparisons.rest();
    comparisons.times(1);
    assertFalse(comparisons.areWritten());
    assertEquals(-1, comparisons.mark());
  }
}
