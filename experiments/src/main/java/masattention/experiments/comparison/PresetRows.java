package masattention.experiments.comparison;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import masattention.npu.Machine;
import masattention.schedule.Schedulers;
import masattention.simulator.Measurement;

/**
 * The rows of one preset, by network and scheduler.
 *
 * @param rows networks in the order of the tables
 */
record PresetRows(Machine machine, Map<String, Map<Schedulers, Measurement>> rows) {

  static PresetRows select(Machine machine, List<Measurement> all) {
    Map<String, Map<Schedulers, Measurement>> rows = new LinkedHashMap<>();
    for (Measurement row : all) {
      if (row.machine().equals(machine.config())) {
        rows.computeIfAbsent(row.network(), name -> new EnumMap<>(Schedulers.class))
            .put(row.scheduler(), row);
      }
    }
    return new PresetRows(machine, rows);
  }

  List<String> networks() {
    return List.copyOf(rows.keySet());
  }

  Measurement row(String network, Schedulers scheduler) {
    return rows.get(network).get(scheduler);
  }

  /** How many times the quantity of {@code other} that of {@code one} is, per network. */
  List<Double> ratios(ToDoubleFunction<Measurement> quantity, Schedulers one, Schedulers other) {
    return networks().stream()
        .map(
            network ->
                quantity.applyAsDouble(row(network, one))
                    / quantity.applyAsDouble(row(network, other)))
        .toList();
  }
}
