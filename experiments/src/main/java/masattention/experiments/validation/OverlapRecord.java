package masattention.experiments.validation;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;

/**
 * What the last comparison gave of a loop: our cycles, our errors. The measured times of its tasks
 * are not part of the suite, so that predictions from them stand as they were; those from unit
 * rates are made again.
 *
 * @param balance time of the vector unit over that of the matrix unit
 * @param gain the share of the ideal gain that was realised, in percent
 */
record OverlapRecord(
    OverlapLoop loop,
    BigDecimal balance,
    Map<OverlapPrediction, Long> cycles,
    Map<OverlapPrediction, BigDecimal> errors,
    Map<OverlapPrediction, BigDecimal> speedupErrors,
    BigDecimal gain) {

  /** The record that comes with the suite. */
  static Dataset<OverlapRecord> load() {
    return Dataset.of(
        Csv.resource(OverlapRecord.class, OverlapReference.LOOPS).stream()
            .map(OverlapRecord::of)
            .toList());
  }

  private static OverlapRecord of(Line line) {
    Map<OverlapPrediction, Long> cycles = new EnumMap<>(OverlapPrediction.class);
    Map<OverlapPrediction, BigDecimal> errors = new EnumMap<>(OverlapPrediction.class);
    Map<OverlapPrediction, BigDecimal> speedups = new EnumMap<>(OverlapPrediction.class);
    for (OverlapPrediction p : OverlapPrediction.values()) {
      cycles.put(p, line.whole(p.column(), 1, Long.MAX_VALUE));
      errors.put(p, line.decimal(p.column() + "_error_percent"));
      if (p != p.inTurn()) {
        speedups.put(p, line.decimal(p.column() + "_speedup_error_percent"));
      }
    }
    return new OverlapRecord(
        OverlapLoop.of(line),
        line.decimal("vec_over_mac"),
        cycles,
        errors,
        speedups,
        line.decimal("share_of_ideal_gain_percent"));
  }

  /** The same without the errors of predictions that have changed since. */
  OverlapRecord predictedAgain() {
    Map<OverlapPrediction, Long> now = new EnumMap<>(cycles);
    Map<OverlapPrediction, BigDecimal> known = new EnumMap<>(errors);
    Map<OverlapPrediction, BigDecimal> speedups = new EnumMap<>(speedupErrors);
    for (OverlapPrediction p : OverlapPrediction.FROM_UNITS) {
      long again = p.cycles(loop);
      now.put(p, again);
      if (again != cycles.get(p)) {
        known.remove(p);
        speedups.keySet().removeIf(other -> other == p || other.inTurn() == p);
      }
    }
    return new OverlapRecord(loop, balance, now, known, speedups, gain);
  }

  Optional<BigDecimal> error(OverlapPrediction prediction) {
    return Optional.ofNullable(errors.get(prediction));
  }

  Optional<BigDecimal> speedupError(OverlapPrediction prediction) {
    return Optional.ofNullable(speedupErrors.get(prediction));
  }
}
