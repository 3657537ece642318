package masattention.experiments.davinci;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Figure;
import masattention.experiments.Published;
import masattention.experiments.sweep.SpeedupPoint;
import masattention.experiments.sweep.SweepColumn;
import masattention.experiments.sweep.SweepPoint;
import masattention.experiments.sweep.SweepRow;
import masattention.report.TextFile;
import masattention.schedule.Schedulers;
import masattention.workload.Network;
import masattention.workload.Networks;

/** The speedup of mas over FLAT on the DaVinci preset, and what it is sensitive to. */
public final class DaVinci implements Experiment {

  @Override
  public String question() {
    return ("Does the simulated DaVinci chip show the speedups of MAS over FLAT that were published of"
            + " a real one, %s at most and %s in the mean, and what do they hang on?")
        .formatted(Published.NPU_LARGEST_SPEEDUP.text(), Published.NPU_MEAN_SPEEDUP.text());
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            DaVinciPlots.NETWORKS,
            "Speedup of mas over three readings of FLAT on davinci, network by network, with the"
                + " ceiling of overlap."),
        new Figure(
            DaVinciPlots.SENSITIVITY,
            "Largest and mean speedup of mas over flat on davinci with one value changed at a time."));
  }

  @Override
  public List<Path> run(ExperimentContext context) throws IOException {
    List<Callable<SweepRow>> searches = new ArrayList<>();
    for (Change change : Change.values()) {
      for (Network network : Networks.coreSet()) {
        searches.addAll(SpeedupPoint.searches(point(change, network)));
      }
    }
    List<SweepRow> rows = context.inParallel("davinci", searches);
    DaVinciPoints points = new DaVinciPoints(SpeedupPoint.of(rows));
    List<Path> written = new ArrayList<>();
    written.add(TextFile.write(context.results().resolve("davinci.csv"), SweepColumn.csv(rows)));
    written.add(
        TextFile.write(
            context.results().resolve("davinci.md"), DaVinciPage.of(question(), points)));
    written.addAll(DaVinciPlots.write(points, context.plots()));
    return written;
  }

  private static SweepPoint point(Change change, Network network) {
    return SweepPoint.of(
        change.id(), change.setting(), network, change.machine(network.shape()), Schedulers.MAS);
  }
}
