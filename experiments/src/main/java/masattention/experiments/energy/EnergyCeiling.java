package masattention.experiments.energy;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import masattention.experiments.Published;
import masattention.interpret.energy.Energy;
import masattention.npu.EnergyCosts;
import masattention.report.Decimals;
import masattention.simulator.Measurement;

/**
 * What energy a schedule can save at all against a rival that does the same operations, on one
 * network: only traffic and, where the chip has static power, time are left to save.
 *
 * @param reading which tilings are compared
 * @param rival its measurement
 * @param mas that of mas
 */
record EnergyCeiling(Reading reading, Measurement rival, Measurement mas) {

  /** What mas saves. */
  double savedPercent() {
    return percent(mas.energy().totalPicojoules());
  }

  /** With the compulsory DRAM bytes alone, everything else as the rival has it. */
  double compulsoryDramPercent() {
    Energy energy = rival.energy();
    return percent(energy.totalPicojoules() - energy.dramPicojoules() + compulsoryDram());
  }

  /** With the compulsory DRAM bytes and no energy of L0, L1 and waiting: the operations alone. */
  double operationsPercent() {
    Energy energy = rival.energy();
    return percent(energy.macPicojoules() + energy.vecPicojoules() + compulsoryDram());
  }

  /** If all energy were static power: the share of the time that mas saves. */
  double allStaticPercent() {
    return 100 * (1 - (double) mas.cycles() / rival.cycles());
  }

  /** If all energy were static power and mas ran at the floor for every exact schedule. */
  double allStaticAtBoundPercent() {
    return 100 * (1 - (double) mas.boundCycles() / rival.cycles());
  }

  /** The static power from which on the saving is the published one; empty if it never is. */
  OptionalDouble staticMilliwattsForPublished() {
    double left = 1 - Published.EDGE_LARGEST_SAVING.value() / 100;
    double gained = left * nanoseconds(rival) - nanoseconds(mas);
    double missing = mas.energy().totalPicojoules() - left * rival.energy().totalPicojoules();
    if (missing <= 0) {
      return OptionalDouble.of(0);
    }
    return gained <= 0 ? OptionalDouble.empty() : OptionalDouble.of(missing / gained);
  }

  /** The same rounded to whole milliwatts; empty if it never is. */
  Optional<BigDecimal> wholeMilliwattsForPublished() {
    return staticMilliwattsForPublished().stream()
        .mapToObj(milliwatts -> Decimals.rounded(milliwatts, 0))
        .findFirst();
  }

  /** The power that mas draws, in milliwatts. */
  double milliwattsOfMas() {
    return mas.energy().totalPicojoules() * mas.machine().clockMegahertz() / mas.cycles() / 1000;
  }

  private double compulsoryDram() {
    EnergyCosts costs = rival.machine().energyCosts();
    return rival.shape().compulsoryBytes() * costs.dramPicojoulesPerByte();
  }

  private double percent(double picojoules) {
    return 100 * (1 - picojoules / rival.energy().totalPicojoules());
  }

  private static double nanoseconds(Measurement m) {
    return m.cycles() * 1000.0 / m.machine().clockMegahertz();
  }
}
