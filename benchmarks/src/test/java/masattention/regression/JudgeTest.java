package masattention.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import masattention.regression.Judge.Measured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verdicts on samples whose truth is known. */
class JudgeTest {
  private static final double MINUTE = 1.5;

  private static Verdict inTurns(double slowdown, double noise, int rounds, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Judge(0.05, 1)
        .inTurns(
            "x",
            SyntheticRuns.samples(100, noise, Math.min(3 * noise, 0.9), rounds, random),
            SyntheticRuns.samples(100 * slowdown, noise, Math.min(3 * noise, 0.9), rounds, random))
        .verdict();
  }

  @ParameterizedTest
  @CsvSource({
    "1.1, 0.01, 8, SLOWER",
    "0.9, 0.01, 8, FASTER",
    "1, 0.01, 8, SAME",
    "1.02, 0.005, 8, SAME",
    "1, 0.4, 8, CANNOT_TELL",
    "1.1, 0.4, 8, CANNOT_TELL",
    "1.1, 0.01, 6, SLOWER",
    "1.5, 0.01, 5, CANNOT_TELL",
    "1, 0.01, 5, CANNOT_TELL",
  })
  void verdictsInTurns(double slowdown, double noise, int rounds, Verdict expected) {
    for (long seed = 0; seed < 5; seed++) {
      assertEquals(expected, inTurns(slowdown, noise, rounds, seed), "seed " + seed);
    }
  }

  @Test
  void identicalCodeIsHardlyEverARegression() {
    int runs = Boolean.getBoolean("mas.long") ? 200 : 80;
    int alarms = 0;
    for (long seed = 0; seed < runs; seed++) {
      Verdict verdict = inTurns(1, 0.06, 8, seed);
      alarms += verdict == Verdict.SLOWER || verdict == Verdict.FASTER ? 1 : 0;
    }
    assertTrue(alarms <= runs * Judge.ERROR_PROBABILITY, alarms + " alarms");
  }

  @Test
  void aSlowMinuteHitsBothAndSaysNothing() {
    SplittableRandom random = new SplittableRandom(1);
    Samples one = SyntheticRuns.samples(100, 0.01, 0.03, 8, random);
    Samples other = SyntheticRuns.samples(100, 0.01, 0.03, 8, random);
    Samples mood = mood();
    Samples idle = idle();
    assertEquals(
        Verdict.SAME, new Judge(0.05, 1).inTurns("x", one.over(mood), other.over(mood)).verdict());
    assertEquals(
        Verdict.CANNOT_TELL,
        new Judge(0.05, 1).inTurns("x", one.over(idle), other.over(mood)).verdict());
  }

  /** The second half of the rounds runs on a slower machine. */
  private static Samples mood() {
    return new Samples(
        IntStream.range(0, 8)
            .mapToObj(round -> Collections.nCopies(20, round < 4 ? 1 : 1 / MINUTE))
            .toList());
  }

  private static Samples idle() {
    return new Samples(Collections.nCopies(8, Collections.nCopies(20, 1.0)));
  }

  @Test
  void calibrationTakesTheMachineOutOfSeparateRuns() {
    SplittableRandom random = new SplittableRandom(2);
    Measured before = measured(1, 1, random);
    assertEquals(Verdict.SAME, apart(before, measured(1, 1.4, random)));
    assertEquals(Verdict.SLOWER, apart(before, measured(1.1, 0.7, random)));
    assertEquals(Verdict.FASTER, apart(before, measured(0.9, 1.2, random)));
  }

  private static Verdict apart(Measured baseline, Measured candidate) {
    return new Judge(0.05, 1).apart("x", baseline, candidate).verdict();
  }

  private static Measured measured(double slowdown, double machineTime, SplittableRandom random) {
    return new Measured(
        SyntheticRuns.samples(100 * slowdown * machineTime, 0.01, 0.03, 8, random),
        SyntheticRuns.samples(7 * machineTime, 0.005, 0.01, 8, random));
  }

  @Test
  void moreBenchmarksMakeWiderIntervalsAndNeedMoreRounds() {
    SplittableRandom random = new SplittableRandom(3);
    Samples one = SyntheticRuns.samples(100, 0.03, 0.05, 12, random);
    Samples other = SyntheticRuns.samples(100, 0.03, 0.05, 12, random);
    Interval alone = new Judge(0.05, 1).inTurns("x", one, other).ratio();
    Interval among = new Judge(0.05, 20).inTurns("x", one, other).ratio();
    assertTrue(among.low() < alone.low() && among.high() > alone.high(), alone + " " + among);
    assertEquals(6, Judge.leastPairs(1));
    assertEquals(8, Judge.leastPairs(6));
    assertEquals(9, Judge.leastPairs(12));
  }

  @Test
  void theSameSamplesGiveTheSameInterval() {
    SplittableRandom random = new SplittableRandom(4);
    Samples one = SyntheticRuns.samples(100, 0.03, 0.05, 8, random);
    assertEquals(new Bootstrap(0.05, 1).median(one), new Bootstrap(0.05, 1).median(one));
  }

  @Test
  void refusesWhatIsNoSample() {
    assertThrows(IllegalArgumentException.class, () -> new Samples(List.of()));
    assertThrows(IllegalArgumentException.class, () -> new Samples(List.of(List.of(0.0))));
    Samples one = new Samples(List.of(List.of(1.0)));
    Samples two = new Samples(List.of(List.of(1.0, 2.0)));
    assertThrows(IllegalArgumentException.class, () -> one.over(two));
    assertThrows(IllegalArgumentException.class, () -> new Judge(0, 1));
  }
}
