package masattention.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import masattention.cli.WorkloadOptions.Workload;
import masattention.experiments.Column;
import masattention.experiments.SimulateLine;
import masattention.input.Grade;
import masattention.npu.Machine;
import masattention.report.Table;
import masattention.simulator.Measurement;

/**
 * A measurement as {@code mas simulate} prints it: the columns of the comparison, then what else
 * the command line can set, then the line that repeats it.
 */
record MeasurementText(Measurement measurement, Workload workload, String machineName) {

  String aligned() {
    Table table = new Table(2, List.of("column", "value"));
    values().forEach((name, value) -> table.add(List.of(name, text(value))));
    return table.aligned() + "\n" + foundation(workload.machine()) + "\n";
  }

  ObjectNode json() {
    ObjectNode object = JsonText.object();
    values()
        .forEach(
            (name, value) -> object.putPOJO(name, value.equals(Column.UNKNOWN) ? null : value));
    object.put("assumed_machine_values", assumed(workload.machine()));
    object.put("machine_values", workload.machine().values().size());
    return object;
  }

  private static String text(Object value) {
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Column column : Column.values()) {
      values.put(column.header(), column.value(measurement));
    }
    values.put("batch", measurement.shape().batch());
    values.put("value_dim", measurement.shape().valueDim());
    values.put("element_bytes", measurement.shape().elementBytes());
    values.put("causal", measurement.shape().causal());
    values.put("depth_per_tile", measurement.tiling().depthPerTile());
    values.put("value_cols_per_tile", measurement.tiling().valueColsPerTile());
    values.put(
        "command",
        SimulateLine.of(measurement, workload.networkName(), workload.base(), machineName));
    return values;
  }

  private static long assumed(Machine machine) {
    return machine.values().values().stream()
        .filter(value -> value.grade() == Grade.ASSUMED)
        .count();
  }

  /** What the numbers of a machine rest on. */
  static String foundation(Machine machine) {
    return "%d of the %d values of %s are assumed. %s"
        .formatted(assumed(machine), machine.values().size(), machine.name(), machine.description())
        .stripTrailing();
  }
}
