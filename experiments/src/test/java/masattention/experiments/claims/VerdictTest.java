package masattention.experiments.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

  @ParameterizedTest
  @CsvSource({
    "2, 2, 2, false, reproduced within 5 %",
    "2, 2.09, 2.09, false, reproduced within 5 %",
    "2, 1.91, 1.91, false, reproduced within 5 %",
    "2, 2.11, 1, false, reproduced within 15 %",
    "2, 1.71, 9, false, reproduced within 15 %",
    "2, 2, 2, true, coincides (machine assumed)",
    "2, 1.71, 9, true, coincides (machine assumed)",
    "2, 1.69, 2, false, bracketed by the readings",
    "2, 1.69, 2, true, bracketed by the readings",
    "2, 1.69, 1.99, false, not reproduced",
    "2, 2.4, 1.6, false, bracketed by the readings",
    "2, 2.4, 1.59, false, 'undecided, readings from A to B'",
    "2, 2.4, -1, true, 'undecided, readings from A to B'",
    "2, 2.4, 2.01, false, not reproduced",
    "54, -60, -54, true, not reproduced",
  })
  void firstRuleThatHolds(
      double published, double main, double other, boolean assumed, String wanted) {
    for (List<Double> readings : List.of(List.of(main, other), Arrays.asList(other, main))) {
      assertEquals(wanted, Verdict.of(published, main, readings, assumed, "A to B").text());
    }
  }
}
