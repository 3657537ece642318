package masattention.experiments.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import masattention.experiments.Column;
import masattention.report.Decimals;
import masattention.report.Table;
import masattention.schedule.Schedulers;
import masattention.simulator.Measurement;

/** The tables about one preset, a row per network and a column per scheduler. */
final class PresetTables {
  private static final double PICOJOULES_PER_MICROJOULE = 1e6;
  private static final List<Schedulers> ALL = List.of(Schedulers.values());
  private static final List<Schedulers> RIVALS =
      Arrays.stream(Schedulers.values()).filter(s -> s != Schedulers.MAS).toList();

  private final PresetRows preset;

  PresetTables(PresetRows preset) {
    this.preset = preset;
  }

  Table cycles() {
    Table table = table(ALL, List.of("bound"));
    for (String network : preset.networks()) {
      List<String> cells = cells(network, ALL, row -> Long.toString(row.cycles()));
      cells.add(Long.toString(preset.row(network, Schedulers.MAS).boundCycles()));
      table.add(cells);
    }
    return table;
  }

  Table distances() {
    return perScheduler(row -> Decimals.fixed(100.0 * row.boundCycles() / row.cycles(), 1));
  }

  Table energies() {
    return perScheduler(
        row -> Decimals.fixed(row.energy().totalPicojoules() / PICOJOULES_PER_MICROJOULE, 2));
  }

  Table speedups() {
    return ratios(Measurement::cycles, ratio -> Decimals.fixed(ratio, 3));
  }

  Table savings() {
    return ratios(
        row -> row.energy().totalPicojoules(), ratio -> Decimals.fixed(100 * (1 - 1 / ratio), 1));
  }

  Table traffic() {
    Table table =
        new Table(1, List.of("network", "DRAM read", "DRAM write", "refetched", "L1 peak"));
    for (String network : preset.networks()) {
      Measurement row = preset.row(network, Schedulers.MAS);
      table.add(
          List.of(
              network,
              Long.toString(row.work().dramReadBytes()),
              Long.toString(row.work().dramWriteBytes()),
              Long.toString(row.work().refetchBytes()),
              Column.L1_PEAK_BYTES.text(row)));
    }
    return table;
  }

  private Table perScheduler(Function<Measurement, String> print) {
    Table table = table(ALL, List.of());
    preset.networks().forEach(network -> table.add(cells(network, ALL, print)));
    return table;
  }

  /** A rival's quantity divided by that of mas: per network, geometric mean and maximum. */
  private Table ratios(ToDoubleFunction<Measurement> quantity, DoubleFunction<String> print) {
    Table table = table(RIVALS, List.of());
    for (String network : preset.networks()) {
      double own = quantity.applyAsDouble(preset.row(network, Schedulers.MAS));
      table.add(cells(network, RIVALS, row -> print.apply(quantity.applyAsDouble(row) / own)));
    }
    List<String> means = new ArrayList<>(List.of("**geometric mean**"));
    List<String> maxima = new ArrayList<>(List.of("**maximum**"));
    for (Schedulers rival : RIVALS) {
      List<Double> ratios = preset.ratios(quantity, rival, Schedulers.MAS);
      means.add(print.apply(Decimals.geometricMean(ratios)));
      maxima.add(print.apply(Collections.max(ratios)));
    }
    return table.add(means).add(maxima);
  }

  private static Table table(List<Schedulers> columns, List<String> more) {
    List<String> headers = new ArrayList<>(List.of("network"));
    columns.forEach(scheduler -> headers.add(scheduler.id()));
    headers.addAll(more);
    return new Table(1, headers);
  }

  private List<String> cells(
      String network, List<Schedulers> columns, Function<Measurement, String> print) {
    List<String> cells = new ArrayList<>(List.of(network));
    columns.forEach(scheduler -> cells.add(print.apply(preset.row(network, scheduler))));
    return cells;
  }
}
