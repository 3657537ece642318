package masattention.experiments.energy;

import static masattention.report.Column.number;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import masattention.experiments.CoreSet;
import masattention.experiments.ExperimentContext;
import masattention.experiments.InWords;
import masattention.experiments.Published;
import masattention.experiments.energy.Costs.Corner;
import masattention.experiments.energy.Costs.Swept;
import masattention.npu.NpuConfig;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Values;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.workload.Network;
import masattention.workload.Networks;

/**
 * What mas saves against the readings of FLAT at every point of the grid and at every corner.
 *
 * @param grid every point of the grid, each against every rival in every reading
 * @param corners the same of the corners
 */
record EnergySweep(String preset, Dataset<Saving<Swept>> grid, Dataset<Saving<Corner>> corners) {
  /**
   * What mas saves against a rival at some costs, in percent, network by network.
   *
   * @param ratios energy of mas over that of the rival
   */
  record Saving<C extends Costs>(
      Reading reading, Scheduler rival, C costs, Values<Network> ratios) {
    double meanPercent() {
      return 100 * (1 - ratios.geometricMean());
    }

    private Values<Network> percent() {
      return new Values<>(
          ratios.rows(), ratios.values().stream().map(ratio -> 100 * (1 - ratio)).toList());
    }

    double largestPercent() {
      return percent().largest();
    }

    String largestOn() {
      return percent().largestAt().name();
    }

    /** Networks with at least the published saving. */
    long reached() {
      return percent().count(saving -> saving >= Published.EDGE_LARGEST_SAVING.value());
    }
  }

  static EnergySweep of(NpuConfig machine, ExperimentContext context) {
    List<Swept> grid = Swept.grid();
    List<Corner> corners = Corner.all();
    List<Costs> costs = Stream.<Costs>concat(grid.stream(), corners.stream()).toList();
    List<Callable<SpaceEnergy>> tasks = new ArrayList<>();
    for (Network network : Networks.coreSet()) {
      CoreSet.MAS_AND_FLATS.forEach(
          scheduler -> tasks.add(() -> SpaceEnergy.of(network, scheduler, machine, costs)));
    }
    Dataset<SpaceEnergy> energies = Dataset.of(context.inParallel("energy costs", tasks));
    return new EnergySweep(
        machine.name(), savings(energies, grid, 0), savings(energies, corners, grid.size()));
  }

  /** Every reading, rival and point, the first of which has the place {@code from}. */
  private static <C extends Costs> Dataset<Saving<C>> savings(
      Dataset<SpaceEnergy> energies, List<C> points, int from) {
    List<Saving<C>> savings = new ArrayList<>();
    for (Reading reading : Reading.ALL) {
      for (Scheduler rival : CoreSet.FLATS) {
        Dataset<SpaceEnergy> rivals = energies.where(SpaceEnergy::scheduler, rival);
        Dataset<SpaceEnergy> own = energies.where(SpaceEnergy::scheduler, Schedulers.MAS);
        for (int i = 0; i < points.size(); i++) {
          List<Double> ratios = new ArrayList<>();
          for (int network = 0; network < own.size(); network++) {
            ratios.add(
                own.rows().get(network).at(reading.ofMas()).get(from + i)
                    / rivals.rows().get(network).at(reading.ofRival()).get(from + i));
          }
          Values<Network> byNetwork = new Values<>(own.distinct(SpaceEnergy::network), ratios);
          savings.add(new Saving<>(reading, rival, points.get(i), byNetwork));
        }
      }
    }
    return Dataset.of(savings);
  }

  /** Those of one rival in one reading. */
  private static <C extends Costs> Dataset<Saving<C>> against(
      Dataset<Saving<C>> all, Scheduler rival, Reading reading) {
    return all.where(saving -> saving.rival() == rival && saving.reading().equals(reading));
  }

  /** Every point of the grid for one rival and reading. */
  Dataset<Saving<Swept>> grid(Scheduler rival, Reading reading) {
    return against(grid, rival, reading);
  }

