package masattention.explore;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import masattention.experiments.With;
import masattention.npu.NpuConfig;

/** Changes of a machine's clock, in thousandths of a megahertz. */
final class Clock {
  private Clock() {}

  static long thousandths(NpuConfig machine) {
    return BigDecimal.valueOf(machine.clockMegahertz())
        .movePointRight(3)
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  /** A machine with another clock, whose DRAM keeps its bytes per second and its latency. */
  static NpuConfig set(NpuConfig machine, long thousandths) {
    long before = thousandths(machine);
    return With.components(
        machine,
        Map.of(
            "clockMegahertz",
            BigDecimal.valueOf(thousandths, 3).doubleValue(),
            "dramMillibytesPerCycle",
            machine.dramMillibytesPerCycle() == NpuConfig.UNLIMITED
                ? NpuConfig.UNLIMITED
                : Math.max(1, scaled(machine.dramMillibytesPerCycle(), before, thousandths)),
            "dramLatencyCycles",
            scaled(machine.dramLatencyCycles(), thousandths, before)));
  }

  /** {@code value · numerator / denominator}, rounded half to even. */
  static long scaled(long value, long numerator, long denominator) {
    BigInteger product = BigInteger.valueOf(value).multiply(BigInteger.valueOf(numerator));
    return new BigDecimal(product)
        .divide(BigDecimal.valueOf(denominator), 0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }
}
