package masattention.experiments.unet;

import java.util.ArrayList;
import java.util.List;
import masattention.experiments.CoreSet;
import masattention.npu.Machine;
import masattention.report.CsvText;
import masattention.report.Decimals;
import masattention.schedule.Schedulers;
import masattention.simulator.Measurement;
import masattention.workload.Network;

/** Every scheduler on every layer shape and on the sum of all layers. */
record UnetTable(List<UnetRow> rows) {

  UnetTable {
    rows = List.copyOf(rows);
  }

  static UnetTable of(List<Measurement> measured) {
    List<UnetRow> rows = new ArrayList<>();
    for (Machine machine : CoreSet.presets()) {
      for (Schedulers scheduler : Schedulers.values()) {
        List<UnetRow> layers = new ArrayList<>();
        for (Network network : Unet.LAYERS) {
          layers.add(
              measured.stream()
                  .filter(m -> m.machine().equals(machine.config()))
                  .filter(m -> m.scheduler() == scheduler && m.network().equals(network.name()))
                  .map(m -> UnetRow.of(m, network.layers()))
                  .findFirst()
                  .orElseThrow());
        }
        rows.addAll(layers);
        rows.add(UnetRow.sum(layers));
      }
    }
    return new UnetTable(rows);
  }

  UnetRow row(Machine machine, Schedulers scheduler, String layer) {
    return rows.stream()
        .filter(r -> r.preset().equals(machine.name()))
        .filter(r -> r.scheduler() == scheduler && r.layer().equals(layer))
        .findFirst()
        .orElseThrow();
  }

  /** The names of the layer shapes and of the sum. */
  static List<String> layers() {
    List<String> layers = new ArrayList<>(Unet.LAYERS.stream().map(Network::name).toList());
    layers.add(UnetRow.SUM);
    return layers;
  }

  String csv() {
    CsvText csv =
        new CsvText(
            List.of(
                "preset",
                "layer",
                "layers",
                "scheduler",
                "cycles",
                "latency_us",
                "bound_cycles",
                "energy_pj",
                "share_of_sum_percent",
                "latency_cut_by_mas_percent",
                "speedup_of_mas",
                "energy_saving_of_mas_percent"));
    for (Machine machine : CoreSet.presets()) {
      for (String layer : layers()) {
        UnetRow mas = row(machine, Schedulers.MAS, layer);
        for (Schedulers scheduler : Schedulers.values()) {
          UnetRow row = row(machine, scheduler, layer);
          UnetRow sum = row(machine, scheduler, UnetRow.SUM);
          csv.add(
              List.of(
                  machine.name(),
                  layer,
                  row.layers(),
                  scheduler.id(),
                  row.cycles(),
                  Decimals.fixed(row.microseconds(), 6),
                  row.boundCycles(),
                  Decimals.fixed(row.picojoules(), 3),
                  Decimals.fixed(100.0 * row.cycles() / sum.cycles(), 3),
                  Decimals.fixed(mas.cutPercent(row), 3),
                  Decimals.fixed((double) row.cycles() / mas.cycles(), 4),
                  Decimals.fixed(100 * (1 - mas.picojoules() / row.picojoules()), 3)));
        }
      }
    }
    return csv.toString();
  }
}
