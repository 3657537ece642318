package masattention.experiments.convergence;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import masattention.experiments.convergence.Convergence.Curve;
import masattention.experiments.convergence.Convergence.Reading;
import masattention.report.Decimals;
import masattention.simulator.TilingText;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The curves as a CSV file, a line per reading. */
final class ConvergenceCsv {
  private static final int PERCENT_DECIMALS = 3;

  private ConvergenceCsv() {}

  static String of(List<Convergence> all) {
    StringWriter text = new StringWriter();
    CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
    try (CSVPrinter csv = new CSVPrinter(text, format)) {
      csv.printRecord(
          "preset",
          "network",
          "scheduler",
          "algorithm",
          "seeds",
          "evaluations",
          "lower_quartile_cycles",
          "median_cycles",
          "upper_quartile_cycles",
          "median_gap_percent",
          "optimum_cycles",
          "optimum_tiling",
          "default_cycles",
          "gain_over_default_percent");
      for (Convergence one : all) {
        for (Curve curve : one.curves()) {
          for (Reading reading : curve.readings()) {
            csv.printRecord(record(one, curve, reading));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Text in memory must be writable.", e);
    }
    return text.toString();
  }

  private static List<Object> record(Convergence one, Curve curve, Reading reading) {
    long optimum = one.optimum().cycles();
    long fixed = one.fixed().cycles();
    return List.of(
        one.task().machine().name(),
        one.network().name(),
        one.task().scheduler().id(),
        curve.algorithm().id(),
        curve.algorithm().usesChance() ? Convergence.SEEDS : 1,
        reading.evaluations(),
        reading.lower(),
        reading.median(),
        reading.upper(),
        percentAbove(reading.median(), optimum),
        optimum,
        TilingText.of(one.optimum().tiling(), one.task().shape()),
        fixed,
        percentAbove(fixed, optimum));
  }

  /** How many percent a number of cycles is above the optimum. */
  private static String percentAbove(long cycles, long optimum) {
    return Decimals.fixed(100.0 * (cycles - optimum) / optimum, PERCENT_DECIMALS);
  }
}
