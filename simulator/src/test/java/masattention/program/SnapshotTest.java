package masattention.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SnapshotTest {

  private static Snapshot of(long time, long count, long same) {
    Snapshot snapshot = new Snapshot();
    snapshot.clear();
    snapshot.time(time);
    snapshot.count(count);
    snapshot.same(same);
    return snapshot;
  }

  @Test
  void followsWhenTimesMovedByThePeriodOrStoodStill() {
    assertTrue(of(17, 3, 1).follows(of(10, 2, 1), 7));
    assertTrue(of(10, 3, 1).follows(of(10, 2, 1), 7));
    assertFalse(of(16, 3, 1).follows(of(10, 2, 1), 7), "another period");
    assertFalse(of(17, 3, 2).follows(of(10, 2, 1), 7), "another state");
  }

  @Test
  void whatIsNotKnownMustNotBeKnownBefore() {
    assertTrue(of(-5, 3, 1).follows(of(-3, 2, 1), 7));
    assertFalse(of(-5, 3, 1).follows(of(3, 2, 1), 7));
    assertFalse(of(5, 3, 1).follows(of(-3, 2, 1), 7));
  }

  @Test
  void comesBackSoManyPeriodsFurther() {
    Snapshot now = of(17, 5, 1);
    now.goOn(of(10, 2, 1), 10);
    assertTrue(now.isSettingBack());
    assertEquals(17 + 10 * 7, now.time(17));
    assertEquals(5 + 10 * 3, now.count(5));
  }

  @Test
  void aTimeThatIsNotKnownComesBackAsItIs() {
    Snapshot now = of(-5, 5, 1);
    now.goOn(of(-3, 2, 1), 10);
    assertEquals(-5, now.time(-5));
  }

  @Test
  void twoPeriodsAreOneLikeTheOtherInTimesAndCounts() {
    assertTrue(of(24, 8, 1).movedAsBefore(of(17, 5, 1), of(10, 2, 1)));
    assertFalse(of(25, 8, 1).movedAsBefore(of(17, 5, 1), of(10, 2, 1)));
    assertFalse(of(24, 9, 1).movedAsBefore(of(17, 5, 1), of(10, 2, 1)));
  }
}
