package masattention.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisTest {

  @Test
  void linearTicksAreRound() {
    assertEquals(
        List.of("0", "0.5", "1", "1.5", "2", "2.5", "3"), labels(Axis.linear("y", 0, 2.8)));
    assertEquals(
        List.of("0", "5k", "10k", "15k", "20k", "25k"), labels(Axis.linear("y", 0, 24_000)));
    assertEquals(
        List.of("0", "0.2", "0.4", "0.6", "0.8", "1"), labels(Axis.linear("y", 0, 1 + 1e-12)));
  }

  @Test
  void logarithmicTicksAreDecadesOrOneTwoFive() {
    assertEquals(List.of("1", "10", "100", "1k", "10k"), labels(Axis.logarithmic("y", 1, 10_000)));
    assertEquals(List.of("2", "5", "10", "20", "50"), labels(Axis.logarithmic("y", 2, 60)));
    assertEquals(
        List.of("128", "256", "512", "1K", "2K"), labels(Axis.powersOfTwo("x", 128, 2048)));
  }

  @Test
  void everyValueInRangeIsOnTheAxisWithSomeTicks() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      double low = Math.exp(20 * random.nextDouble() - 10);
      double high = low * (1.01 + 1000 * random.nextDouble());
      for (Axis axis : List.of(Axis.linear("y", low, high), Axis.logarithmic("y", low, high))) {
        String what = low + " to " + high + ": " + axis;
        assertTrue(axis.share(low) >= -1e-5 && axis.share(high) <= 1 + 1e-5, what);
        long ticks = axis.ticks().stream().filter(t -> !t.label().isEmpty()).count();
        assertTrue(ticks <= 12 && axis.ticks().size() >= 2, what);
      }
    }
  }

  @Test
  void refusesWhatHasNoLogarithm() {
    assertThrows(IllegalArgumentException.class, () -> Axis.logarithmic("y", 0, 10));
    assertThrows(IllegalArgumentException.class, () -> Axis.powersOfTwo("x", 0, 10));
    assertThrows(
        IllegalArgumentException.class, () -> new Axis("y", 0, Double.NaN, false, List.of()));
  }

  private static List<String> labels(Axis axis) {
    return axis.ticks().stream().map(Axis.Tick::label).filter(l -> !l.isEmpty()).toList();
  }
}
