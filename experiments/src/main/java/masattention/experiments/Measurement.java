package masattention.experiments;

import java.util.OptionalLong;
import masattention.interpret.energy.Energy;
import masattention.interpret.energy.Work;
import masattention.interpret.energy.WorkCounts;
import masattention.interpret.memory.Occupancy;
import masattention.interpret.timing.Bound;
import masattention.interpret.timing.BusyCycles;
import masattention.interpret.timing.Simulation;
import masattention.interpret.timing.Timeline;
import masattention.npu.NpuConfig;
import masattention.program.Program;
import masattention.schedule.Problem;
import masattention.schedule.Schedulers;
import masattention.schedule.Scheduling;
import masattention.search.Evaluation;
import masattention.tiling.BlockGrid;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import masattention.workload.Network;

/**
 * Everything a table says about one scheduler at one tiling, from the interpreters of its whole
 * program.
 *
 * @param network what the table calls the shape
 * @param boundCycles the floor for every exact schedule of the shape
 * @param l1PeakBytes most bytes of L1 in use at any instant; empty where no whole program was built
 */
public record Measurement(
    String network,
    AttentionShape shape,
    NpuConfig machine,
    Schedulers scheduler,
    Tiling tiling,
    long cycles,
    long boundCycles,
    BusyCycles busy,
    WorkCounts work,
    Energy energy,
    OptionalLong l1PeakBytes) {

  /** The most score sub-tiles of a program that is built to check what a search found. */
  private static final long CHECKED = 200_000;

  /**
   * The timeline of a scheduler's program.
   *
   * @throws IllegalArgumentException when there is none, with the reason
   */
  public static Timeline simulate(Schedulers scheduler, Problem problem) {
    Scheduling scheduling = scheduler.schedule(problem);
    if (scheduling instanceof Scheduling.Infeasible infeasible) {
      throw new IllegalArgumentException(infeasible.reason());
    }
    return Simulation.run(((Scheduling.Feasible) scheduling).program());
  }

  /** What the table says about a network run this way. */
  public static Measurement of(Network network, Schedulers scheduler, Timeline timeline) {
    Program program = timeline.program();
    long cycles = timeline.makespanCycles();
    WorkCounts work = Work.of(program);
    return new Measurement(
        network.name(),
        program.grid().shape(),
        program.machine(),
        scheduler,
        program.grid().tiling(),
        cycles,
        Bound.cycles(program.grid().shape(), program.machine()),
        timeline.busy(),
        work,
        Energy.of(work, cycles, program.machine()),
        OptionalLong.of(Occupancy.of(timeline).peakBytes()));
  }

  /** The network at one tiling. */
  public static Measurement of(
      Network network, NpuConfig machine, Schedulers scheduler, Tiling tiling) {
    return of(
        network, scheduler, simulate(scheduler, Problem.of(network.shape(), machine, tiling)));
  }

  /**
   * What a search found, measured on the whole program, which must agree; where that is very large,
   * as the search costed it, and nobody knows the peak of L1.
   *
   * @throws IllegalStateException when search and program disagree
   */
  public static Measurement of(
      Network network, NpuConfig machine, Schedulers scheduler, Evaluation found) {
    BlockGrid grid = new BlockGrid(network.shape(), found.tiling());
    double scoreTiles = (double) grid.rowBlocks() * grid.keyTiles() * network.shape().heads();
    if (scoreTiles <= CHECKED) {
      return of(network, machine, scheduler, found.tiling()).agreeingWith(found);
    }
    return new Measurement(
        network.name(),
        network.shape(),
        machine,
        scheduler,
        found.tiling(),
        found.cycles(),
        Bound.cycles(network.shape(), machine),
        found.busy(),
        found.work(),
        found.energy(),
        OptionalLong.empty());
  }

  /**
   * This measurement, of the tiling that a search found.
   *
   * @throws IllegalStateException when the search costed the tiling otherwise than the whole
   *     program does
   */
  public Measurement agreeingWith(Evaluation found) {
    if (cycles != found.cycles() || !work.equals(found.work()) || !busy.equals(found.busy())) {
      throw new IllegalStateException(
          "The search found %s for %s of %s on %s, but the whole program gives %s."
              .formatted(found, scheduler.id(), network, machine.name(), this));
    }
    return this;
  }
}
