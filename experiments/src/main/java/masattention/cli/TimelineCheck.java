package masattention.cli;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import masattention.interpret.hazard.HazardCheck;
import masattention.interpret.numeric.NumericExecution;
import masattention.interpret.timing.Timeline;
import masattention.program.Program;
import masattention.reference.AttentionInputs;
import masattention.reference.DoubleAttention;
import masattention.reference.NaiveAttention;
import masattention.schedule.Normalize;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.search.Evaluator;
import masattention.simulator.Measurement;

/**
 * Holds one simulation against what must hold of every one: no hazard, no more L1 than there is,
 * not below the bound, exact numbers in the order of the timeline, and the fast evaluation's
 * agreement.
 */
final class TimelineCheck {
  /** Times 2⁻²⁴ max|V| beyond twice the naive error: what FuseMax may add. */
  private static final double FUSEMAX_CONSTANT = 8;

  private static final double UNIT = 1.0 / (1 << 24);

  private TimelineCheck() {}

  /**
   * Checks a simulation on numbers drawn from {@code seed}.
   *
   * @return what was checked, one line each
   * @throws IllegalStateException naming the first law that is broken
   */
  static List<String> check(Measurement measurement, Timeline timeline, long seed) {
    List<String> hazards = HazardCheck.violations(timeline);
    if (!hazards.isEmpty()) {
      throw new IllegalStateException(hazards.get(0));
    }
    long l1Bytes = measurement.machine().l1BytesPerCore() * measurement.machine().cores();
    long peakBytes = measurement.l1PeakBytes().orElseThrow();
    if (peakBytes > l1Bytes) {
      throw new IllegalStateException(
          "The peak of %d bytes exceeds the L1 of %d bytes.".formatted(peakBytes, l1Bytes));
    }
    if (measurement.cycles() < measurement.boundCycles()) {
      throw new IllegalStateException(
          "The %d cycles are below the bound of %d."
              .formatted(measurement.cycles(), measurement.boundCycles()));
    }
    Problem problem = Problem.of(measurement.shape(), measurement.machine(), measurement.tiling());
    measurement.agreeingWith(Evaluator.fast().evaluate(measurement.scheduler(), problem));
    String outputs = outputs(measurement.scheduler(), timeline, seed);
    return List.of(
        "no hazard among the %d tasks".formatted(timeline.program().size()),
        "L1 peaks at %d of %d bytes".formatted(peakBytes, l1Bytes),
        "%d cycles, not below the bound of %d"
            .formatted(measurement.cycles(), measurement.boundCycles()),
        "cycles, work and busy cycles are those of the fast evaluation",
        outputs);
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
    if (scheduler.traits().normalize() == Normalize.OUTPUTS) {
      double[] exact = DoubleAttention.outputs(inputs);
      double error = DoubleAttention.largestError(exact, outputs);
      double most =
          2 * DoubleAttention.largestError(exact, naive)
              + FUSEMAX_CONSTANT * UNIT * inputs.largestValue();
      if (!(error <= most)) {
        throw new IllegalStateException("The error %s of O exceeds %s.".formatted(error, most));
      }
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
