package masattention.tiling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BisectionTest {

  @Test
  void findsTheLastNumberOfEveryRange() {
    for (long from = 0; from < 4; from++) {
      for (long to = from - 1; to < 12; to++) {
        for (long last = from - 1; last <= to; last++) {
          long most = last;
          assertEquals(last, Bisection.largest(from, to, number -> number <= most));
        }
      }
    }
  }

  @Test
  void comesToTheEndsOfAllNumbers() {
    assertEquals(0, Bisection.largest(1, Long.MAX_VALUE - 1, number -> false));
    assertEquals(Long.MAX_VALUE - 1, Bisection.largest(1, Long.MAX_VALUE - 1, number -> true));
  }
}
