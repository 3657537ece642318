package masattention.experiments.division;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import masattention.experiments.Case;
import masattention.experiments.Columns;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Search;
import masattention.report.Dataset;
import masattention.schedule.Normalize;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.workload.Networks;

/** The control of the comparison with fusemax, which divides by the row sums elsewhere. */
public final class Division extends Experiment {
  /** What is compared with fusemax as it is and with the outputs divided in place of the scores. */
  static final List<Scheduler> COMPARED =
      List.of(Schedulers.MAS, Schedulers.TILEFLOW, Schedulers.FLAT);

  /** The experiment with its figure. */
  public Division() {
    super("division", "How much of the lead of FuseMax over MAS is the place of the division?");
  }

  /** The same scheduler that divides the outputs. */
  static Scheduler dividingOutputs(Scheduler scheduler) {
    return scheduler.normalizing(Normalize.OUTPUTS).orElseThrow();
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    List<Scheduler> schedulers =
        Stream.concat(
                COMPARED.stream().flatMap(s -> Stream.of(s, dividingOutputs(s))),
                Stream.of(Schedulers.FUSEMAX))
            .toList();
    List<Search> searches = Case.by(CoreSet.cases(Networks.coreSet()), schedulers);
    Dataset<Point> found = context.search(id(), searches);
    context.table(
        id(),
        found.show(
            Columns.of(
                """
                machine network heads head_dim tokens scheduler normalize rows_per_block
                cols_per_tile kv_buffers resident_key_tiles resident_value_tiles partition cycles
                bound_cycles vec_busy_cycles mac_busy_cycles energy_pj
                """)));
    List<DivisionPreset> presets = new Points(found).onPresets(DivisionPreset::new);
    context.page(this, Map.of("presets", presets, "lines", presets.get(0).divided()));
    context.figure("division", DivisionPreset.chart(presets));
  }
}
