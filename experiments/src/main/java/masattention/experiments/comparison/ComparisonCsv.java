package masattention.experiments.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import masattention.experiments.Column;
import masattention.report.CsvText;
import masattention.report.Decimals;
import masattention.schedule.Schedulers;
import masattention.simulator.Measurement;

/**
 * The comparison as a CSV file: the columns of a measurement, then how many times as fast as flat
 * the row's scheduler is, and mas as the row's scheduler, on the same network and preset.
 */
final class ComparisonCsv {
  private static final int RATIO_DECIMALS = 4;

  private ComparisonCsv() {}

  static String of(List<PresetRows> presets) {
    List<String> headers =
        new ArrayList<>(Arrays.stream(Column.values()).map(Column::header).toList());
    headers.addAll(List.of("speedup_over_flat", "speedup_of_mas"));
    CsvText csv = new CsvText(headers);
    for (PresetRows preset : presets) {
      for (String network : preset.networks()) {
        for (Schedulers scheduler : Schedulers.values()) {
          Measurement row = preset.row(network, scheduler);
          List<Object> values =
              new ArrayList<>(Arrays.stream(Column.values()).map(c -> c.text(row)).toList());
          values.add(ratio(preset.row(network, Schedulers.FLAT), row));
          values.add(ratio(row, preset.row(network, Schedulers.MAS)));
          csv.add(values);
        }
      }
    }
    return csv.toString();
  }

  private static String ratio(Measurement slow, Measurement fast) {
    return Decimals.fixed((double) slow.cycles() / fast.cycles(), RATIO_DECIMALS);
  }
}
