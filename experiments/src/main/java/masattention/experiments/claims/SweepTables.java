package masattention.experiments.claims;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Published;
import masattention.report.Decimals;
import masattention.schedule.Schedulers;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * What the experiments that change machine or costs wrote, as far as the causes name it.
 *
 * @param balance rows of {@code balance.csv}
 * @param daVinci rows of {@code davinci.csv}
 * @param energy rows of {@code energy-sweep.csv}
 */
record SweepTables(List<CSVRecord> balance, List<CSVRecord> daVinci, List<CSVRecord> energy) {

  static SweepTables read(ExperimentContext context) throws IOException {
    return new SweepTables(
        rows(context.result("balance.csv")),
        rows(context.result("davinci.csv")),
        rows(context.result("energy-sweep.csv")));
  }

  /** Speedups of mas over a rival, at every point of the balance. */
  List<Double> balance(Schedulers rival) {
    return List.copyOf(speedups(balance.stream(), rival).values());
  }

  /** Speedups of mas over flat, lanes by lanes, all else as on edge. */
  List<Double> byLanes() {
    Stream<CSVRecord> lanes = balance.stream().filter(row -> row.get("sweep").equals("vec-lanes"));
    return List.copyOf(speedups(lanes, Schedulers.FLAT).values());
  }

  /** Largest speedups over flat, on the chip as it is and with one value changed. */
  List<Double> daVinciLargest() {
    return chips().stream().map(Collections::max).toList();
  }

  /** Geometric means of the speedups over flat, on the chip as it is and with one value changed. */
  List<Double> daVinciMeans() {
    return chips().stream().map(Decimals::geometricMean).toList();
  }

  /** Points of the grid of costs, each for every way to choose tilings. */
  long costs(Schedulers rival) {
    return against(rival).count();
  }

  /** Those at which mas saves the published share on at least one network. */
  long costsReachingTheSaving(Schedulers rival) {
    double published = Published.EDGE_LARGEST_SAVING.value();
    return against(rival)
        .filter(row -> Double.parseDouble(row.get("largest_saving_percent")) >= published)
        .count();
  }

  private Stream<CSVRecord> against(Schedulers rival) {
    return energy.stream().filter(row -> row.get("against").equals(rival.id()));
  }

  /** Speedups over flat of the networks, chip by chip. */
  private List<List<Double>> chips() {
    Map<List<String>, List<CSVRecord>> chips = new LinkedHashMap<>();
    for (CSVRecord row : daVinci) {
      List<String> chip = List.of(row.get("sweep"), row.get("setting"));
      chips.computeIfAbsent(chip, absent -> new ArrayList<>()).add(row);
    }
    return chips.values().stream()
        .map(rows -> speedups(rows.stream(), Schedulers.FLAT).values())
        .map((Collection<Double> values) -> List.copyOf(values))
        .toList();
  }

  private static Map<List<String>, Double> speedups(Stream<CSVRecord> rows, Schedulers rival) {
    Map<List<String>, Double> own = new LinkedHashMap<>();
    Map<List<String>, Double> speedups = new LinkedHashMap<>();
    rows.forEach(
        row -> {
          List<String> point = List.of(row.get("sweep"), row.get("setting"), row.get("network"));
          if (row.get("scheduler").equals(Schedulers.MAS.id())) {
            own.put(point, Double.parseDouble(row.get("cycles")));
          } else if (row.get("scheduler").equals(rival.id())) {
            speedups.put(point, Double.parseDouble(row.get("cycles")) / own.get(point));
          }
        });
    return speedups;
  }

  private static List<CSVRecord> rows(Path file) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(file)) {
      return format.parse(reader).getRecords();
    }
  }
}
