package masattention.experiments.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;
import org.junit.jupiter.api.Test;

/** The committed rows of {@code assist} beside those of its corners. */
class CommittedAssistTest {
  @Test
  void isNeverSlowerThanItsCorners() {
    Dataset<Line> rows = Csv.read(Path.of("../results/assist.csv"));
    Map<List<String>, Dataset<Line>> cases =
        rows.where(line -> !line.cell("sweep").equals("balanced"))
            .by(line -> List.of(line.text("machine"), line.cell("setting"), line.text("network")));
    int compared = 0;
    for (var one : cases.entrySet()) {
      for (Line line : one.getValue()) {
        boolean corner = List.of("fusemax", "mas").contains(line.text("scheduler"));
        if (corner && one.getValue().stream().anyMatch(CommittedAssistTest::isAssist)) {
          Line assist =
              one.getValue().stream()
                  .filter(CommittedAssistTest::isAssist)
                  .findFirst()
                  .orElseThrow();
          assertTrue(
              assist.number("cycles") <= line.number("cycles"),
              one.getKey() + ": " + line.text("scheduler"));
          compared++;
        }
      }
    }
    assertEquals(0, compared % 2);
    assertTrue(compared >= 48, compared + " pairs");
  }

  /**
   * Balanced tilings may take 1 % more than the fewest, which the better corner's are not below.
   */
  @Test
  void isNearlyAsFastWhereItIsBalanced() {
    Dataset<Line> rows = Csv.read(Path.of("../results/assist.csv"));
    Dataset<Line> balanced =
        rows.where(line -> line.cell("sweep").equals("balanced"))
            .where(CommittedAssistTest::isAssist);
    for (Line line : balanced) {
      double fewest =
          rows
              .where(other -> other.cell("setting").isEmpty())
              .where(other -> List.of("fusemax", "mas").contains(other.text("scheduler")))
              .where(other -> other.text("machine").equals(line.text("machine")))
              .where(other -> other.text("network").equals(line.text("network")))
              .stream()
              .mapToDouble(other -> other.number("cycles"))
              .min()
              .orElseThrow();
      assertTrue(100 * line.number("cycles") <= 101 * fewest, line.text("network"));
    }
    assertEquals(24, balanced.rows().size());
  }

  private static boolean isAssist(Line line) {
    return line.text("scheduler").equals("assist");
  }
}
