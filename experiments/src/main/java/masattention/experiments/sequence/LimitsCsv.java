package masattention.experiments.sequence;

import java.util.List;
import masattention.experiments.sweep.LongestSequence;
import masattention.report.CsvText;

/** The longest sequences as a CSV file. */
final class LimitsCsv {
  private LimitsCsv() {}

  static String of(List<LongestSequence> rows) {
    CsvText csv =
        new CsvText(
            List.of(
                "machine",
                "head_dim",
                "scheduler",
                "tiling",
                "longest_tokens",
                "end_found",
                "ended_by_buffer",
                "why_not_one_token_more"));
    for (LongestSequence row : rows) {
      csv.add(
          List.of(
              row.machine().name(),
              row.headDim(),
              row.scheduler().id(),
              row.limit().id(),
              row.tokens().orElse(0),
              !row.endedBy().isEmpty(),
              row.endedBy(),
              row.reason()));
    }
    return csv.toString();
  }
}
