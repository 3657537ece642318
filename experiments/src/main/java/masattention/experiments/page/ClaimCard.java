package masattention.experiments.page;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * A claim as the page shows it, a line of {@code claims.csv}.
 *
 * @param tone class of its verdict's colour: good, fair or bad
 * @param readings the lowest and the highest reading, or empty
 */
record ClaimCard(
    String id,
    String text,
    String published,
    String grade,
    String source,
    String ours,
    String on,
    String readings,
    String verdict,
    String tone,
    String cause,
    String evidence) {

  static List<ClaimCard> read(Path csv) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(csv)) {
      return format.parse(reader).stream().map(ClaimCard::of).toList();
    }
  }

  private static ClaimCard of(CSVRecord line) {
    String lowest = line.get("lowest_reading");
    return new ClaimCard(
        line.get("claim"),
        line.get("text"),
        line.get("published"),
        line.get("grade"),
        line.get("source"),
        line.get("ours"),
        line.get("on"),
        lowest.isEmpty() ? "" : lowest + " to " + line.get("highest_reading"),
        line.get("verdict"),
        tone(line.get("verdict")),
        line.get("cause"),
        line.get("evidence"));
  }

  private static String tone(String verdict) {
    if (verdict.startsWith("reproduced") || verdict.equals("holds")) {
      return "good";
    }
    return verdict.startsWith("bracketed") ? "fair" : "bad";
  }

  /** Whether readings are to be shown. */
  boolean hasReadings() {
    return !readings.isEmpty();
  }
}
