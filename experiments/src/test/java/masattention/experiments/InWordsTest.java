package masattention.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InWordsTest {
  private static final List<String> ALL = List.of("a", "b", "c", "d", "e", "f", "g");

  @Test
  void signsOfSavingsAreWords() {
    assertEquals("9.2", InWords.saved(9.21, 1));
    assertEquals("4.10 more", InWords.saved(-4.1, 2));
    assertEquals("0.0", InWords.saved(-0.04, 1));
    assertEquals("0.5 % more", InWords.more("-0.5 %"));
  }

  @Test
  void changesSayWhatIsTaken() {
    assertEquals("9.2 % less", InWords.changed(9.2));
    assertEquals("4.1 % more", InWords.changed(-4.1));
    assertEquals("the same", InWords.changed(-0.04));
    assertEquals("0.5 to 5.3 % more", InWords.changed(-0.5, -5.3));
    assertEquals("0.0 to 2.0 % less", InWords.changed(0, 2));
    assertEquals("from 2.0 % more to 1.0 % less", InWords.changed(-2, 1));
    assertEquals("the same", InWords.changed(0.01, -0.01));
  }

  @Test
  void speedupsSayWhoIsFaster() {
    assertEquals("1.6 % faster than", InWords.faster(1.016));
    assertEquals("0.8 % slower than", InWords.faster(0.992));
    assertEquals("as fast as", InWords.faster(0.9997));
  }

  @Test
  void fewAreNamed() {
    assertEquals("2 of 7 (a, c)", InWords.of(List.of("a", "c"), ALL));
    assertEquals("6 of 7 (not g)", InWords.of(ALL.subList(0, 6), ALL));
    assertEquals("0 of 7", InWords.of(List.of(), ALL));
    assertEquals("7 of 7", InWords.of(ALL, ALL));
    assertEquals(
        "4 of 8", InWords.of(ALL.subList(0, 4), List.of("a", "b", "c", "d", "5", "6", "7", "8")));
  }

  @Test
  void nothingIsNone() {
    assertEquals("none", InWords.count(0));
    assertEquals("10", InWords.count(10));
  }

  @Test
  void winnersComeByTheirWins() {
    assertEquals(
        "`y` on 2 of 3 networks, `x` on 1 (b)",
        InWords.winners(Map.of("x", List.of("b"), "y", List.of("a", "c")), 3));
  }
}
