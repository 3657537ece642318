package masattention.experiments.variants;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import masattention.experiments.Column;
import masattention.experiments.CoreSet;
import masattention.experiments.ExperimentContext;
import masattention.npu.Machine;
import masattention.report.CsvText;
import masattention.report.Decimals;
import masattention.schedule.Schedulers;
import masattention.search.Objective;
import masattention.simulator.Measurement;

/** Every case on both main presets, every scheduler that can run it at its fastest tiling. */
record VariantRows(List<Row> rows) {

  VariantRows {
    rows = List.copyOf(rows);
  }

  /**
   * One case on one preset.
   *
   * @param measured lacks the schedulers of which no tiling fits
   */
  record Row(Machine machine, VariantCase variantCase, Map<Schedulers, Measurement> measured) {

    /** How many times as fast as a rival a scheduler is. */
    double speedup(Schedulers scheduler, Schedulers rival) {
      return (double) measured.get(rival).cycles() / measured.get(scheduler).cycles();
    }
  }

  static VariantRows measured(ExperimentContext context) {
    List<Callable<Row>> tasks = new ArrayList<>();
    for (Machine machine : CoreSet.presets()) {
      for (VariantCase one : VariantCase.all()) {
        tasks.add(() -> row(machine, one));
      }
    }
    return new VariantRows(context.inParallel("variants", tasks));
  }

  private static Row row(Machine machine, VariantCase one) {
    Map<Schedulers, Measurement> measured = new EnumMap<>(Schedulers.class);
    for (Schedulers scheduler : Schedulers.values()) {
      CoreSet.best(one.network(), machine, scheduler, Objective.CYCLES)
          .ifPresent(found -> measured.put(scheduler, found));
    }
    return new Row(machine, one, measured);
  }

  /** Those of one preset and variant. */
  List<Row> of(Machine machine, VariantCase.Variant variant) {
    return rows.stream()
        .filter(r -> r.machine().equals(machine) && r.variantCase().variant() == variant)
        .toList();
  }

  /** A line per case, preset and scheduler. */
  String csv() {
    List<String> headers =
        new ArrayList<>(List.of("variant", "case", "batch", "causal", "element_bytes"));
    headers.addAll(Arrays.stream(Column.values()).map(Column::header).toList());
    headers.addAll(List.of("speedup_over_flat", "speedup_of_mas", "energy_saving_of_mas_percent"));
    CsvText csv = new CsvText(headers);
    for (Row row : rows) {
      for (Map.Entry<Schedulers, Measurement> one : row.measured().entrySet()) {
        Measurement m = one.getValue();
        List<Object> values =
            new ArrayList<>(
                List.of(
                    row.variantCase().variant().id(),
                    row.variantCase().label(),
                    m.shape().batch(),
                    m.shape().causal(),
                    m.shape().elementBytes()));
        values.addAll(Arrays.stream(Column.values()).map(c -> c.text(m)).toList());
        values.add(Decimals.fixed(row.speedup(one.getKey(), Schedulers.FLAT), 4));
        values.add(Decimals.fixed(row.speedup(Schedulers.MAS, one.getKey()), 4));
        double mas = row.measured().get(Schedulers.MAS).energy().totalPicojoules();
        values.add(Decimals.fixed(100 * (1 - mas / m.energy().totalPicojoules()), 3));
        csv.add(values);
      }
    }
    return csv.toString();
  }
}
