package masattention.experiments.validation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import masattention.npu.Interference;
import masattention.program.Op;
import masattention.program.Op.Product;
import masattention.report.Line;

/**
 * What was measured of the tasks of a loop: their times within {@code flat}, in tenths of a cycle,
 * and how much each unit is slowed by the other, measured without any dependency between them.
 * Transfers take no time, since none was measured.
 */
record OverlapTimes(long scores, long softmax, long values, Interference interference)
    implements Op.Visitor<Long> {
  static final int TENTHS = 10;
  static final List<String> COLUMNS =
      List.of("t_s_in_flat", "t_p_in_flat", "t_o_in_flat", "mac_slowdown", "vec_slowdown");
  private static final long MOST_CYCLES = 1_000_000_000;

  /** Reads the columns {@link #COLUMNS} of a line. */
  static OverlapTimes of(Line row) {
    int mac = slowdown(row, "mac_slowdown");
    int vec = slowdown(row, "vec_slowdown");
    try {
      return new OverlapTimes(
          tenths(row, "t_s_in_flat"),
          tenths(row, "t_p_in_flat"),
          tenths(row, "t_o_in_flat"),
          new Interference(mac, vec));
    } catch (IllegalArgumentException e) {
      throw row.refused("vec_slowdown", "and mac_slowdown beside it: " + e.getMessage());
    }
  }

  private static long tenths(Line row, String column) {
    BigDecimal cycles = row.decimal(column);
    if (cycles.signum() <= 0 || cycles.compareTo(BigDecimal.valueOf(MOST_CYCLES)) > 0) {
      throw row.refused(
          column, "(%s) must be above 0 and at most %d".formatted(cycles, MOST_CYCLES));
    }
    return scaled(cycles, TENTHS);
  }

  /** In tenths of a percent; below 1 is noise and counts as none. */
  private static int slowdown(Line row, String column) {
    BigDecimal factor = row.decimal(column);
    if (factor.signum() <= 0 || factor.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw row.refused(column, "(%s) must be above 0 and at most 100".formatted(factor));
    }
    return Math.max(0, (int) scaled(factor.subtract(BigDecimal.ONE), Interference.WHOLE));
  }

  private static long scaled(BigDecimal number, int by) {
    return number
        .multiply(BigDecimal.valueOf(by))
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  /** Time of the vector unit over that of the matrix unit, with three decimals. */
  BigDecimal balance() {
    return BigDecimal.valueOf(softmax)
        .divide(BigDecimal.valueOf(scores + values), 3, RoundingMode.HALF_EVEN);
  }

  @Override
  public Long visit(Op.Load load) {
    return 0L;
  }

  @Override
  public Long visit(Op.Store store) {
    return 0L;
  }

  @Override
  public Long visit(Op.Matmul matmul) {
    return matmul.product() == Product.SCORES ? scores : values;
  }

  @Override
  public Long visit(Op.Softmax complete) {
    return softmax;
  }

  @Override
  public Long visit(Op.OnlineSoftmax online) {
    throw new IllegalStateException("No online softmax was measured.");
  }

  @Override
  public Long visit(Op.SpanSoftmax span) {
    throw new IllegalStateException("No softmax of a span was measured.");
  }

  @Override
  public Long visit(Op.Rescale rescale) {
    throw new IllegalStateException("No change of scale was measured.");
  }

  @Override
  public Long visit(Op.Normalize normalize) {
    throw new IllegalStateException("No division of outputs was measured.");
  }
}
