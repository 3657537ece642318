package masattention.experiments.validation;

import static masattention.report.Column.number;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masattention.report.Column;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;

/**
 * What the last comparison gave of a loop: our cycles, our errors. The measured times of its tasks
 * are not part of the suite, so that predictions from them stand as they were; those from unit
 * rates are made again.
 *
 * @param balance time of the vector unit over that of the matrix unit
 * @param gain the share of the ideal gain that was realised, in percent; empty where there is none
 */
record OverlapRecord(
    OverlapLoop loop,
    BigDecimal balance,
    Map<OverlapPrediction, Long> cycles,
    Map<OverlapPrediction, BigDecimal> errors,
    Map<OverlapPrediction, BigDecimal> speedupErrors,
    Optional<BigDecimal> gain) {
  /** The record that comes with the suite. */
  static Dataset<OverlapRecord> load() {
    return Csv.resource(OverlapRecord.class, OverlapReference.LOOPS).map(OverlapRecord::of);
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
        Optional.of(line.decimal("share_of_ideal_gain_percent")));
  }

  /**
   * The record of a loop that was measured.
   *
   * @param flat measured cycles in turn
   * @param mas measured cycles of two streams
   * @param tenths predicted tenths of a cycle
   */
  static OverlapRecord compared(
      OverlapLoop loop,
      BigDecimal balance,
      long flat,
      long mas,
      Map<OverlapPrediction, Long> tenths) {
    Map<OverlapPrediction, Long> cycles = new EnumMap<>(OverlapPrediction.class);
    Map<OverlapPrediction, BigDecimal> errors = new EnumMap<>(OverlapPrediction.class);
    Map<OverlapPrediction, BigDecimal> speedups = new EnumMap<>(OverlapPrediction.class);
    for (OverlapPrediction p : OverlapPrediction.values()) {
      long measured = p == p.inTurn() ? flat : mas;
      cycles.put(p, OverlapPrediction.cycles(tenths.get(p)));
      errors.put(p, Errors.percent(tenths.get(p), OverlapTimes.TENTHS * measured));
      if (p != p.inTurn()) {
        BigDecimal speedup = product(tenths.get(p.inTurn()), mas);
        speedups.put(p, Errors.percent(speedup, product(tenths.get(p), flat)));
      }
    }
    long turn = tenths.get(OverlapPrediction.FLAT_TIMES);
    long ideal = tenths.get(OverlapPrediction.MAS_TIMES);
    Optional<BigDecimal> gain =
        turn == ideal
            ? Optional.empty()
            : Optional.of(
                product(100 * (flat - mas), ideal)
                    .divide(product(mas, turn - ideal), 1, RoundingMode.HALF_EVEN));
    return new OverlapRecord(loop, balance, cycles, errors, speedups, gain);
  }

  private static BigDecimal product(long one, long other) {
    return BigDecimal.valueOf(one).multiply(BigDecimal.valueOf(other));
  }

  /** As a file; with the errors of the speedups too where it is to be read again. */
  static Dataset<OverlapRecord> table(Dataset<OverlapRecord> all, boolean speedups) {
    List<Column<OverlapRecord>> columns = new ArrayList<>();
    for (OverlapPrediction p : OverlapPrediction.values()) {
      columns.add(number(p.column(), one -> one.cycles().get(p)));
      columns.add(number(p.column() + "_error_percent", one -> one.error(p)));
      if (speedups && p != p.inTurn()) {
        columns.add(number(p.column() + "_speedup_error_percent", one -> one.speedupError(p)));
      }
    }
    return all.show(OverlapLoop.COLUMNS, OverlapRecord::loop)
        .number("vec_over_mac", OverlapRecord::balance)
        .show(columns)
        .number("share_of_ideal_gain_percent", OverlapRecord::gain);
  }

  /** The same without the errors of predictions that have changed since. */
  OverlapRecord predictedAgain() {
    Map<OverlapPrediction, Long> now = new EnumMap<>(cycles);
    Map<OverlapPrediction, BigDecimal> known = new EnumMap<>(errors);
    Map<OverlapPrediction, BigDecimal> speedups = new EnumMap<>(speedupErrors);
    for (OverlapPrediction p : OverlapPrediction.FROM_UNITS) {
      long again = p.cycles(loop);
      if (now.put(p, again) != again) {
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
