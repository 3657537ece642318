package masattention.search;

import java.util.Comparator;
import java.util.function.DoubleSupplier;
import masattention.search.bounds.Floor;
import masattention.search.evaluation.Evaluation;

/** What a search makes small. */
public enum Objective {
  /** The makespan. */
  CYCLES("cycles", (cycles, energy) -> cycles),
  /** The energy. */
  ENERGY("energy", (cycles, energy) -> energy.getAsDouble()),
  /** The product of both. */
  ENERGY_DELAY("edp", (cycles, energy) -> cycles * energy.getAsDouble()),
  /**
   * The energy, among the tilings that take hardly more than the fewest cycles ({@link
   * SearchTask#within}); found by branch and bound alone.
   */
  BALANCED("balanced", ENERGY.value);

  private final String id;
  private final Value value;

  /** Never falls when cycles or energy rise, and asks for the energy only where it counts. */
  private interface Value {
    double of(double cycles, DoubleSupplier energyPicojoules);
  }

  Objective(String id, Value value) {
    this.id = id;
    this.value = value;
  }

  /** Name on the command line. */
  public String id() {
    return id;
  }

  /** Whether a single tiling has a value by itself, so that any search can look for the best. */
  public boolean standsAlone() {
    return this != BALANCED;
  }

  /** The value of an evaluation. */
  public double of(Evaluation evaluation) {
    return value.of((double) evaluation.cycles(), evaluation::energyPicojoules);
  }

  /** The value that nothing with this floor falls below. */
  public double of(Floor floor) {
    return value.of((double) floor.cycles(), floor::energyPicojoules);
  }

  /** Better first; ties go to fewer cycles, then less energy, then the smaller tiling. */
  public Comparator<Evaluation> order() {
    return Comparator.<Evaluation>comparingDouble(this::of)
        .thenComparingLong(Evaluation::cycles)
        .thenComparingDouble(Evaluation::energyPicojoules)
        .thenComparing(Evaluation::tiling);
  }
}
