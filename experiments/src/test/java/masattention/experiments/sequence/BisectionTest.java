package masattention.experiments.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BisectionTest {

  @Test
  void findsEveryEnd() {
    for (long end = 3; end <= 40; end++) {
      long last = end;
      assertEquals(OptionalLong.of(end), LongestSequence.largest(3, 40, n -> n <= last));
    }
  }

  @Test
  void emptyWhereNotEvenTheLeastHolds() {
    assertEquals(OptionalLong.empty(), LongestSequence.largest(3, 40, n -> n < 3));
  }

  @Test
  void aRangeOfOne() {
    assertEquals(OptionalLong.of(7), LongestSequence.largest(7, 7, n -> true));
  }
}
