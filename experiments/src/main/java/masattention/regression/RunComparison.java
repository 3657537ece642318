package masattention.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import masattention.benchmarks.TrackedBenchmark;
import masattention.input.InvalidInputException;
import masattention.report.Decimals;

/** Two runs of a suite, held against each other. */
public record RunComparison(BenchmarkRun baseline, BenchmarkRun candidate, double threshold) {

  private static final String ADVICE =
      "; measure both on one machine (mas regress --ab), or insist with"
          + " --allow-different-machines.";

  /**
   * Judges every benchmark of both.
   *
   * @param allowDifferentMachines whether the machines need not be alike
   * @throws InvalidInputException when the runs cannot be compared, with the reason
   */
  public RegressionReport report(Optional<Pattern> only, boolean allowDifferentMachines) {
    List<String> notes = new ArrayList<>();
    List<String> differences = baseline.machine().differences(candidate.machine());
    if (!differences.isEmpty()) {
      String why = "%s and %s cannot be compared: %s";
      String said =
          why.formatted(baseline.label(), candidate.label(), String.join(" and ", differences));
      if (!allowDifferentMachines) {
        throw new InvalidInputException(said + ADVICE);
      }
      notes.add("Compared although " + String.join(" and ", differences) + ".");
    }
    if (!baseline.settings().withRounds(1).equals(candidate.settings().withRounds(1))) {
      throw new InvalidInputException(
          "%s and %s cannot be compared: they were measured with different settings, such as the"
                  .formatted(baseline.label(), candidate.label())
              + " quick and the full suite have.");
    }
    List<TrackedBenchmark> both =
        BenchmarkSuite.FULL.only(only).stream()
            .filter(benchmark -> baseline.measured(benchmark).isPresent())
            .filter(benchmark -> candidate.measured(benchmark).isPresent())
            .toList();
    if (both.isEmpty()) {
      throw new InvalidInputException(
          "%s and %s have no such benchmark in common."
              .formatted(baseline.label(), candidate.label()));
    }
    Judge judge = new Judge(threshold, both.size());
    List<Finding> findings =
        both.stream()
            .map(
                benchmark ->
                    judge.apart(
                        benchmark.id(),
                        baseline.measured(benchmark).orElseThrow(),
                        candidate.measured(benchmark).orElseThrow()))
            .toList();
    notes.add(
        "Changes are normalised by %s, which changed by a factor of %s itself (%s: %s)."
            .formatted(
                TrackedBenchmark.FMA_PEAK.id(),
                factor(TrackedBenchmark.FMA_PEAK),
                TrackedBenchmark.MEMORY_COPY.id(),
                factor(TrackedBenchmark.MEMORY_COPY)));
    return new RegressionReport(baseline.label(), candidate.label(), threshold, findings, notes);
  }

  private String factor(TrackedBenchmark calibration) {
    Samples before = baseline.samples().get(calibration);
    Samples after = candidate.samples().get(calibration);
    return before == null || after == null
        ? "unknown"
        : Decimals.fixed(after.median() / before.median(), 3);
  }
}
