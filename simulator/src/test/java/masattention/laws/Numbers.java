package masattention.laws;

import java.util.Arrays;
import java.util.Optional;
import masattention.interpret.numeric.NumericExecution;
import masattention.interpret.timing.Timeline;
import masattention.program.Program;
import masattention.reference.AttentionInputs;
import masattention.reference.DoubleAttention;
import masattention.reference.NaiveAttention;
import masattention.schedule.Normalize;
import masattention.schedule.Scheduler;

/** The law of exactness: every legal order of the tasks gives the bits of naive attention. */
final class Numbers {
  /** Average runs of the random interleavings; the last lets engines run ahead. */
  private static final int[] RUNS = {1, 4, 100, 100};

  /** Times 2⁻²⁴ max|V| beyond twice the naive error: what FuseMax may add. */
  static final double FUSEMAX_CONSTANT = 8;

  private static final double UNIT = 1.0 / (1 << 24);

  private Numbers() {}

  /** What is wrong with the numbers of the program of a timeline, if anything. */
  static Optional<String> violation(Scheduler scheduler, long seed, Timeline timeline) {
    Program program = timeline.program();
    AttentionInputs inputs =
        AttentionInputs.random(program.grid().shape(), RandomCases.generator(seed));
    try {
      float[] outputs = outputs(program, NumericExecution.order(timeline), inputs);
      boolean divides = scheduler.normalizeOf(program.grid().tiling()) == Normalize.OUTPUTS;
      Optional<String> wrong = compare(divides, inputs, outputs);
      if (wrong.isPresent()) {
        return wrong;
      }
      for (int i = 0; i < RUNS.length; i++) {
        int[] order = Interleavings.random(program, RandomCases.generator(seed * 10 + i), RUNS[i]);
        if (!Arrays.equals(bits(outputs), bits(outputs(program, order, inputs)))) {
          return Optional.of("interleaving %d gives other bits".formatted(i));
        }
      }
      return Optional.empty();
    } catch (IllegalStateException e) {
      return Optional.of(e.getMessage());
    }
  }

  static float[] outputs(Program program, int[] order, AttentionInputs inputs) {
    return NumericExecution.outputs(
        program, order, inputs.queries(), inputs.keys(), inputs.values());
  }

  private static int[] bits(float[] numbers) {
    int[] bits = new int[numbers.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(numbers[i]));
    return bits;
  }

  private static Optional<String> compare(
      boolean dividesOutputs, AttentionInputs inputs, float[] outputs) {
    if (dividesOutputs) {
      double constant = constantNeeded(inputs, outputs);
      return constant <= FUSEMAX_CONSTANT
          ? Optional.empty()
          : Optional.of("the error needs the constant %s".formatted(constant));
    }
    float[] naive = NaiveAttention.outputs(inputs);
    int at = Arrays.mismatch(bits(naive), bits(outputs));
    return at < 0
        ? Optional.empty()
        : Optional.of("element %d of O is %s and not %s".formatted(at, outputs[at], naive[at]));
  }

  /** The least c for which the error is at most twice the naive one plus c · 2⁻²⁴ · max|V|. */
  static double constantNeeded(AttentionInputs inputs, float[] outputs) {
    double[] exact = DoubleAttention.outputs(inputs);
    double naive = DoubleAttention.largestError(exact, NaiveAttention.outputs(inputs));
    double error = DoubleAttention.largestError(exact, outputs);
    return (error - 2 * naive) / (UNIT * inputs.largestValue());
  }
}
