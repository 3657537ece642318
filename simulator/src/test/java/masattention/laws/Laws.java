package masattention.laws;

import java.util.List;
import java.util.Optional;
import masattention.interpret.energy.Energy;
import masattention.interpret.energy.Work;
import masattention.interpret.energy.WorkCounts;
import masattention.interpret.hazard.HazardCheck;
import masattention.interpret.memory.Occupancy;
import masattention.interpret.timing.Bound;
import masattention.interpret.timing.MovedBound;
import masattention.interpret.timing.Simulation;
import masattention.interpret.timing.Timeline;
import masattention.npu.NpuConfig;
import masattention.program.EngineKind;
import masattention.program.Program;
import masattention.schedule.Scheduling;
import masattention.schedule.Scheduling.Feasible;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.tiling.Partition;
import masattention.workload.AttentionShape;

/** What must hold of every scheduler, on every layer, machine and tiling. */
final class Laws {
  private static final Evaluator FAST = Evaluator.fast();

  private Laws() {}

  /** The first law that a case breaks, if it breaks one. An infeasible case breaks none. */
  static Optional<String> violation(LawCase question) {
    try {
      Scheduling scheduling = question.schedule();
      if (!(scheduling instanceof Feasible feasible)) {
        return Optional.empty();
      }
      Timeline timeline = Simulation.run(feasible.program());
      return firstOf(
          List.of(
              deterministic(question, timeline),
              HazardCheck.violations(timeline).stream().findFirst(),
              ChannelOrder.violation(timeline),
              floors(question, timeline),
              work(question, timeline),
              modelTraffic(question, Work.of(feasible.program())),
              occupancy(timeline),
              evaluations(question, timeline),
              Numbers.violation(question.scheduler(), question.seed(), timeline)));
    } catch (RuntimeException e) {
      return Optional.of(e.toString());
    }
  }

  private static Optional<String> firstOf(List<Optional<String>> violations) {
    return violations.stream().flatMap(Optional::stream).findFirst();
  }

  private static Optional<String> broken(boolean holds, String law, Object found, Object limit) {
    return holds ? Optional.empty() : Optional.of("%s: %s, %s".formatted(law, found, limit));
  }

  private static Optional<String> deterministic(LawCase question, Timeline timeline) {
    if (!(question.schedule() instanceof Feasible feasible)) {
      return Optional.of("feasible only the first time");
    }
    return Programs.difference(timeline, Simulation.run(feasible.program()))
        .map(task -> "two runs differ in " + task);
  }

  /** Whoever takes a short cut comes to the same. */
  private static Optional<String> evaluations(LawCase question, Timeline timeline) {
    WorkCounts work = Work.of(timeline.program());
    long cycles = timeline.makespanCycles();
    Evaluation plain =
        new Evaluation(
            question.tiling(),
            cycles,
            timeline.busy(),
            work,
            Energy.of(work, cycles, question.machine()));
    Evaluation fast = FAST.evaluate(question.scheduler(), question.problem());
    return broken(plain.equals(fast), "the fast evaluation is the plain one", fast, plain);
  }

  private static Optional<String> floors(LawCase question, Timeline timeline) {
    Program program = timeline.program();
    long[] busy = new long[question.machine().cores() * EngineKind.PER_CORE];
    for (int task = 0; task < program.size(); task++) {
      busy[program.engine(task)] += timeline.releaseCycle(task) - timeline.startCycle(task);
    }
    long makespan = timeline.makespanCycles();
    for (long cycles : busy) {
      if (makespan < cycles) {
        return Optional.of("makespan %d below an engine's %d".formatted(makespan, cycles));
      }
    }
    long dram = timeline.busy().dram() + question.machine().dramLatencyCycles();
    boolean assisted = question.scheduler().traits().spans();
    long bound =
        assisted
            ? MovedBound.cycles(question.shape(), question.machine())
            : Bound.cycles(question.shape(), question.machine());
    return firstOf(
        List.of(
            broken(makespan >= dram, "makespan not below the channel's", makespan, dram),
            broken(makespan >= bound, "makespan not below the bound", makespan, bound)));
  }

