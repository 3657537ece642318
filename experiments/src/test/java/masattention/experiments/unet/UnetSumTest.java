package masattention.experiments.unet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.util.List;
import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.experiments.Points;
import masattention.experiments.unet.Unet.UnetPreset;
import masattention.experiments.unet.Unet.UnetPreset.UnetRow;
import masattention.input.Grade;
import masattention.npu.Machine;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;
import masattention.schedulers.Schedulers;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import org.junit.jupiter.api.Test;

class UnetSumTest {

  /** Three layers of one shape and two of another: 3 a + 2 b cycles; the cut is of the sums. */
  @Test
  void layersAreCounted() {
    Machine edge = CoreSet.presets().get(0);
    List<Network> layers =
        List.of(
            new Network("one", AttentionShape.selfAttention(2, 64, 32), "a test", Grade.ASSUMED, 3),
            new Network(
                "two", AttentionShape.selfAttention(2, 32, 32), "a test", Grade.ASSUMED, 2));
    Points points =
        new Points(
            Dataset.of(
                layers.stream()
                    .flatMap(
                        layer ->
                            Case.of(layer, edge.config())
                                .by(List.of(Schedulers.FLAT, Schedulers.MAS))
                                .stream())
                    .map(search -> search.call())
                    .toList()));
    UnetPreset preset = new UnetPreset(edge, points);
    UnetRow mas = preset.row(UnetPreset.SUM, Schedulers.MAS);
    UnetRow flat = preset.row(UnetPreset.SUM, Schedulers.FLAT);
    List<Double> cycles = points.of(Schedulers.MAS).values(p -> p.cycles()).values();
    assertEquals(5, mas.layers());
    assertEquals(3 * cycles.get(0) + 2 * cycles.get(1), (double) mas.cycles());
    assertEquals(3 * cycles.get(0), (double) preset.row("one", Schedulers.MAS).cycles());
    assertEquals(100 - 100.0 * mas.cycles() / flat.cycles(), flat.cutByMas(), 1e-9);
    assertEquals(100, mas.shareOfSum(), 1e-12);
  }

  @Test
  void committedSumsAreThoseOfTheLayers() {
    assumeFalse(Boolean.getBoolean("mas.accept"), "new files are about to be accepted");
    Dataset<Line> rows = Csv.read(Path.of("..", "results", "unet.csv"));
    assertEquals(2 * 5 * Schedulers.published().size(), rows.size());
    for (Line sum : rows.where(line -> line.text("layer"), "sum")) {
      assertEquals(16, sum.number("layers"));
      for (String column : List.of("cycles", "bound_cycles")) {
        double layers =
            rows.where(line -> line.text("preset"), sum.text("preset"))
                .where(line -> line.text("scheduler"), sum.text("scheduler"))
                .where(line -> !line.text("layer").equals("sum"))
                .values(line -> line.number(column))
                .sum();
        assertEquals(layers, sum.number(column));
      }
    }
  }
}
