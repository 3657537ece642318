package masattention.experiments.roofline;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Tilings;
import masattention.report.Dataset;

/** Every scheduler and core network as a point under the roofs of both main presets. */
public final class Roofline extends Experiment {

  public Roofline() {
    super("roofline", "What limits each scheduler, and how near does it come?");
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    Dataset<RooflinePoint> points =
        Dataset.of(
                CoreSet.measured(context, id(), Tilings.FASTEST).stream()
                    .map(RooflinePoint::new)
                    .toList())
            .show(RooflinePoint.COLUMNS);
    List<RooflinePreset> presets =
        CoreSet.presets().stream().map(m -> RooflinePreset.of(m, points)).toList();
    context.table(id(), points);
    context.page(
        this,
        Map.of("presets", presets, "lines", points.where(p -> p.network().equals("bert-base"))));
    for (RooflinePreset preset : presets) {
      context.figure("roofline-" + preset.name(), RooflinePlot.of(preset));
    }
  }
}
