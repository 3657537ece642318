package masattention.experiments.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import masattention.experiments.With;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;
import org.junit.jupiter.api.Test;

/** Row sums moved to the matrix unit, predicted by hand for the smallest loop. */
class RowSumsTest {
  private static final NpuConfig ADDED = Machines.resolve("hopper-sm").config();
  private static final NpuConfig BESIDE =
      With.component(ADDED, "vectorCosts", With.component(ADDED.vectorCosts(), "expBeside", true));

  private static RowSums loop(String schedule, String division) {
    return new RowSums("", "registers", schedule, division, 32, 64, 64, 64, 0, 0, 0, false);
  }

  /**
   * 64 × 64 × 32: S 1 · 8 · 8 + 70 = 134; P 4096 · (2 + 1 + 8 + 1) / 128 + 250 = 634, without the
   * sums 602; O 1 · 4 · 16 + 70 = 134, with a fifth tile of columns 150.
   */
  @Test
  void inTurnAdditionsAddUp() {
    double before = 134 + 634 + 134;
    assertEquals(100 * (150 - 134 - 32) / before, loop("flat", "end").changeOn(ADDED), 1e-9);
  }

  /** Exponentials alone take 256 of 4096 · 8 / 128, the others hide behind them. */
  @Test
  void inTurnAdditionsAreHiddenBesideExponentials() {
    double before = 134 + 506 + 134;
    assertEquals(100 * 16 / before, loop("flat", "end").changeOn(BESIDE), 1e-9);
  }

  /** The division of a block: 64 · (32 · 1 + 8) / 128 + 250 = 270. */
  @Test
  void blocksThatDivideTakeLonger() {
    double before = 134 + 634 + 134 + 270;
    assertEquals(100 * (16 - 32) / before, loop("flat", "block").changeOn(ADDED), 1e-9);
  }

  /**
   * The vector unit limits. Beside it products of 268 cycles take 7 % longer, 286.8, in which P
   * advances by 286.8 / 1.47 = 195.1: a block takes 286.8 + 634 − 195.1 = 725.7. Moved, 303.9 + 602
   * − 206.7 = 699.2, 3.7 % less; beside exponentials 506 in both, 597.7 and 603.2, 0.9 % more. The
   * first and the last block differ a little.
   */
  @Test
  void twoStreamsFollowTheVectorUnit() {
    assertEquals(-3.7, loop("mas", "end").changeOn(ADDED), 0.1);
    assertEquals(0.9, loop("mas", "end").changeOn(BESIDE), 0.1);
    assertEquals(loop("mas", "end").changeOn(ADDED), loop("mas-free", "end").changeOn(ADDED));
  }

  @Test
  void everyMeasuredLoopIsCommittedBesideBothReadings() {
    List<RowSums> loops = RowSums.load();
    Dataset<Line> rows = Csv.read(Path.of("../results/assist-row-sums.csv"));
    assertEquals(132, loops.size());
    assertEquals(132, rows.size());
    for (int i = 0; i < loops.size(); i += 11) {
      Line row = rows.rows().get(i);
      assertEquals(loops.get(i).change(), row.number("measured_change_percent"));
      assertEquals(loops.get(i).changeOn(ADDED), row.number("added_up_change_percent"), 0.006);
      assertEquals(loops.get(i).changeOn(BESIDE), row.number("exp_beside_change_percent"), 0.006);
    }
  }
}
