package masattention.experiments;

import java.util.List;
import java.util.Optional;
import masattention.interpret.energy.Energy;
import masattention.interpret.timing.Bound;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.simulator.Measurement;
import masattention.workload.AttentionShape;

/**
 * A scheduler on a case at the best of its tilings: the row of all tables.
 *
 * @param by the search that found it
 * @param best empty where no tiling fits
 */
public record Point(Search by, Optional<Measurement> best) {
  /** The components of the energy, in the order of the tables. */
  public static final List<String> ENERGY_COMPONENTS =
      List.of("MAC", "VEC", "L0", "L1", "DRAM", "static");

  /** The layer and machine. */
  public Case on() {
    return by.on();
  }

  public Scheduler scheduler() {
    return by.scheduler();
  }

  public NpuConfig machine() {
    return by.on().machine();
  }

  public AttentionShape shape() {
    return by.on().shape();
  }

  /** What tables call the layer. */
  public String network() {
    return by.on().network().name();
  }

  public String setting() {
    return by.on().setting();
  }

  public boolean feasible() {
    return best.isPresent();
  }

  /**
   * What was measured.
   *
   * @throws IllegalStateException where no tiling fits
   */
  public Measurement found() {
    return best.orElseThrow(
        () -> new IllegalStateException("No tiling fits for %s.".formatted(by)));
  }

  public long cycles() {
    return found().cycles();
  }

  /** The same at the balanced tiling, at which energies are compared. */
  public Point balanced() {
    return by.at(Tilings.BALANCED).call();
  }

  public double picojoules() {
    return found().energy().totalPicojoules();
  }

  /** The picojoules of an energy by component: MAC, VEC, L0, L1, DRAM, static. */
  public static List<Double> components(Energy energy) {
    return List.of(
        energy.macPicojoules(),
        energy.vecPicojoules(),
        energy.l0Picojoules(),
        energy.l1Picojoules(),
        energy.dramPicojoules(),
        energy.staticPicojoules());
  }

  public long dramBytes() {
    return found().work().dramReadBytes() + found().work().dramWriteBytes();
  }

  /** The floor for every exact schedule, whether or not a tiling fits. */
  public long boundCycles() {
    return best.map(Measurement::boundCycles).orElseGet(() -> Bound.cycles(shape(), machine()));
  }

  /** The floor as a share of the cycles, 1 for a schedule at the floor. */
  public double boundShare() {
    return boundCycles() / (double) cycles();
  }

  /** How the tiling keeps K and V. */
  public KvKept kept() {
    return KvKept.of(scheduler(), Problem.of(shape(), machine(), found().tiling()));
  }

  /** Whether the tiling overwrites K or V. */
  public boolean overwrites() {
    return feasible() && kept() == KvKept.OVERWRITE;
  }

  /** The command line that repeats it. */
  public String command() {
    return SimulateLine.of(found());
  }
}
