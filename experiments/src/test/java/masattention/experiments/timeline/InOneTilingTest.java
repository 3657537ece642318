package masattention.experiments.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import masattention.experiments.CoreSet;
import masattention.plot.GanttChart;
import masattention.plot.GanttChart.Interval;
import org.junit.jupiter.api.Test;

/** One row block by three schedules: what each unit does of it. */
class InOneTilingTest {
  private static final GanttChart CHART =
      InOneTiling.chart(InOneTiling.of(CoreSet.network("bert-base")));

  private static List<Interval> work(String lane) {
    return CHART.intervals().stream()
        .filter(interval -> interval.lane().equals(lane))
        .filter(interval -> !interval.kind().equals("other row blocks"))
        .toList();
  }

  private static double cycles(String lane) {
    return work(lane).stream().mapToDouble(interval -> interval.end() - interval.start()).sum();
  }

  private static List<String> kinds(String lane) {
    return work(lane).stream().map(Interval::kind).distinct().toList();
  }

  @Test
  void sumsAndSubtractionMoveToTheMatrixUnit() {
    assertEquals(List.of("product S", "product O"), kinds("mas MAC"));
    assertEquals(List.of("softmax"), kinds("mas VEC"));
    assertEquals(
        List.of("product S", "S less its maxima", "product O with row sums"), kinds("assist MAC"));
    assertEquals(List.of("row maxima", "exponentials", "rescale, normalize"), kinds("assist VEC"));
    assertEquals(List.of("softmax", "rescale, normalize"), kinds("fusemax VEC"));
  }

  @Test
  void theBlockIsWholeAndNoUnitDoesTwoThingsAtOnce() {
    assertEquals(4, work("mas MAC").size());
    assertEquals(6, work("assist MAC").size());
    assertTrue(cycles("assist MAC") > cycles("mas MAC"));
    assertTrue(cycles("assist VEC") < 0.7 * cycles("mas VEC"));
    for (String lane : CHART.lanes()) {
      List<Interval> all =
          CHART.intervals().stream().filter(interval -> interval.lane().equals(lane)).toList();
      for (int i = 1; i < all.size(); i++) {
        assertTrue(all.get(i - 1).end() <= all.get(i).start(), lane);
      }
    }
  }
}
