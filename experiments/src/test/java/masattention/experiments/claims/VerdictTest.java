package masattention.experiments.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

  @ParameterizedTest
  @CsvSource({
    "2, 2, 2, WITHIN_5",
    "2, 2.09, 2.09, WITHIN_5",
    "2, 1.91, 1.91, WITHIN_5",
    "2, 2.11, 1, WITHIN_15",
    "2, 1.71, 9, WITHIN_15",
    "2, 1.69, 2, BRACKETED",
    "2, 1.69, 1.99, NOT_REPRODUCED",
    "2, 2.4, 1.5, BRACKETED",
    "2, 2.4, 2.01, NOT_REPRODUCED",
    "54, -60, -54, NOT_REPRODUCED",
  })
  void firstRuleThatHolds(double published, double main, double other, Verdict wanted) {
    assertEquals(wanted, Verdict.of(published, main, List.of(main, other)));
    List<Double> turned = Arrays.asList(other, main);
    assertEquals(wanted, Verdict.of(published, main, turned));
  }
}