  /** At the corner where the largest saving is largest. */
  Saving<Corner> bestCorner(Scheduler rival, Reading reading) {
    return against(corners, rival, reading).values(Saving::largestPercent).largestAt();
  }

  /** Where on the grid some network reaches the published saving, least static power first. */
  Dataset<Saving<Swept>> reached(Scheduler rival, Reading reading) {
    return grid(rival, reading).where(saving -> saving.reached() > 0);
  }

  /** As a file: a row per reading, rival and point of the grid. */
  Dataset<Saving<Swept>> table() {
    return grid.text("tilings", s -> s.reading().id())
        .text("preset", s -> preset)
        .text("against", s -> s.rival().id())
        .number("static_milliwatts", s -> s.costs().staticMilliwatts())
        .number("l1_cost_factor", 1, s -> s.costs().l1Factor())
        .number("dram_pj_per_byte", s -> s.costs().dram().picojoulesPerByte())
        .text("dram_grade", s -> s.costs().dram().grade().letter())
        .number("geometric_mean_saving_percent", 3, Saving::meanPercent)
        .number("largest_saving_percent", 3, Saving::largestPercent)
        .text("largest_on", Saving::largestOn)
        .number(
            "networks_with_" + Published.EDGE_LARGEST_SAVING.text() + "_percent", Saving::reached);
  }

  /** A line of a table: a rival in a reading, where L1 costs so many times its default. */
  private record Line(Scheduler rival, Reading reading, double l1Factor) {}

  /** The largest saving without static power, over the costs of L1 and DRAM. */
  Dataset<Line> withoutStaticPower() {
    return Dataset.of(CoreSet.FLATS)
        .flatMap(
            rival ->
                Dataset.ofPairs(
                    Reading.ALL,
                    Swept.L1_FACTORS,
                    (reading, factor) -> new Line(rival, reading, factor)))
        .text("against", line -> line.rival().id())
        .text("tilings", line -> line.reading().id())
        .number("L1 ×", 1, Line::l1Factor)
        .showEach(Costs.Dram.ALL, this::largest);
  }

  private Column<Line> largest(Costs.Dram dram) {
    return number(
        "DRAM " + dram.picojoulesPerByte(),
        line ->
            InWords.saved(
                withoutStaticPower(line.rival(), line.reading(), line.l1Factor())
                    .where(saving -> saving.costs().dram().equals(dram))
                    .only()
                    .largestPercent(),
                1));
  }

  /** The points without static power where L1 costs so many times its default, DRAM by DRAM. */
  Dataset<Saving<Swept>> withoutStaticPower(Scheduler rival, Reading reading, double l1Factor) {
    return grid(rival, reading)
        .where(s -> s.costs().staticMilliwatts() == 0 && s.costs().l1Factor() == l1Factor);
  }

  /** A rival and reading per row: where, if anywhere, mas saves what the paper states. */
  Dataset<Saving<Corner>> reach() {
    return Dataset.ofPairs(CoreSet.FLATS, Reading.ALL, this::bestCorner)
        .text("against", s -> s.rival().id())
        .text("tilings", s -> s.reading().id())
        .number(
            "points of the grid with %s %%".formatted(Published.EDGE_LARGEST_SAVING.text()),
            s -> "%d of %d".formatted(reachedBy(s).size(), Swept.grid().size()))
        .text("the first of them", this::firstReached)
        .number("most without static power, %", s -> InWords.saved(s.largestPercent(), 2))
        .text("on", Saving::largestOn)
        .text("at", s -> s.costs().words());
  }

  private Dataset<Saving<Swept>> reachedBy(Saving<?> saving) {
    return reached(saving.rival(), saving.reading());
  }

  private String firstReached(Saving<?> saving) {
    return reachedBy(saving).stream().map(s -> s.costs().words()).findFirst().orElse("");
  }
}
