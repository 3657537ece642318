package masattention.search;

import java.util.Comparator;
import java.util.function.DoubleSupplier;
import masattention.search.evaluation.Evaluation;

/** What a search makes small. */
public enum Objective {
  /** The makespan. */
  CYCLES("cycles") {
    @Override
    public double value(double cycles, DoubleSupplier energyPicojoules) {
      return cycles;
    }
  },
  /** The energy. */
  ENERGY("energy") {
    @Override
    public double value(double cycles, DoubleSupplier energyPicojoules) {
      return energyPicojoules.getAsDouble();
    }
  },
  /** The product of both. */
  ENERGY_DELAY("edp") {
    @Override
    public double value(double cycles, DoubleSupplier energyPicojoules) {
      return cycles * energyPicojoules.getAsDouble();
    }
  },
  /**
   * The energy, among the tilings that take hardly more than the fewest cycles ({@link
   * SearchTask#within}); found by branch and bound alone.
   */
  BALANCED("balanced") {
    @Override
    public double value(double cycles, DoubleSupplier energyPicojoules) {
      return energyPicojoules.getAsDouble();
    }
  };

  private final String id;

  Objective(String id) {
    this.id = id;
  }

  /** Name on the command line. */
  public String id() {
    return id;
  }

  /** Whether a single tiling has a value by itself, so that any search can look for the best. */
  public boolean standsAlone() {
    return this != BALANCED;
  }

  /**
   * What is made small; never falls when cycles or energy rise, and asks for the energy only where
   * it counts.
   */
  public abstract double value(double cycles, DoubleSupplier energyPicojoules);

  /** The value of an evaluation. */
  public final double of(Evaluation evaluation) {
    return value((double) evaluation.cycles(), evaluation::energyPicojoules);
  }

  /** Better first; ties go to fewer cycles, then less energy, then the smaller tiling. */
  public final Comparator<Evaluation> order() {
    return Comparator.comparingDouble(this::of)
        .thenComparingLong(Evaluation::cycles)
        .thenComparingDouble(Evaluation::energyPicojoules)
        .thenComparing(Evaluation::tiling);
  }
}
