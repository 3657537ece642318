package masattention.experiments.balance;

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

/** The speedup of mas over three readings of FLAT as the balance of the machine changes. */
public final class Balance implements Experiment {

  @Override
  public String question() {
    return "How does the speedup of MAS over FLAT depend on the balance of vector unit, matrix unit"
        + " and DRAM, how near does it come to its ceiling, and where, if anywhere, is the published "
        + Published.EDGE_LARGEST_SPEEDUP.text()
        + " reached, over which FLAT?";
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (Schedulers flat : SpeedupPoint.FLATS) {
      figures.add(
          new Figure(
              BalancePlots.heatStem(flat),
              "Speedup of mas over %s over vector lanes and DRAM bandwidth, other values as on edge."
                  .formatted(flat.id())));
    }
    figures.add(
        new Figure(
            BalancePlots.STREAM_STEM,
            "Speedup of mas over flat-stream over the capacity of L1 and DRAM bandwidth, other values"
                + " as on edge."));
    for (Sweeps.Kind kind : Sweeps.Kind.drawnAsLines()) {
      figures.add(
          new Figure(
              BalancePlots.stem(kind),
              "Speedup of mas over three readings of FLAT over the %s, with the ceiling of overlap."
                  .formatted(kind.words())));
    }
    return figures;
  }

  @Override
  public List<Path> run(ExperimentContext context) throws IOException {
    List<Callable<SweepRow>> searches = new ArrayList<>();
    for (Sweeps.Kind kind : Sweeps.Kind.values()) {
      for (SweepPoint point : Sweeps.points(kind)) {
        searches.addAll(SpeedupPoint.searches(point));
      }
    }
    List<SweepRow> rows = context.inParallel("balance", searches);
    List<SpeedupPoint> points = SpeedupPoint.of(rows);
    List<Path> written = new ArrayList<>();
    written.add(TextFile.write(context.results().resolve("balance.csv"), SweepColumn.csv(rows)));
    written.add(
        TextFile.write(
            context.results().resolve("balance.md"), BalancePage.of(question(), points)));
    written.addAll(BalancePlots.write(points, context.plots()));
    return written;
  }
}
