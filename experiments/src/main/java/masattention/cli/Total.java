package masattention.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import masattention.interpret.timing.BusyCycles;
import masattention.npu.NpuConfig;
import masattention.search.evaluation.Evaluation;
import masattention.simulator.Measurement;
import masattention.workload.AttentionShape;

/**
 * What layers cost that run one after the other.
 *
 * @param compulsoryBytes the least DRAM traffic of an exact schedule
 */
record Total(
    long cycles, double energyPicojoules, long dramBytes, long compulsoryBytes, BusyCycles busy) {
  static final Total NOTHING = new Total(0, 0, 0, 0, new BusyCycles(0, 0, 0));

  static Total of(Evaluation evaluation, AttentionShape shape) {
    return new Total(
        evaluation.cycles(),
        evaluation.energyPicojoules(),
        evaluation.work().dramReadBytes() + evaluation.work().dramWriteBytes(),
        shape.compulsoryBytes(),
        evaluation.busy());
  }

  static Total of(Measurement measurement) {
    return new Total(
        measurement.cycles(),
        measurement.energy().totalPicojoules(),
        measurement.work().dramReadBytes() + measurement.work().dramWriteBytes(),
        measurement.shape().compulsoryBytes(),
        measurement.busy());
  }

  Total plus(Total other) {
    return new Total(
        Math.addExact(cycles, other.cycles),
        energyPicojoules + other.energyPicojoules,
        Math.addExact(dramBytes, other.dramBytes),
        Math.addExact(compulsoryBytes, other.compulsoryBytes),
        new BusyCycles(
            Math.addExact(busy.mac(), other.busy.mac()),
            Math.addExact(busy.vec(), other.busy.vec()),
            Math.addExact(busy.dram(), other.busy.dram())));
  }

  Total times(long count) {
    return new Total(
        Math.multiplyExact(cycles, count),
        energyPicojoules * count,
        Math.multiplyExact(dramBytes, count),
        Math.multiplyExact(compulsoryBytes, count),
        new BusyCycles(
            Math.multiplyExact(busy.mac(), count),
            Math.multiplyExact(busy.vec(), count),
            Math.multiplyExact(busy.dram(), count)));
  }

  BigDecimal microseconds(NpuConfig machine) {
    return BigDecimal.valueOf(cycles)
        .divide(new BigDecimal(machine.clockMegahertz()), 6, RoundingMode.HALF_EVEN);
  }

  /** The mean over the cores of the share of all cycles in which the unit works, in percent. */
  double macPercent(NpuConfig machine) {
    return 100.0 * busy.mac() / ((double) cycles * machine.cores());
  }

  /** As {@link #macPercent}, of the vector units. */
  double vecPercent(NpuConfig machine) {
    return 100.0 * busy.vec() / ((double) cycles * machine.cores());
  }

  /** The share of all cycles in which the DRAM channel works, in percent. */
  double dramPercent() {
    return 100.0 * busy.dram() / cycles;
  }

  /**
   * The unit that works the most. It is L1 where the channel does, and does so because keys and
   * values do not stay on chip: more than a tenth of the traffic is not compulsory.
   */
  String limit(NpuConfig machine) {
    double mac = macPercent(machine);
    double vec = vecPercent(machine);
    if (dramPercent() > Math.max(mac, vec)) {
      return dramBytes > compulsoryBytes + compulsoryBytes / 9 ? "L1" : "DRAM";
    }
    return mac >= vec ? "MAC" : "VEC";
  }
}
