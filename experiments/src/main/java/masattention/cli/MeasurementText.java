package masattention.cli;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import masattention.cli.WorkloadOptions.Workload;
import masattention.experiments.Columns;
import masattention.experiments.Preset;
import masattention.experiments.SimulateLine;
import masattention.npu.Machine;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.simulator.Measurement;

/**
 * A measurement as {@code mas simulate} prints it: the columns of the comparison, then what else
 * the command line can set, then the line that repeats it.
 */
record MeasurementText(Measurement measurement, Workload workload, String machineName) {

  private List<Column<MeasurementText>> columns() {
    return Stream.concat(
            Columns.MEASURED.stream()
                .map(column -> column.<MeasurementText>of(t -> Optional.of(t.measurement()))),
            Stream.<Column<MeasurementText>>of(
                number("batch", t -> t.measurement().shape().batch()),
                number("value_dim", t -> t.measurement().shape().valueDim()),
                number("element_bytes", t -> t.measurement().shape().elementBytes()),
                text("causal", t -> t.measurement().shape().causal()),
                number("depth_per_tile", t -> t.measurement().tiling().depthPerTile()),
                number("value_cols_per_tile", t -> t.measurement().tiling().valueColsPerTile()),
                text("command", MeasurementText::command)))
        .toList();
  }

  private String command() {
    return SimulateLine.of(measurement, workload.words(), workload.base(), machineName);
  }

  String aligned() {
    return "%s\n%s\n"
        .formatted(
            Dataset.of(columns())
                .show(text("column", Column::header), text("value", c -> c.textOf(this)))
                .aligned(),
            foundation(workload.machine()));
  }

  ObjectNode json() {
    ObjectNode object = JsonText.object();
    columns().forEach(column -> object.putPOJO(column.header(), column.of(this)));
    object.put("assumed_machine_values", Preset.assumedValues(workload.machine()));
    object.put("machine_values", workload.machine().values().size());
    return object;
  }

  /** What the numbers of a machine rest on. */
  static String foundation(Machine machine) {
    return "%d of the %d values of %s are assumed. %s"
        .formatted(
            Preset.assumedValues(machine),
            machine.values().size(),
            machine.name(),
            machine.description())
        .stripTrailing();
  }
}
