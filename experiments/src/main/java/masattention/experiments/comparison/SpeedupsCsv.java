package masattention.experiments.comparison;

import java.util.List;
import masattention.report.CsvText;
import masattention.report.Decimals;
import masattention.schedule.Schedulers;
import masattention.simulator.Measurement;

/** The speedup and the energy saving of every scheduler over every other, a line per pair. */
final class SpeedupsCsv {
  private static final int RATIO_DECIMALS = 4;
  private static final int PERCENT_DECIMALS = 2;

  private SpeedupsCsv() {}

  static String of(List<PresetRows> presets) {
    CsvText csv =
        new CsvText(
            List.of(
                "preset",
                "scheduler",
                "over",
                "geometric_mean_speedup",
                "arithmetic_mean_speedup",
                "largest_speedup",
                "largest_on",
                "smallest_speedup",
                "smallest_on",
                "geometric_mean_energy_saving_percent",
                "largest_energy_saving_percent",
                "largest_energy_saving_on"));
    for (PresetRows preset : presets) {
      for (Schedulers scheduler : Schedulers.values()) {
        for (Schedulers rival : Schedulers.values()) {
          if (scheduler != rival) {
            csv.add(row(preset, scheduler, rival));
          }
        }
      }
    }
    return csv.toString();
  }

  private static List<String> row(PresetRows preset, Schedulers scheduler, Schedulers rival) {
    Rivalry time = Rivalry.of(preset, Measurement::cycles, scheduler, rival);
    Rivalry energy = Rivalry.of(preset, row -> row.energy().totalPicojoules(), scheduler, rival);
    return List.of(
        preset.machine().name(),
        scheduler.id(),
        rival.id(),
        ratio(time.geometricMean()),
        ratio(time.arithmeticMean()),
        ratio(time.largest()),
        time.largestOn(),
        ratio(time.smallest()),
        time.smallestOn(),
        saving(energy.geometricMean()),
        saving(energy.largest()),
        energy.largestOn());
  }

  private static String ratio(double ratio) {
    return Decimals.fixed(ratio, RATIO_DECIMALS);
  }

  private static String saving(double ratio) {
    return Decimals.fixed(100 * (1 - 1 / ratio), PERCENT_DECIMALS);
  }
}
