package masattention.experiments.energy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import masattention.experiments.Column;
import masattention.experiments.CoreSet;
import masattention.experiments.Published;
import masattention.experiments.energy.EnergySweep.Saving;
import masattention.interpret.energy.Energy;
import masattention.npu.Machine;
import masattention.report.CsvText;
import masattention.report.Decimals;
import masattention.schedule.Schedulers;
import masattention.simulator.Measurement;
import masattention.workload.Network;
import masattention.workload.Networks;

/** The tables of the experiment as CSV files. */
final class EnergyCsv {
  private EnergyCsv() {}

  /** One line per tilings, preset, network and scheduler. */
  static String split(EnergyRows rows) {
    List<String> headers = new ArrayList<>(List.of("tilings"));
    headers.addAll(Arrays.stream(Column.values()).map(Column::header).toList());
    headers.addAll(
        List.of(
            "mac_share_percent",
            "vec_share_percent",
            "l0_share_percent",
            "l1_share_percent",
            "dram_share_percent",
            "static_share_percent",
            "saving_against_flat_percent"));
    CsvText csv = new CsvText(headers);
    for (Tilings tilings : Tilings.values()) {
      for (Machine machine : CoreSet.presets()) {
        for (Network network : Networks.coreSet()) {
          Measurement flat = rows.row(tilings, machine, network.name(), Schedulers.FLAT);
          for (Schedulers scheduler : Schedulers.values()) {
            Measurement row = rows.row(tilings, machine, network.name(), scheduler);
            List<Object> values = new ArrayList<>(List.of(tilings.id()));
            values.addAll(Arrays.stream(Column.values()).map(c -> c.text(row)).toList());
            shares(row.energy()).forEach(share -> values.add(percent(share)));
            double ratio = row.energy().totalPicojoules() / flat.energy().totalPicojoules();
            values.add(percent(100 * (1 - ratio)));
            csv.add(values);
          }
        }
      }
    }
    return csv.toString();
  }

  /** The components in percent of the total: MAC, VEC, L0, L1, DRAM, static. */
  static List<Double> shares(Energy energy) {
    double total = energy.totalPicojoules();
    return List.of(
            energy.macPicojoules(),
            energy.vecPicojoules(),
            energy.l0Picojoules(),
            energy.l1Picojoules(),
            energy.dramPicojoules(),
            energy.staticPicojoules())
        .stream()
        .map(part -> 100 * part / total)
        .toList();
  }

  /** What can be saved at all: one line per tilings, preset, rival and network. */
  static String ceilings(EnergyRows rows) {
    CsvText csv =
        new CsvText(
            List.of(
                "tilings",
                "preset",
                "against",
                "network",
                "saving_percent",
                "ceiling_compulsory_dram_percent",
                "ceiling_operations_and_compulsory_dram_percent",
                "ceiling_all_static_percent",
                "ceiling_all_static_at_bound_percent",
                "static_milliwatts_for_" + Published.EDGE_LARGEST_SAVING.text() + "_percent"));
    for (Tilings tilings : Tilings.values()) {
      for (Machine machine : CoreSet.presets()) {
        for (Schedulers rival : EnergySweep.RIVALS) {
          for (EnergyCeiling c : rows.ceilings(tilings, machine, rival)) {
            OptionalDouble watts = c.staticMilliwattsForPublished();
            csv.add(
                List.of(
                    tilings.id(),
                    machine.name(),
                    rival.id(),
                    c.mas().network(),
                    percent(c.savedPercent()),
                    percent(c.compulsoryDramPercent()),
                    percent(c.operationsPercent()),
                    percent(c.allStaticPercent()),
                    percent(c.allStaticAtBoundPercent()),
                    watts.isPresent() ? Decimals.fixed(watts.getAsDouble(), 0) : ""));
          }
        }
      }
    }
    return csv.toString();
  }

  /** The grid: one line per reading, rival and point. */
  static String sweep(String preset, EnergySweep sweep) {
    CsvText csv =
        new CsvText(
            List.of(
                "tilings",
                "preset",
                "against",
                "static_milliwatts",
                "l1_cost_factor",
                "dram_pj_per_byte",
                "dram_grade",
                "geometric_mean_saving_percent",
                "largest_saving_percent",
                "largest_on",
                "networks_with_" + Published.EDGE_LARGEST_SAVING.text() + "_percent"));
    for (Reading reading : Reading.values()) {
      for (Schedulers rival : EnergySweep.RIVALS) {
        for (SweptCosts point : sweep.grid()) {
          Saving saving = sweep.saving(rival, reading, point);
          csv.add(
              List.of(
                  reading.id(),
                  preset,
                  rival.id(),
                  point.staticMilliwatts(),
                  Decimals.fixed(point.l1Factor(), 1),
                  point.dram().picojoulesPerByte(),
                  point.dram().grade().letter(),
                  percent(saving.meanPercent()),
                  percent(saving.largestPercent()),
                  saving.largestOn(),
                  saving.reached()));
        }
      }
    }
    return csv.toString();
  }

  private static BigDecimal percent(double value) {
    return Decimals.rounded(value, 3);
  }
}
