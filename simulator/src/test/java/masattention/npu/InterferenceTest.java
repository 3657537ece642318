package masattention.npu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterferenceTest {
  /**
   * At 7/47, 100 cycles of matrix work take 107 beside the vector unit, which does 72.8 cycles of
   * its own meanwhile; 100 of vector work take 147, in which the matrix unit does 137.4.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 100, 70, 100",
    "7, 47, 100, 100, 134",
    "7, 47, 1000, 100, 1009",
    "7, 47, 0, 100, 100",
    "100, 100, 30, 50, 80",
    "0, 50, 60, 20, 60",
    "0, 50, 30, 40, 50",
  })
  void leastCyclesByHand(int macPercent, int vecPercent, long mac, long vec, long cycles) {
    long least = Interference.ofPercent(macPercent, vecPercent).leastCycles(mac, vec);
    assertTrue(least == cycles || least == cycles - 1, least + " cycles");
  }
}
