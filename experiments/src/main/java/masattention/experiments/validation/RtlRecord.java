package masattention.experiments.validation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import masattention.report.Csv;
import masattention.report.Line;

/**
 * What the last comparison with the reference gave: the mappings, our cycles then, our errors, and
 * TileFlow's in sum. The reference itself does not come with the suite.
 */
record RtlRecord(List<Recorded> lines, Errors tileflow) {

  RtlRecord {
    lines = List.copyOf(lines);
  }

  /** A mapping, and our cycles and error when it was compared. */
  record Recorded(RtlMapping mapping, long cycles, BigDecimal error) {
    static Recorded of(Line line) {
      return new Recorded(
          RtlMapping.of(line),
          line.whole("cycles", 1, Long.MAX_VALUE),
          line.decimal("error_percent"));
    }

    /** The error, as long as the prediction is the one that was compared. */
    Optional<BigDecimal> errorOf(long predicted) {
      return predicted == cycles ? Optional.of(error) : Optional.empty();
    }
  }

  /** The record that comes with the suite. */
  static RtlRecord load() {
    Line sum = Csv.resource(RtlRecord.class, RtlReference.TILEFLOW).only();
    return new RtlRecord(
        Csv.resource(RtlRecord.class, RtlReference.MAPPINGS).stream().map(Recorded::of).toList(),
        new Errors(
            sum.size("mappings", Integer.MAX_VALUE),
            sum.decimal("mean_error_percent"),
            sum.decimal("largest_error_percent"),
            sum.text("largest_case")));
  }
}
