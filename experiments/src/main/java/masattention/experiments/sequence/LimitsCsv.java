package masattention.experiments.sequence;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import masattention.experiments.sweep.LongestSequence;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The longest sequences as a CSV file. */
final class LimitsCsv {
  private LimitsCsv() {}

  static String of(List<LongestSequence> rows) {
    StringWriter text = new StringWriter();
    CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
    try (CSVPrinter csv = new CSVPrinter(text, format)) {
      csv.printRecord(
          "machine",
          "head_dim",
          "scheduler",
          "tiling",
          "longest_tokens",
          "end_found",
          "ended_by_buffer",
          "why_not_one_token_more");
      for (LongestSequence row : rows) {
        csv.printRecord(
            row.machine().name(),
            row.headDim(),
            row.scheduler().id(),
            row.limit().id(),
            row.tokens().orElse(0),
            !row.endedBy().isEmpty(),
            row.endedBy(),
            row.reason());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Text in memory must be writable.", e);
    }
    return text.toString();
  }
}
