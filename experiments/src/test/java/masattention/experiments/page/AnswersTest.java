package masattention.experiments.page;

import static masattention.experiments.Found.where;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import masattention.experiments.Found;
import masattention.experiments.Published;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;
import masattention.report.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the template of {@code answers.md} says in words of its own, held against the tables. */
class AnswersTest {
  private static Dataset<Line> table(String name) {
    return Csv.read(Path.of("..", "results", name + ".csv"));
  }

  /** "Both do the same operations", of mas and flat, at the tilings whose energies are compared. */
  @Test
  void masAndFlatDoTheSameOperations() {
    Dataset<Line> rows = where(table("comparison"), "objective", "balanced");
    for (String column : List.of("energy_mac_pj", "energy_vec_pj")) {
      Values<Line> ratios =
          where(rows, "scheduler", "mas")
              .over(
                  where(rows, "scheduler", "flat"),
                  row -> row.text("preset") + row.text("network"),
                  row -> row.number(column));
      assertEquals(24, ratios.count(ratio -> ratio == 1), column);
    }
  }

  /** "At once" of mas and fusemax: together busier than the whole time; "in turn" of flat: not. */
  @ParameterizedTest
  @ValueSource(strings = {"mas", "fusemax", "flat"})
  void unitsRunAtOnceOrInTurn(String scheduler) {
    Dataset<Line> rows = where(table("comparison"), "objective", "cycles", "scheduler", scheduler);
    for (Line row : rows) {
      double busy = row.number("mac_utilisation_percent") + row.number("vec_utilisation_percent");
      assertEquals(!scheduler.equals("flat"), busy > 100, row::toString);
    }
  }

  /**
   * "Units that share a chip do slow each other": with the measured slowdown predictions are
   * nearer.
   */
  @ParameterizedTest
  @ValueSource(strings = {"registers", "shared"})
  void predictionsWithTheSlowdownAreNearer(String handover) {
    Dataset<Line> rows = where(table("validation-overlap"), "handover", handover);
    double full = Found.sizes(rows, "mas_times_error_percent").mean();
    double slowed = Found.sizes(rows, "mas_times_slowed_error_percent").mean();
    assertTrue(2 * slowed < full, slowed + " against " + full);
  }

  /** "The agreement proves little": one other value of the chip moves it to either side. */
  @Test
  void publishedSpeedupsLieWithinWhatOneValueMoves() {
    List<Values<Line>> chips =
        table("davinci").by(row -> row.text("sweep") + row.text("setting")).values().stream()
            .map(rows -> Found.speedups(rows, "mas", "flat", "network"))
            .toList();
    assertBetween(chips.stream().map(Values::largest).toList(), Published.NPU_LARGEST_SPEEDUP);
    assertBetween(chips.stream().map(Values::geometricMean).toList(), Published.NPU_MEAN_SPEEDUP);
  }

  private static void assertBetween(List<Double> speedups, Published claim) {
    double published = claim.value();
    assertTrue(Collections.min(speedups) < published, claim + " below " + speedups);
    assertTrue(Collections.max(speedups) > published, claim + " above " + speedups);
  }

  /** "Where two numbers coincide, values of the machine are assumed." */
  @Test
  void whatCoincidesIsAssumed() {
    for (Line row : table("claims")) {
      if (row.text("verdict").startsWith("coincides")) {
        assertTrue(row.text("verdict").contains("machine assumed"), row.text("verdict"));
      }
    }
  }
}
