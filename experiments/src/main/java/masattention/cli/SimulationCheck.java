package masattention.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import masattention.interpret.energy.WorkCounts;
import masattention.interpret.hazard.HazardCheck;
import masattention.interpret.numeric.NumericExecution;
import masattention.interpret.timing.BusyCycles;
import masattention.interpret.timing.Timeline;
import masattention.npu.NpuConfig;
import masattention.program.L1Plan;
import masattention.program.Program;
import masattention.reference.AttentionInputs;
import masattention.reference.DoubleAttention;
import masattention.reference.NaiveAttention;
import masattention.schedule.Normalize;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.search.evaluation.Evaluator;
import masattention.simulator.Measurement;
import masattention.workload.AttentionShape;

/**
 * Holds one simulation against what must hold of every one, and says what it looked at. Of a whole
 * program: no hazard, no more L1 than there is, not below the bound, the fast evaluation's
 * agreement, exact numbers in the order of the timeline. Of a fast evaluation: what that shows.
 *
 * @param checked what was checked, one line each
 * @param unchecked what was not, and why, one line each
 */
record SimulationCheck(List<String> checked, List<String> unchecked) {
  /** The most products of a layer that is executed on numbers: a few minutes. */
  private static final long MOST_PRODUCTS = 100_000_000_000L;

  /** Times 2⁻²⁴ max|V| beyond twice the naive error: what FuseMax may add. */
  private static final double FUSEMAX_CONSTANT = 8;

  private static final double UNIT = 1.0 / (1 << 24);

  SimulationCheck() {
    this(new ArrayList<>(), new ArrayList<>());
  }

  /**
   * Checks a whole program, on numbers drawn from {@code seed}.
   *
   * @throws IllegalStateException naming the first law that is broken
   */
  void simulated(Measurement measurement, Timeline timeline, long seed) {
    List<String> hazards = HazardCheck.violations(timeline);
    check(
        hazards.isEmpty(),
        hazards.stream().findFirst().orElse(""),
        "no hazard among the %d tasks".formatted(timeline.program().size()));
    long l1Bytes = l1Bytes(measurement.machine());
    long peakBytes = measurement.l1PeakBytes().orElseThrow();
    check(
        peakBytes <= l1Bytes,
        "The peak of %d bytes exceeds the L1 of %d bytes.".formatted(peakBytes, l1Bytes),
        "L1 peaks at %d of %d bytes".formatted(peakBytes, l1Bytes));
    figures(measurement);
    Problem problem = Problem.of(measurement.shape(), measurement.machine(), measurement.tiling());
    measurement.agreeingWith(Evaluator.fast().evaluate(measurement.scheduler(), problem));
    checked.add("cycles, work and busy cycles are those of the fast evaluation");
    AttentionShape shape = measurement.shape();
    long products = shape.visiblePositions() * ((long) shape.headDim() + shape.valueDim());
    if (products <= MOST_PRODUCTS) {
      checked.add(outputs(measurement.scheduler(), timeline, seed));
    } else {
      unchecked.add("numbers: %d products are more than %d".formatted(products, MOST_PRODUCTS));
    }
  }

  /**
   * Checks what the fast evaluation says, of a program that is too long to be built.
   *
   * @param plan the buffers of the program
   * @throws IllegalStateException naming the first law that is broken
   */
  void costed(Measurement measurement, L1Plan plan) {
    long l1Bytes = l1Bytes(measurement.machine());
    check(
        plan.bytes() <= l1Bytes,
        "The buffers of %d bytes exceed the L1 of %d.".formatted(plan.bytes(), l1Bytes),
        "the buffers take %d of %d bytes of L1".formatted(plan.bytes(), l1Bytes));
    figures(measurement);
    unchecked.add(
        "hazards, the peak of L1, numbers: the whole program may have more than %d tasks"
            .formatted(Program.MOST_TASKS));
  }

  private static long l1Bytes(NpuConfig machine) {
    return machine.l1BytesPerCore() * machine.cores();
  }

  private void figures(Measurement measurement) {
    long cycles = measurement.cycles();
    long bound = measurement.boundCycles();
    check(
        cycles >= bound,
        "The %d cycles are below the bound of %d.".formatted(cycles, bound),
        "%d cycles, not below the bound of %d".formatted(cycles, bound));
    BusyCycles busy = measurement.busy();
    int cores = measurement.machine().cores();
    long busiest = Math.max(busy.dram(), (Math.max(busy.mac(), busy.vec()) - 1) / cores + 1);
    check(
        cycles >= busiest,
        "The %d cycles are fewer than the %d of one engine.".formatted(cycles, busiest),
        "no engine is busy for longer, at most for %d cycles".formatted(busiest));
    WorkCounts work = measurement.work();
    long bytes = work.dramReadBytes() + work.dramWriteBytes();
    long compulsory = measurement.shape().compulsoryBytes();
    check(
        bytes >= compulsory,
        "The %d bytes of DRAM are below the compulsory %d.".formatted(bytes, compulsory),
        "%d bytes of DRAM, not below the compulsory %d".formatted(bytes, compulsory));
  }

  private void check(boolean holds, String complaint, String said) {
    require(holds, complaint);
    checked.add(said);
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalStateException(complaint);
    }
  }

  /** Executes the program in the order of the timeline; says how its numbers compare. */
  private static String outputs(Scheduler scheduler, Timeline timeline, long seed) {
    Program program = timeline.program();
    AttentionInputs inputs =
        AttentionInputs.random(
            program.grid().shape(), RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    float[] outputs =
        NumericExecution.outputs(
            program,
            NumericExecution.order(timeline),
            inputs.queries(),
            inputs.keys(),
            inputs.values());
    float[] naive = NaiveAttention.outputs(inputs);
    if (scheduler.normalizeOf(program.grid().tiling()) == Normalize.OUTPUTS) {
      double[] exact = DoubleAttention.outputs(inputs);
      double error = DoubleAttention.largestError(exact, outputs);
      double most =
          2 * DoubleAttention.largestError(exact, naive)
              + FUSEMAX_CONSTANT * UNIT * inputs.largestValue();
      require(error <= most, "The error %s of O exceeds %s.".formatted(error, most));
      return "%d numbers of O (seed %d) are as near to the exact ones as %s may be"
          .formatted(outputs.length, seed, scheduler.id());
    }
    int at = Arrays.mismatch(bits(naive), bits(outputs));
    if (at >= 0) {
      throw new IllegalStateException(
          "Element %d of O is %s, not %s.".formatted(at, outputs[at], naive[at]));
    }
    return "%d numbers of O (seed %d) are the naive ones bit for bit"
        .formatted(outputs.length, seed);
  }

  private static int[] bits(float[] numbers) {
    int[] bits = new int[numbers.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(numbers[i]));
    return bits;
  }
}
