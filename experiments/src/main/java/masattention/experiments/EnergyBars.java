package masattention.experiments;

import java.util.List;
import java.util.stream.Stream;
import masattention.interpret.energy.Energy;
import masattention.plot.StackedBar;
import masattention.plot.StackedBarChart;
import masattention.schedule.Schedulers;

/** The figure of energy by component, every network relative to flat. */
public final class EnergyBars {
  private static final double PICOJOULES_PER_MICROJOULE = 1e6;
  private static final List<String> COMPONENTS =
      List.of("MAC", "VEC", "L0", "L1", "DRAM", "static");

  private EnergyBars() {}

  /**
   * A bar for every row.
   *
   * @param tiling which tilings the rows have: fastest or thriftiest
   */
  public static StackedBarChart of(String machine, String tiling, List<Measurement> rows) {
    return StackedBarChart.relativeTo(
        Schedulers.FLAT.id(),
        "µJ",
        "Energy on %s by component, every scheduler at its %s tiling".formatted(machine, tiling),
        "energy, relative to flat",
        COMPONENTS,
        rows.stream()
            .map(row -> new StackedBar(row.network(), row.scheduler().id(), parts(row.energy())))
            .toList());
  }

  /** Microjoules in the order of the components. */
  private static List<Double> parts(Energy energy) {
    return Stream.of(
            energy.macPicojoules(),
            energy.vecPicojoules(),
            energy.l0Picojoules(),
            energy.l1Picojoules(),
            energy.dramPicojoules(),
            energy.staticPicojoules())
        .map(picojoules -> picojoules / PICOJOULES_PER_MICROJOULE)
        .toList();
  }
}
