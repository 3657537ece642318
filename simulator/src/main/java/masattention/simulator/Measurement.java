package masattention.simulator;

import java.util.OptionalLong;
import masattention.interpret.energy.Energy;
import masattention.interpret.energy.Work;
import masattention.interpret.energy.WorkCounts;
import masattention.interpret.memory.Occupancy;
import masattention.interpret.timing.Bound;
import masattention.interpret.timing.BusyCycles;
import masattention.interpret.timing.Timeline;
import masattention.npu.NpuConfig;
import masattention.program.Program;
import masattention.schedule.Scheduler;
import masattention.search.evaluation.Evaluation;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import masattention.workload.Network;

/**
 * What one scheduler costs at one tiling of a layer on a machine: a row of a table.
 *
 * @param network what tables call the layer
 * @param cycles from the first transfer to the end of the last: the makespan
 * @param boundCycles the floor for every exact schedule of the shape on the machine
 * @param busy cycles in which the units work
 * @param work bytes moved and operations done
 * @param energy in picojoules, by component
 * @param l1PeakBytes most bytes of L1 in use at any instant; empty where no whole program was built
 */
public record Measurement(
    String network,
    AttentionShape shape,
    NpuConfig machine,
    Scheduler scheduler,
    Tiling tiling,
    long cycles,
    long boundCycles,
    BusyCycles busy,
    WorkCounts work,
    Energy energy,
    OptionalLong l1PeakBytes) {

  /** What the timeline of a scheduler's whole program says about a layer. */
  public static Measurement of(Network network, Scheduler scheduler, Timeline timeline) {
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
        bound(program.grid().shape(), program.machine(), scheduler),
        timeline.busy(),
        work,
        Energy.of(work, cycles, program.machine()),
        OptionalLong.of(Occupancy.of(timeline).peakBytes()));
  }

  private static long bound(AttentionShape shape, NpuConfig machine, Scheduler scheduler) {
    return Bound.cycles(shape, machine, scheduler.traits().spans());
  }

  /** What a search found, as it costed it: nobody knows the peak of L1. */
  static Measurement of(Network network, NpuConfig machine, Scheduler scheduler, Evaluation found) {
    return new Measurement(
        network.name(),
        network.shape(),
        machine,
        scheduler,
        found.tiling(),
        found.cycles(),
        bound(network.shape(), machine, scheduler),
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
