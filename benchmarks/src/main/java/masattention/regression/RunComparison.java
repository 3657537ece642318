package masattention.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import masattention.benchmarks.TrackedBenchmark;
import masattention.input.InvalidInputException;
import masattention.input.Names;
import masattention.regression.Judge.Measured;
import masattention.report.Decimals;

/**
 * Two runs held against each other: in processor time over that of the calibration where both were
 * measured in turns, else in wall-clock time as it is.
 *
 * @param threshold the least change that counts, as a share
 * @param allowed what the user insists on
 */
public record RunComparison(
    BenchmarkRun baseline, BenchmarkRun candidate, double threshold, Set<Allowed> allowed) {

  /** What is refused unless the user insists. */
  public enum Allowed {
    /** Runs of different processors or versions of Java. */
    DIFFERENT_MACHINES("--allow-different-machines"),
    /** Runs that lack results; what both have is compared. */
    INCOMPLETE("--allow-incomplete");

    private final String option;

    Allowed(String option) {
      this.option = option;
    }
  }

  public RunComparison {
    allowed = Set.copyOf(allowed);
  }

  /**
   * Judges every benchmark of both.
   *
   * @throws InvalidInputException when the runs cannot be compared, with the reason
   */
  public RegressionReport report(Optional<Pattern> only) {
    boolean inTurns = baseline.inTurns() && candidate.inTurns();
    List<String> notes = new ArrayList<>();
    insist(Allowed.DIFFERENT_MACHINES, differences(), notes);
    checkSettings(notes);
    List<String> wanted = wanted(only);
    insist(Allowed.INCOMPLETE, gaps(wanted, inTurns), notes);
    List<Finding> findings = inTurns ? inTurns(wanted) : asTheyAre(wanted, notes);
    if (findings.isEmpty()) {
      throw new InvalidInputException(
          "%s and %s have no such benchmark in common. %s"
              .formatted(baseline.label(), candidate.label(), String.join(" ", notes))
              .strip());
    }
    notes.add(
        inTurns
            ? "Changes are normalised by %s, which changed by a factor of %s itself (%s: %s)."
                .formatted(
                    TrackedBenchmark.FMA_PEAK.id(),
                    factor(TrackedBenchmark.FMA_PEAK),
                    TrackedBenchmark.MEMORY_COPY.id(),
                    factor(TrackedBenchmark.MEMORY_COPY))
            : "Wall-clock times, normalised by nothing: one of the runs has no processor times"
                + " beside a calibration, so nobody can tell whether the machine was as fast.");
    return new RegressionReport(baseline.label(), candidate.label(), threshold, findings, notes);
  }

  private void insist(Allowed what, List<String> objections, List<String> notes) {
    if (objections.isEmpty()) {
      return;
    }
    if (!allowed.contains(what)) {
      throw new InvalidInputException(
          "%s and %s cannot be compared: %s; measure both alike (mas regress --ab), or insist with %s."
              .formatted(
                  baseline.label(),
                  candidate.label(),
                  String.join(" and ", objections),
                  what.option));
    }
    notes.add("Compared although %s.".formatted(String.join(" and ", objections)));
  }

  private List<String> differences() {
    if (baseline.machine().isPresent() && candidate.machine().isPresent()) {
      return baseline.machine().get().differences(candidate.machine().get());
    }
    return baseline.jdks().equals(candidate.jdks())
        ? List.of()
        : List.of(
            "the JDK major version differs (%s, %s)".formatted(baseline.jdks(), candidate.jdks()));
  }

  private void checkSettings(List<String> notes) {
    for (BenchmarkRun run : List.of(baseline, candidate)) {
      if (run.machine().isEmpty()) {
        notes.add(
            "Not checked: machine and settings of %s, which has no %s.machine.json."
                .formatted(run.label(), run.label()));
      }
    }
    Optional<MeasurementSettings> one = baseline.settings().map(s -> s.withRounds(1));
    Optional<MeasurementSettings> other = candidate.settings().map(s -> s.withRounds(1));
    if (one.isPresent() && other.isPresent() && !one.equals(other)) {
      throw new InvalidInputException(
          "%s and %s cannot be compared: they were measured with different settings, such as the"
                  .formatted(baseline.label(), candidate.label())
              + " quick and the full suite have.");
    }
  }

  /** The benchmarks of either that the pattern is found in, without the calibrations. */
  private List<String> wanted(Optional<Pattern> only) {
    Set<String> names = new LinkedHashSet<>();
    for (TrackedBenchmark benchmark : TrackedBenchmark.values()) {
      boolean matches = only.isEmpty() || benchmark.matches(only.get());
      if (!benchmark.isCalibration() && matches) {
        names.add(benchmark.id());
      }
    }
    Set<String> either = new LinkedHashSet<>(baseline.benchmarks());
    either.addAll(candidate.benchmarks());
    names.retainAll(either);
    Set<String> tracked =
        Arrays.stream(TrackedBenchmark.values())
            .map(TrackedBenchmark::id)
            .collect(Collectors.toSet());
    either.stream()
        .filter(name -> !tracked.contains(name))
        .filter(name -> only.isEmpty() || only.get().matcher(name).find())
        .forEach(names::add);
    return List.copyOf(names);
  }

  private List<String> gaps(List<String> wanted, boolean inTurns) {
    List<String> gaps = new ArrayList<>();
    for (BenchmarkRun run : List.of(baseline, candidate)) {
      List<String> missing = new ArrayList<>(wanted);
      missing.removeAll(run.benchmarks());
      if (!missing.isEmpty()) {
        gaps.add("%s lacks %s".formatted(run.label(), Names.list(missing)));
      }
      if (inTurns) {
        run.gaps().forEach(gap -> gaps.add("%s: %s".formatted(run.label(), gap)));
      }
    }
    return gaps;
  }

  private List<Finding> inTurns(List<String> wanted) {
    record Pair(String name, Measured before, Measured after) {}
    List<Pair> pairs = new ArrayList<>();
    for (String name : wanted) {
      baseline
          .measured(name)
          .ifPresent(
              before ->
                  candidate
                      .measured(name)
                      .ifPresent(after -> pairs.add(new Pair(name, before, after))));
    }
    return pairs.stream()
        .map(p -> new Judge(threshold, pairs.size()).apart(p.name, p.before, p.after))
        .toList();
  }

  private List<Finding> asTheyAre(List<String> wanted, List<String> notes) {
    List<String> both = new ArrayList<>();
    for (String name : wanted) {
      if (baseline.wallClock(name).isEmpty() || candidate.wallClock(name).isEmpty()) {
        notes.add("Left out: %s, which has no times in one of the runs.".formatted(name));
      } else if (!baseline.how(name).equals(candidate.how(name))) {
        notes.add(
            "Left out: %s, which was measured in different ways (%s; %s)."
                .formatted(name, baseline.how(name), candidate.how(name)));
      } else {
        both.add(name);
      }
    }
    return both.stream()
        .map(
            name ->
                new Judge(threshold, both.size())
                    .asTheyAre(
                        name,
                        baseline.wallClock(name).orElseThrow(),
                        candidate.wallClock(name).orElseThrow()))
        .toList();
  }

  private String factor(TrackedBenchmark calibration) {
    Optional<Measured> before = baseline.measured(calibration.id());
    Optional<Measured> after = candidate.measured(calibration.id());
    return before.isEmpty() || after.isEmpty()
        ? "unknown"
        : Decimals.fixed(after.get().times().median() / before.get().times().median(), 3);
  }
}
