package masattention.regression;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import masattention.benchmarks.TrackedBenchmark;
import masattention.regression.InterleavedMeasurement.Player;
import masattention.report.Progress;

/**
 * Two builds measured in turns, benchmark by benchmark: A B B A A B …, one iteration each, in new
 * processes every round.
 *
 * @param threshold the least change that counts, as a share
 */
public record AbComparison(
    Build baseline, Build candidate, MeasurementSettings settings, double threshold) {

  /** Measures and judges. */
  public RegressionReport run(List<TrackedBenchmark> benchmarks, Scratch scratch, Progress progress)
      throws IOException {
    InterleavedMeasurement measurement = new InterleavedMeasurement(scratch, settings);
    Judge judge = new Judge(threshold, benchmarks.size());
    List<Finding> findings = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    long steps = (long) benchmarks.size() * settings.rounds();
    try (Progress.Steps done = progress.begin("rounds", steps)) {
      for (TrackedBenchmark benchmark : benchmarks) {
        double slowest;
        try {
          slowest =
              Math.max(
                  measurement.pilot(new Player(candidate, benchmark)),
                  measurement.pilot(new Player(baseline, benchmark)));
        } catch (CommandFailedException e) {
          notes.add("Left out: " + e.getMessage());
          done.advance(settings.rounds());
          continue;
        }
        findings.add(finding(benchmark, slowest, measurement, judge, done));
      }
    }
    return new RegressionReport(
        baseline.label(), candidate.label(), threshold, findings, notes(notes, benchmarks.size()));
  }

  private Finding finding(
      TrackedBenchmark benchmark,
      double pilotNanos,
      InterleavedMeasurement measurement,
      Judge judge,
      Progress.Steps done)
      throws IOException {
    List<List<Double>> baselines = new ArrayList<>();
    List<List<Double>> candidates = new ArrayList<>();
    double slowest = pilotNanos;
    for (int round = 0; round < settings.rounds(); round++) {
      List<Player> players =
          new ArrayList<>(
              List.of(new Player(baseline, benchmark), new Player(candidate, benchmark)));
      boolean swapped = round % 2 == 1;
      if (swapped) {
        Collections.reverse(players);
      }
      double[] nanos = {slowest, slowest};
      List<JmhResult> results = measurement.round(players, nanos);
      slowest = Arrays.stream(nanos).max().orElseThrow();
      baselines.add(results.get(swapped ? 1 : 0).cpuNanos());
      candidates.add(results.get(swapped ? 0 : 1).cpuNanos());
      done.step();
    }
    return judge.inTurns(benchmark.id(), new Samples(baselines), new Samples(candidates));
  }

  private List<String> notes(List<String> others, int benchmarks) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Measured in turns, %d rounds of %d iterations each."
            .formatted(settings.rounds(), settings.iterations()));
    int least = Judge.leastPairs(benchmarks);
    if (settings.rounds() < least) {
      notes.add(
          "With %d benchmarks at once nothing can be told from fewer than %d rounds."
              .formatted(benchmarks, least));
    }
    notes.addAll(others);
    return notes;
  }
}
