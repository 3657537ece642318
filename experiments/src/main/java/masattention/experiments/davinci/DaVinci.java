package masattention.experiments.davinci;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import masattention.experiments.Columns;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Figure;
import masattention.experiments.Point;
import masattention.experiments.Published;
import masattention.experiments.Search;
import masattention.report.Dataset;
import masattention.schedule.Schedulers;
import masattention.workload.Network;
import masattention.workload.Networks;

/** The speedup of mas over FLAT on the DaVinci preset, and what it is sensitive to. */
public final class DaVinci extends Experiment {

  public DaVinci() {
    super(
        "davinci",
        ("Does the simulated DaVinci chip show the speedups of MAS over FLAT that were published of"
                + " a real one, %s at most and %s in the mean, and what do they hang on?")
            .formatted(Published.NPU_LARGEST_SPEEDUP.text(), Published.NPU_MEAN_SPEEDUP.text()),
        List.of(
            new Figure(
                DaVinciPlots.NETWORKS,
                "Speedup of mas over three readings of FLAT on davinci, network by network, with the"
                    + " ceiling of overlap."),
            new Figure(
                DaVinciPlots.SENSITIVITY,
                "Largest and mean speedup of mas over flat on davinci with one value changed at a"
                    + " time.")));
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    List<Search> searches = new ArrayList<>();
    for (Change change : Change.ALL) {
      for (Network network : Networks.coreSet()) {
        searches.add(change.on(network).by(Schedulers.MAS));
        searches.addAll(change.on(network).by(CoreSet.FLATS));
      }
    }
    Dataset<Point> points = context.search(id(), searches);
    List<Chip> chips = Change.ALL.stream().map(change -> Chip.of(change, points)).toList();
    context.table(id(), points.show(Columns.SWEPT));
    context.page(
        this,
        id(),
        Map.of("question", question(), "preset", chips.get(0), "chips", new Chips(chips)));
    DaVinciPlots.draw(chips, context);
  }
}
