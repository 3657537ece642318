package masattention.experiments.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import masattention.plot.BarSeries;
import masattention.plot.GroupedBarChart;
import masattention.report.Decimals;
import masattention.report.Table;
import masattention.schedule.Schedulers;
import masattention.simulator.Measurement;

/** How busy each unit is, per network and on average, and every scheduler against every other. */
final class UtilisationTables {
  private final PresetRows preset;

  UtilisationTables(PresetRows preset) {
    this.preset = preset;
  }

  /** Share of the cycles in which the matrix units work, mean over the cores, in percent. */
  static double mac(Measurement row) {
    return 100.0 * row.busy().mac() / row.cycles() / row.machine().cores();
  }

  /** The same of the vector units. */
  static double vec(Measurement row) {
    return 100.0 * row.busy().vec() / row.cycles() / row.machine().cores();
  }

  /** The same of the one DRAM channel. */
  static double dram(Measurement row) {
    return 100.0 * row.busy().dram() / row.cycles();
  }

  /** A row per scheduler: the means over the networks, and the range of the distance. */
  Table means() {
    Table table =
        new Table(
            1, List.of("scheduler", "MAC", "VEC", "DRAM", "bound / cycles", "smallest", "largest"));
    for (Schedulers scheduler : Schedulers.values()) {
      List<Double> shares =
          preset.networks().stream().map(n -> bound(preset.row(n, scheduler))).toList();
      table.add(
          List.of(
              scheduler.id(),
              percent(mean(scheduler, UtilisationTables::mac)),
              percent(mean(scheduler, UtilisationTables::vec)),
              percent(mean(scheduler, UtilisationTables::dram)),
              percent(mean(scheduler, UtilisationTables::bound)),
              percent(shares.stream().mapToDouble(s -> s).min().orElseThrow()),
              percent(shares.stream().mapToDouble(s -> s).max().orElseThrow())));
    }
    return table;
  }

  /** A row per network and a column per scheduler: MAC / VEC / DRAM, whole percent. */
  Table perNetwork() {
    List<String> headers = new ArrayList<>(List.of("network"));
    List.of(Schedulers.values()).forEach(scheduler -> headers.add(scheduler.id()));
    Table table = new Table(1, headers);
    for (String network : preset.networks()) {
      List<String> cells = new ArrayList<>(List.of(network));
      for (Schedulers scheduler : Schedulers.values()) {
        Measurement row = preset.row(network, scheduler);
        cells.add(
            "%s / %s / %s"
                .formatted(
                    Decimals.fixed(mac(row), 0),
                    Decimals.fixed(vec(row), 0),
                    Decimals.fixed(dram(row), 0)));
      }
      table.add(cells);
    }
    return table;
  }

  /** Geometric mean and, in brackets, maximum of the speedup of the row over the column. */
  Table everyPair() {
    List<String> headers = new ArrayList<>(List.of("speedup of … over"));
    List.of(Schedulers.values()).forEach(rival -> headers.add(rival.id()));
    Table table = new Table(1, headers);
    for (Schedulers scheduler : Schedulers.values()) {
      List<String> cells = new ArrayList<>(List.of(scheduler.id()));
      for (Schedulers rival : Schedulers.values()) {
        Rivalry time = Rivalry.of(preset, Measurement::cycles, scheduler, rival);
        cells.add(
            scheduler == rival
                ? ""
                : "%s (%s)"
                    .formatted(
                        Decimals.fixed(time.geometricMean(), 2),
                        Decimals.fixed(time.largest(), 2)));
      }
      table.add(cells);
    }
    return table;
  }

  GroupedBarChart chart() {
    List<Schedulers> all = List.of(Schedulers.values());
    return GroupedBarChart.of(
        "Utilisation on %s, mean over the core networks, fastest tilings"
            .formatted(preset.machine().name()),
        "scheduler",
        "busy share of all cycles, %",
        all.stream().map(Schedulers::id).toList(),
        List.of(
            BarSeries.of("MAC", means(all, UtilisationTables::mac)),
            BarSeries.of("VEC", means(all, UtilisationTables::vec)),
            BarSeries.of("DRAM", means(all, UtilisationTables::dram))));
  }

  private List<Double> means(List<Schedulers> all, ToDoubleFunction<Measurement> quantity) {
    return all.stream().map(scheduler -> mean(scheduler, quantity)).toList();
  }

  private double mean(Schedulers scheduler, ToDoubleFunction<Measurement> quantity) {
    return preset.networks().stream()
        .mapToDouble(network -> quantity.applyAsDouble(preset.row(network, scheduler)))
        .average()
        .orElseThrow();
  }

  private static double bound(Measurement row) {
    return 100.0 * row.boundCycles() / row.cycles();
  }

  private static String percent(double value) {
    return Decimals.fixed(value, 1);
  }
}
