package masattention.regression;

/**
 * The comparison of one benchmark.
 *
 * @param benchmark its name
 * @param baselineNanos median processor time of an operation
 * @param candidateNanos the same
 * @param ratio of the times, candidate over baseline, both normalised or taken in pairs
 */
public record Finding(
    String benchmark,
    double baselineNanos,
    double candidateNanos,
    Interval ratio,
    Verdict verdict) {}
