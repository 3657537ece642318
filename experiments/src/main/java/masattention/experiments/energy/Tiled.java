package masattention.experiments.energy;

import static masattention.report.Column.number;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import masattention.experiments.InWords;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Published;
import masattention.interpret.energy.Energy;
import masattention.interpret.energy.WorkCounts;
import masattention.npu.EnergyCosts;
import masattention.npu.Machine;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.simulator.Measurement;

/** Every scheduler on the core networks on one preset, all tiled for time or all for energy. */
record Tiled(Reading reading, Machine machine, Points points) {
  /** A ceiling per network. */
  Dataset<EnergyCeiling> ceilings(Scheduler rival) {
    return points
        .cases()
        .map(
            on ->
                new EnergyCeiling(
                    reading,
                    points.get(on, rival).found(),
                    points.get(on, Schedulers.MAS).found()));
  }

  /** What mas saves against a rival, network by network, in percent. */
  Values<EnergyCeiling> saved(Scheduler rival) {
    return ceilings(rival).values(EnergyCeiling::savedPercent);
  }

  /** What mas saves by the geometric mean of the ratios, in percent. */
  double meanPercent(Scheduler rival) {
    return 100 * (1 - ceilings(rival).values(c -> 1 - c.savedPercent() / 100).geometricMean());
  }

  /** What mas saves against flat on the network where it is most, and where it is least. */
  String savedInWords() {
    Values<EnergyCeiling> saved = saved(Schedulers.FLAT);
    String most = InWords.changed(saved.smallest());
    String least = InWords.changed(saved.largest());
    return most.equals(least)
        ? most
        : "from %s (%s) to %s (%s)"
            .formatted(
                least, saved.largestAt().mas().network(), most, saved.smallestAt().mas().network());
  }

  /** Networks on which flat does exactly the operations of mas. */
  Dataset<EnergyCeiling> sameOperations() {
    return ceilings(Schedulers.FLAT).where(c -> operations(c.rival()).equals(operations(c.mas())));
  }

  private static List<Long> operations(Measurement of) {
    WorkCounts work = of.work();
    return List.of(
        work.macs(), work.adds(), work.subs(), work.muls(), work.maxes(), work.exps(), work.divs());
  }

  /** The mean share of a component over the networks, in percent. */
  private double share(Scheduler scheduler, String component) {
    Dataset<Point> of = points.of(scheduler);
    return of.values(p -> EnergySplit.share(p.found().energy(), component) / of.size()).sum();
  }

  /** A scheduler per row, in several tilings of one preset. */
  record Split(String name, List<Tiled> tiled) {
    private record Line(Scheduler scheduler, Tiled of) {}

    Dataset<Line> table() {
      return Dataset.ofPairs(Schedulers.published(), tiled, Line::new)
          .text("scheduler", line -> line.scheduler().id())
          .text("tilings", line -> line.of().reading().id())
          .showEach(
              Point.ENERGY_COMPONENTS,
              component ->
                  number(component, 1, line -> line.of().share(line.scheduler(), component)));
    }
  }

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
}
