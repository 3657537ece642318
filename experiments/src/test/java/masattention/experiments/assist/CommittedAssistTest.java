package masattention.experiments.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;
import org.junit.jupiter.api.Test;

/** The committed rows of {@code assist} beside those of its corners. */
class CommittedAssistTest {
  private static final Path TABLE = Path.of("../results/assist.csv");

  @Test
  void isNeverSlowerThanItsCorners() {
    int compared = 0;
    for (Dataset<Line> one : cases()) {
      double own = one.where(CommittedAssistTest::isAssist).only().number("cycles");
      for (String corner : List.of("fusemax", "mas")) {
        Line line = one.where(row -> row.text("scheduler"), corner).only();
        assertTrue(own <= line.number("cycles"), line.text("network") + ": " + corner);
        compared++;
      }
    }
    assertEquals(2 * (24 + 14 + 2 * 28 + 12 * (8 + 2 + 2)), compared);
  }

  @Test
  void isWithinAThousandthOfTheBestPublishedOne() {
    int compared = 0;
    for (Dataset<Line> one : cases()) {
      double best =
          one.where(line -> !isAssist(line)).values(line -> line.number("cycles")).smallest();
      double own = one.where(CommittedAssistTest::isAssist).only().number("cycles");
      assertTrue(1000 * own <= 1001 * best, one.rows().get(0).text("network"));
      compared += one.size() == 7 ? 1 : 0;
    }
    assertEquals(2 * (12 + 7), compared, "core networks and shapes, beside all six");
  }

  /** Rows of several schedules on one case, those of the move that is alone left out. */
  private static List<Dataset<Line>> cases() {
    return Csv.read(TABLE)
        .where(line -> !line.cell("sweep").equals("balanced"))
        .by(line -> List.of(line.text("machine"), line.cell("setting"), line.text("network")))
        .values()
        .stream()
        .filter(one -> one.size() > 1)
        .toList();
  }

  /** The aim on the machine that it is for. */
  @Test
  void gainsAFifthOnDavinci() {
    double product = 1;
    int networks = 0;
    for (Dataset<Line> one : cases()) {
      Line own = one.where(CommittedAssistTest::isAssist).only();
      if (own.text("machine").equals("davinci") && own.cell("setting").isEmpty()) {
        Dataset<Line> others = one.where(line -> !isAssist(line));
        assertEquals(6, others.size());
        product *= others.values(line -> line.number("cycles")).smallest() / own.number("cycles");
        networks++;
      }
    }
    assertEquals(12, networks);
    assertTrue(Math.pow(product, 1.0 / networks) >= 1.2, "product " + product);
  }

  @Test
  void nothingIsBelowItsFloors() {
    for (Line line : Csv.read(TABLE)) {
      double moved = line.number("bound_moved_cycles");
      assertTrue(line.number("bound_cycles") <= line.number("cycles"), line.text("network"));
      assertTrue(moved <= line.number("cycles"), line.text("network"));
      assertTrue(!isAssist(line) || moved >= line.number("bound_cycles"), line.text("network"));
    }
  }

  /**
   * Balanced tilings may take 1 % more than the fewest, which the better corner's are not below.
   */
  @Test
  void isNearlyAsFastWhereItIsBalanced() {
    Dataset<Line> rows = Csv.read(TABLE);
    Dataset<Line> balanced =
        rows.where(line -> line.cell("sweep").equals("balanced"))
            .where(CommittedAssistTest::isAssist);
    for (Line line : balanced) {
      String shape = line.text("setting").equals("balanced") ? "" : line.text("setting");
      double fewest =
          rows
              .where(other -> !other.cell("sweep").equals("balanced"))
              .where(other -> other.cell("setting").equals(shape))
              .where(other -> List.of("fusemax", "mas").contains(other.text("scheduler")))
              .where(other -> other.text("machine").equals(line.text("machine")))
              .where(other -> other.text("network").equals(line.text("network")))
              .stream()
              .mapToDouble(other -> other.number("cycles"))
              .min()
              .orElseThrow();
      assertTrue(100 * line.number("cycles") <= 101 * fewest, line.text("network"));
    }
    assertEquals(24 + 14, balanced.rows().size());
  }

  private static boolean isAssist(Line line) {
    return line.text("scheduler").equals("assist");
  }
}
