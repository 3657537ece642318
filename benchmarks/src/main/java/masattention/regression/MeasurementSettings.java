package masattention.regression;

/**
 * How a benchmark is measured. Iterations are a fixed number of operations, found before the first
 * round, so that a loaded machine gives no one less warm-up.
 *
 * @param rounds processes per benchmark, one after the other
 * @param warmupIterations iterations of a process that are not counted
 * @param iterations iterations that are
 * @param iterationMillis processor time that an iteration should take
 */
public record MeasurementSettings(
    int rounds, int warmupIterations, int iterations, int iterationMillis) {

  /** For the record: about ten minutes on an idle machine. */
  public static final MeasurementSettings FULL = new MeasurementSettings(8, 20, 20, 100);

  /** About two minutes. */
  public static final MeasurementSettings QUICK = new MeasurementSettings(5, 15, 15, 50);

  /** Two builds in turns: iteration is held against iteration, so they are short and many. */
  public static final MeasurementSettings IN_TURNS = new MeasurementSettings(8, 20, 25, 25);

  public MeasurementSettings {
    requirePositive("rounds", rounds);
    requirePositive("warmupIterations", warmupIterations);
    requirePositive("iterations", iterations);
    requirePositive("iterationMillis", iterationMillis);
  }

  public MeasurementSettings withRounds(int newRounds) {
    return new MeasurementSettings(newRounds, warmupIterations, iterations, iterationMillis);
  }

  /** How many operations take that long. */
  int operations(double nanosPerOperation) {
    double operations = iterationMillis * 1e6 / nanosPerOperation;
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, Math.rint(operations)));
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("The %s (%d) must be positive.".formatted(name, value));
    }
  }
}
