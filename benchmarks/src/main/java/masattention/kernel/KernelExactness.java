package masattention.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The exactness of every kernel against {@link DoubleOracle}, over {@link ExactnessCases}.
 *
 * <p>All kernels are chains of IEEE 754 operations that depend neither on the vector width nor on
 * the machine, so the table is the same bytes everywhere.
 */
public final class KernelExactness {

  /**
   * Units of 2^−24·max|V| that are allowed on top of twice the naive kernel's error and one
   * rounding of the largest logit; see docs/kernel.md for the sweep behind it.
   */
  public static final double ALLOWED_UNITS = 8;

  private KernelExactness() {}

  /**
   * One kernel on one case; errors in units of 2^−24·max|V|.
   *
   * @param kernel the kernel's label
   * @param inputs the kind of numbers
   * @param shape the sizes
   * @param storage the format of K and V
   * @param error largest distance from the oracle where that is finite
   * @param naiveError the same for the naive kernel
   * @param largestLogit of the case: rounding it once moves an output by up to as many units
   * @param strangers outputs that are NaN or infinite where the oracle is not, or differently so
   */
  public record Row(
      String kernel,
      String inputs,
      KernelShape shape,
      Storage storage,
      double error,
      double naiveError,
      double largestLogit,
      long strangers) {

    /** Twice the naive kernel's error, the largest logit and {@link #ALLOWED_UNITS}. */
    public double bound() {
      return 2 * naiveError + largestLogit + ALLOWED_UNITS;
    }

    public boolean passes() {
      return strangers == 0 && error <= bound();
    }
  }

  /** Every kernel on every case, in the order of the registries. */
  public static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (ExactnessCases.Case item : ExactnessCases.all()) {
      KernelSetup setup = KernelSetup.of(item.shape()).withStorage(item.storage());
      rows.addAll(rows(item.inputs(), setup, item.seed()));
    }
    return rows;
  }

  /** Every kernel on one case. */
  public static List<Row> rows(InputKind kind, KernelShape shape, long seed) {
    return rows(kind, KernelSetup.of(shape), seed);
  }

  private static List<Row> rows(InputKind kind, KernelSetup setup, long seed) {
    Judge judge = new Judge(kind, setup, seed);
    return Stream.of(AttentionKernel.values())
        .filter(kernel -> kernel.takes(setup.storage()))
        .map(judge::row)
        .toList();
  }

  /** One kernel on one case; where K and V are stored in halves, so are those of the oracle. */
  static Row row(AttentionKernel kernel, InputKind kind, KernelSetup setup, long seed) {
    return new Judge(kind, setup, seed).row(kernel);
  }

  /** A case with what every kernel is held against, computed once. */
  private static final class Judge {
    private final InputKind kind;
    private final KernelSetup setup;
    private final AttentionInputs inputs;
    private final double[] exact;
    private final float[] naive;
    private final double unit;
    private final double naiveError;
    private final double largestLogit;

    Judge(InputKind kind, KernelSetup setup, long seed) {
      LaneArithmetics.onlyBitsMatter();
      this.kind = kind;
      this.setup = setup;
      inputs = kind.inputs(setup, seed).stored(setup.storage());
      exact = inputs.exact(setup);
      unit = Math.max(Float.MIN_VALUE, inputs.largestValue()) * 0x1p-24;
      naive = inputs.attend(AttentionKernel.NAIVE, setup.withStorage(Storage.FP32));
      naiveError = error(exact, naive) / unit;
      largestLogit = DoubleOracle.largestLogit(setup, inputs.query(), inputs.key());
    }

    Row row(AttentionKernel kernel) {
      float[] output = kernel == AttentionKernel.NAIVE ? naive : inputs.attend(kernel, setup);
      return new Row(
          kernel.label(),
          kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
          setup.shape(),
          setup.storage(),
          error(exact, output) / unit,
          naiveError,
          largestLogit,
          strangers(exact, output));
    }
  }

  /** Whether all rows pass. */
  public static boolean allPass(List<Row> rows) {
    return rows.stream().allMatch(Row::passes);
  }

  private static double error(double[] exact, float[] output) {
    double error = 0;
    for (int i = 0; i < exact.length; i++) {
      double distance = Math.abs(exact[i] - output[i]);
      if (distance <= Double.MAX_VALUE) {
        error = Math.max(error, distance);
      }
    }
    return error;
  }

  private static long strangers(double[] exact, float[] output) {
    long strangers = 0;
    for (int i = 0; i < exact.length; i++) {
      boolean same =
          Double.isFinite(exact[i])
              ? Float.isFinite(output[i])
              : Double.compare(exact[i], output[i]) == 0;
      strangers += same ? 0 : 1;
    }
    return strangers;
  }
}
