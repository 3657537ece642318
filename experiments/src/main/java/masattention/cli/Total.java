package masattention.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import masattention.interpret.timing.BusyCycles;
import masattention.npu.NpuConfig;
import masattention.search.evaluation.Evaluation;
import masattention.simulator.Measurement;
import masattention.workload.AttentionShape;

/**
 * What layers cost that run one after the other on a machine.
 *
 * @param compulsoryBytes the least DRAM traffic of an exact schedule
 */
record Total(
    long cycles,
    double energyPicojoules,
    long dramBytes,
    long compulsoryBytes,
    BusyCycles busy,
    NpuConfig machine) {

  static Total nothing(NpuConfig machine) {
    return new Total(0, 0, 0, 0, new BusyCycles(0, 0, 0), machine);
  }

  static Total of(Evaluation evaluation, AttentionShape shape, NpuConfig machine) {
    return new Total(
        evaluation.cycles(),
        evaluation.energyPicojoules(),
        evaluation.work().dramReadBytes() + evaluation.work().dramWriteBytes(),
        shape.compulsoryBytes(),
        evaluation.busy(),
        machine);
  }

  static Total of(Measurement measurement) {
    return new Total(
        measurement.cycles(),
        measurement.energy().totalPicojoules(),
        measurement.work().dramReadBytes() + measurement.work().dramWriteBytes(),
        measurement.shape().compulsoryBytes(),
        measurement.busy(),
        measurement.machine());
  }

  /** This, then another so many times. */
  Total plus(long count, Total other) {
    return new Total(
        sum(cycles, count, other.cycles),
        energyPicojoules + other.energyPicojoules * count,
        sum(dramBytes, count, other.dramBytes),
        sum(compulsoryBytes, count, other.compulsoryBytes),
        new BusyCycles(
            sum(busy.mac(), count, other.busy.mac()),
            sum(busy.vec(), count, other.busy.vec()),
            sum(busy.dram(), count, other.busy.dram())),
        machine);
  }

  /** All layers of some groups. */
  static Total sum(List<GroupCost> groups) {
    Total sum = nothing(groups.get(0).total().machine());
    for (GroupCost group : groups) {
      sum = sum.plus(1, group.total());
    }
    return sum;
  }

  private static long sum(long number, long count, long other) {
    return Math.addExact(number, Math.multiplyExact(count, other));
  }

  /** The same so many times. */
  Total times(long count) {
    return nothing(machine).plus(count, this);
  }

  BigDecimal microseconds() {
    return BigDecimal.valueOf(cycles)
        .divide(new BigDecimal(machine.clockMegahertz()), 6, RoundingMode.HALF_EVEN);
  }

  /** The time for people. */
  String latency() {
    return Human.time(microseconds());
  }

  /** The mean over the cores of the share of all cycles in which the unit works, in percent. */
  double macPercent() {
    return 100.0 * busy.mac() / ((double) cycles * machine.cores());
  }

  /** As {@link #macPercent}, of the vector units. */
  double vecPercent() {
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
  String limit() {
    if (dramPercent() > Math.max(macPercent(), vecPercent())) {
      return dramBytes > compulsoryBytes + compulsoryBytes / 9 ? "L1" : "DRAM";
    }
    return macPercent() >= vecPercent() ? "MAC" : "VEC";
  }
}
