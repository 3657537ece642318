package masattention.experiments.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RivalryTest {

  /** The geometric mean of 1, 2 and 4 is 2, their mean 7/3. */
  @Test
  void meansAndExtremes() {
    Rivalry rivalry = new Rivalry(List.of("a", "b", "c"), List.of(2.0, 4.0, 1.0));
    assertEquals(2, rivalry.geometricMean(), 1e-12);
    assertEquals(7 / 3.0, rivalry.arithmeticMean(), 1e-12);
    assertEquals("b", rivalry.largestOn());
    assertEquals("c", rivalry.smallestOn());
  }
}
