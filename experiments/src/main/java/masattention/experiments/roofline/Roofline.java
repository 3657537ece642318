package masattention.experiments.roofline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Figure;
import masattention.npu.Machine;
import masattention.report.CsvText;
import masattention.report.Decimals;
import masattention.report.TextFile;
import masattention.search.Objective;

/** Every scheduler and core network as a point under the roofs of both main presets. */
public final class Roofline implements Experiment {

  @Override
  public String question() {
    return "What limits each scheduler, the matrix units, the vector units or the DRAM, and how near"
        + " does it come?";
  }

  @Override
  public List<Figure> figures() {
    return CoreSet.presets().stream()
        .map(
            machine ->
                new Figure(
                    stem(machine),
                    "Every scheduler and core network under the MAC, VEC and DRAM roofs of %s."
                        .formatted(machine.name())))
        .toList();
  }

  static String stem(Machine machine) {
    return "roofline-" + machine.name();
  }

  @Override
  public List<Path> run(ExperimentContext context) throws IOException {
    List<RooflinePoint> points =
        CoreSet.measured(context, "roofline", Objective.CYCLES).stream()
            .map(RooflinePoint::new)
            .toList();
    List<Path> written = new ArrayList<>();
    written.add(TextFile.write(context.results().resolve("roofline.csv"), csv(points)));
    written.add(
        TextFile.write(context.results().resolve("roofline.md"), new RooflinePage(points).text()));
    for (Machine machine : CoreSet.presets()) {
      written.add(
          context.plots().write(stem(machine), RooflinePlot.of(machine, of(points, machine))));
    }
    return written;
  }

  /** Those on one machine. */
  static List<RooflinePoint> of(List<RooflinePoint> points, Machine machine) {
    return points.stream().filter(p -> p.row().machine().equals(machine.config())).toList();
  }

  private static String csv(List<RooflinePoint> points) {
    CsvText csv =
        new CsvText(
            List.of(
                "preset",
                "network",
                "scheduler",
                "head_dim",
                "cycles",
                "macs",
                "dram_bytes",
                "operations_per_dram_byte",
                "reached_gops",
                "mac_roof_gops",
                "dram_roof_gops",
                "vec_roof_gops",
                "attainable_gops",
                "attainable_with_softmax_gops",
                "limit",
                "reached_percent_of_attainable",
                "reached_percent_of_attainable_with_softmax"));
    for (RooflinePoint p : points) {
      csv.add(
          List.of(
              p.row().machine().name(),
              p.row().network(),
              p.row().scheduler().id(),
              p.row().shape().headDim(),
              p.row().cycles(),
              p.row().work().macs(),
              p.dramBytes(),
              Decimals.fixed(p.intensity(), 4),
              Decimals.fixed(p.reached(), 3),
              Decimals.fixed(p.roofs().mac(), 3),
              Decimals.fixed(p.roofs().dram(p.intensity()), 3),
              Decimals.fixed(p.roofs().vec(p.row().shape()), 3),
              Decimals.fixed(p.attainable(), 3),
              Decimals.fixed(p.attainableWithSoftmax(), 3),
              p.limit(),
              Decimals.fixed(100 * p.reached() / p.attainable(), 3),
              Decimals.fixed(100 * p.reached() / p.attainableWithSoftmax(), 3)));
    }
    return csv.toString();
  }
}
