package masattention.experiments.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class CrossingTest {

  @Test
  void everyChangeBetweenNeighbours() {
    TreeMap<Integer, Boolean> holds = new TreeMap<>();
    holds.put(128, false);
    holds.put(256, true);
    holds.put(512, true);
    holds.put(1024, false);
    holds.put(2048, true);
    assertEquals(
        List.of(
            new Crossing(128, 256, true),
            new Crossing(512, 1024, false),
            new Crossing(1024, 2048, true)),
        Crossing.in(holds));
  }

  @Test
  void noneWhereNothingChanges() {
    TreeMap<Integer, Boolean> holds = new TreeMap<>();
    holds.put(128, true);
    holds.put(256, true);
    assertEquals(List.of(), Crossing.in(holds));
  }

  @Test
  void refinedToTheMultiplesAroundTheChange() {
    List<Integer> asked = new ArrayList<>();
    IntPredicate begins =
        n -> {
          asked.add(n);
          return n >= 1234;
        };
    assertEquals(
        new Crossing(1216, 1280, true), new Crossing(1024, 2048, true).refined(64, begins));
    assertEquals(new Crossing(1216, 1280, false), ending());
    asked.forEach(n -> assertEquals(0, n % 64));
    assertEquals(4, new TreeSet<>(asked).size(), "16 steps are halved 4 times");
  }

  private static Crossing ending() {
    return new Crossing(1024, 2048, false).refined(64, n -> n < 1234);
  }

  @Test
  void endsThatAreNoMultiples() {
    assertEquals(
        new Crossing(100, 128, true), new Crossing(100, 300, true).refined(64, n -> n >= 101));
    assertEquals(
        new Crossing(256, 300, true), new Crossing(100, 300, true).refined(64, n -> n >= 299));
    assertEquals(
        new Crossing(130, 140, true), new Crossing(130, 140, true).refined(64, n -> n >= 135));
  }

  @Test
  void ascending() {
    assertThrows(IllegalArgumentException.class, () -> new Crossing(5, 5, true));
  }
}