  private static Optional<String> work(LawCase question, Timeline timeline) {
    ClosedForms expected = ClosedForms.of(question);
    WorkCounts work = Work.of(timeline.program());
    return firstOf(
        List.of(
            broken(work.equals(expected.work()), "work", work, expected.work()),
            broken(
                timeline.busy().equals(expected.busy()),
                "busy",
                timeline.busy(),
                expected.busy())));
  }

  /** The table of the model page, where it gives one formula. */
  private static Optional<String> modelTraffic(LawCase question, WorkCounts work) {
    AttentionShape shape = question.shape();
    NpuConfig machine = question.machine();
    boolean resident =
        question.tiling().residentKeyTiles() == question.problem().grid().keyTiles()
            && question.tiling().residentValueTiles() == question.problem().grid().valueTiles();
    boolean copies =
        question.tiling().partition() == Partition.ROWS
            && !machine.l1Shared()
            && machine.cores() > 1;
    long found = work.dramReadBytes() + work.dramWriteBytes();
    long compulsory = shape.compulsoryBytes();
    long once = shape.queryBytes() + shape.outputBytes() + question.problem().grid().kvBytes();
    if (found < compulsory) {
      return Optional.of("less than compulsory traffic: " + found + " below " + compulsory);
    }
    if (question.scheduler().id().equals("flat-stream") && !shape.isMasked()) {
      long rows = (long) shape.seqQ() * shape.queryHeads() / shape.kvHeads();
      long rowBlocks = (rows - 1) / question.tiling().rowsPerBlock() + 1;
      long expected =
          shape.queryBytes()
              + shape.outputBytes()
              + (shape.keyBytes() + shape.valueBytes()) * rowBlocks;
      return broken(found == expected, "model traffic", found, expected);
    }
    if (!resident || copies) {
      return Optional.empty();
    }
    long scores =
        shape.isMasked()
            ? 0
            : (long) shape.heads() * shape.seqQ() * shape.seqKv() * shape.elementBytes();
    long passes =
        switch (question.scheduler().id()) {
          case "layer-wise" -> 4;
          case "soft-pipe" -> 2;
          case "flat",
              "flat-no-prefetch",
              "flat-stream",
              "tileflow",
              "fusemax",
              "mas",
              "mas-spill",
              "assist" ->
              0;
          default -> throw new AssertionError(question.scheduler());
        };
    if (passes > 0 && shape.isMasked()) {
      return Optional.empty();
    }
    long expected = once + passes * scores + 2 * work.spillBytes();
    return broken(found == expected, "model traffic", found, expected);
  }

  private static Optional<String> occupancy(Timeline timeline) {
    Program program = timeline.program();
    Occupancy occupancy = Occupancy.of(timeline);
    long last = occupancy.steps().get(occupancy.steps().size() - 1).bytes();
    long limit = program.machine().l1BytesPerCore() * program.machine().cores();
    long sum = 0;
    for (int core = 0; core < program.machine().cores(); core++) {
      sum += Occupancy.ofCore(timeline, core).peakBytes();
    }
    boolean negative = occupancy.steps().stream().anyMatch(step -> step.bytes() < 0);
    return firstOf(
        List.of(
            broken(occupancy.peakBytes() <= limit, "peak within L1", occupancy.peakBytes(), limit),
            broken(
                occupancy.peakBytes() <= program.plan().bytes(),
                "peak within the plan",
                occupancy.peakBytes(),
                program.plan().bytes()),
            broken(
                sum <= program.plan().bytes(),
                "cores within the plan",
                sum,
                program.plan().bytes()),
            broken(last == 0 && !negative, "L1 given back", last, negative)));
  }
}
