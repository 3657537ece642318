package masattention.experiments.claims;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import masattention.report.CsvText;
import masattention.report.Decimals;
import masattention.schedule.Schedulers;

/** The audit as two CSV files: a line per claim, and a line per reading of a claim. */
final class ClaimsCsv {
  private ClaimsCsv() {}

  /**
   * A line per claim. The columns {@code preset:rival} hold the readings of the main statistic;
   * cells of a claim without a number are empty.
   */
  static String claims(List<AuditedClaim> claims) {
    List<String> headers =
        new ArrayList<>(
            List.of("claim", "text", "published", "grade", "source", "ours", "on", "verdict"));
    headers.addAll(List.of("deviation_percent", "lowest_reading", "highest_reading"));
    for (String preset : PublishedClaim.PRESETS) {
      PublishedClaim.FLATS.forEach(rival -> headers.add(preset + ":" + rival.id()));
    }
    headers.addAll(List.of("cause", "evidence"));
    CsvText csv = new CsvText(headers);
    claims.forEach(claim -> csv.add(line(claim)));
    return csv.toString();
  }

  private static List<String> line(AuditedClaim claim) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                claim.id(),
                claim.text(),
                claim.published(),
                claim.grade().letter(),
                claim.source(),
                claim.ours(),
                claim.where(),
                claim.verdict().text()));
    cells.add(claim.main().map(main -> deviation(claim, main)).orElse(""));
    cells.add(extreme(claim, Collections::min));
    cells.add(extreme(claim, Collections::max));
    for (String preset : PublishedClaim.PRESETS) {
      for (Schedulers rival : PublishedClaim.FLATS) {
        cells.add(
            claim
                .main()
                .map(main -> claim.reading(main.statistic(), preset, rival).printed())
                .orElse(""));
      }
    }
    cells.addAll(List.of(claim.cause(), claim.evidence()));
    return cells;
  }

  private static String extreme(AuditedClaim claim, Function<Collection<Double>, Double> which) {
    return claim
        .main()
        .map(main -> main.statistic().print(which.apply(claim.countingValues())))
        .orElse("");
  }

  /** A line per reading. */
  static String readings(List<AuditedClaim> claims) {
    CsvText csv =
        new CsvText(
            List.of(
                "claim",
                "published",
                "statistic",
                "preset",
                "rival",
                "ours",
                "deviation_percent",
                "counts"));
    for (AuditedClaim claim : claims) {
      for (Reading reading : claim.readings()) {
        csv.add(
            List.of(
                claim.id(),
                claim.published(),
                reading.statistic().text(),
                reading.preset(),
                reading.rival().id(),
                reading.printed(),
                deviation(claim, reading),
                reading.counts()));
      }
    }
    return csv.toString();
  }

  private static String deviation(AuditedClaim claim, Reading reading) {
    return Decimals.fixed(reading.deviationPercent(claim.publishedNumber()), 1);
  }
}
