package masattention.npu;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * How much the matrix and the vector unit of a core slow each other down while both are busy: a
 * matrix task then advances at 100/(100 + macPercent) of its speed, a vector task at 100/(100 +
 * vecPercent). Measured on two GPUs (results/validation-overlap.md); 0 on every edge preset.
 *
 * @param macTenths macPercent in tenths of a percent, at least 0
 * @param vecTenths vecPercent in tenths of a percent, at least 0
 */
public record Interference(int macTenths, int vecTenths) implements Serializable {
  /** Units that run side by side at full speed. */
  public static final Interference NONE = new Interference(0, 0);

  /** Tenths of a percent that make the whole speed. */
  public static final int WHOLE = 1000;

  /** More than what doubles are off by. */
  private static final double ROUNDING = 1e-9;

  static final int MOST_TENTHS = 100_000;
  private static final long MOST_PRODUCT = (long) WHOLE * WHOLE;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of range, or both together would make running
   *     side by side slower than in turn
   */
  public Interference {
    check("macPercent", macTenths);
    check("vecPercent", vecTenths);
    if ((long) macTenths * vecTenths > MOST_PRODUCT) {
      throw new IllegalArgumentException(
          "The interference.macPercent (%s) times interference.vecPercent (%s) must not exceed 10000, beyond which both units together are slower than in turn."
              .formatted(percent(macTenths), percent(vecTenths)));
    }
  }

  private static void check(String name, int tenths) {
    if (tenths < 0 || tenths > MOST_TENTHS) {
      throw new IllegalArgumentException(
          "The interference.%s (%s) must be between 0 and %s."
              .formatted(name, percent(tenths), percent(MOST_TENTHS)));
    }
  }

  private static String percent(int tenths) {
    return BigDecimal.valueOf(tenths, 1).stripTrailingZeros().toPlainString();
  }

  /** Of whole percents. */
  public static Interference ofPercent(int mac, int vec) {
    return new Interference(Math.multiplyExact(10, mac), Math.multiplyExact(10, vec));
  }

  /** Whether the units do not slow each other. */
  public boolean isNone() {
    return macTenths == 0 && vecTenths == 0;
  }

  /**
   * The least time, in cycles rounded down, in which a matrix and a vector unit that slow each
   * other do their work: side by side until one of them is done.
   *
   * @param mac cycles of work of the matrix unit at full speed
   * @param vec the same of the vector unit
   */
  public long leastCycles(long mac, long vec) {
    double macShare = (double) macTenths / (WHOLE + macTenths);
    double vecShare = (double) vecTenths / (WHOLE + vecTenths);
    double macBeside = mac / (1 - macShare);
    double vecBeside = vec / (1 - vecShare);
    double longer =
        macBeside <= vecBeside ? vec + macBeside * vecShare : mac + vecBeside * macShare;
    return isNone() ? Math.max(mac, vec) : (long) (longer * (1 - ROUNDING));
  }

  /** Such as "7/47": percents of the matrix and of the vector unit. */
  public String text() {
    return percent(macTenths) + "/" + percent(vecTenths);
  }
}
