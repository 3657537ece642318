package masattention.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import masattention.benchmarks.TrackedBenchmark;
import masattention.input.InvalidInputException;
import masattention.regression.AbComparison;
import masattention.regression.BenchmarkRun;
import masattention.regression.BenchmarkSuite;
import masattention.regression.Build;
import masattention.regression.CommandFailedException;
import masattention.regression.CommitBuild;
import masattention.regression.GitRepository;
import masattention.regression.Judge;
import masattention.regression.MeasurementSettings;
import masattention.regression.RegressionReport;
import masattention.regression.RunComparison;
import masattention.regression.RunComparison.Allowed;
import masattention.regression.RunFiles;
import masattention.regression.Scratch;
import masattention.report.FolderLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells whether the suite became slower. */
@Command(name = "regress")
final class RegressCommand extends Subcommand implements Callable<Integer> {

  @Option(names = "--baseline", paramLabel = "FILE|COMMIT")
  private String baseline;

  @Option(names = "--candidate", paramLabel = "FILE|COMMIT")
  private String candidate;

  @Option(names = "--runs", defaultValue = "results/benchmarks", paramLabel = "DIR")
  private Path runs;

  @Option(names = "--ab", paramLabel = "REF")
  private String ab;

  @Option(names = "--rounds", converter = Numbers.Rounds.class, paramLabel = "N")
  private Integer rounds;

  @Option(names = "--quick")
  private boolean quick;

  @Option(names = "--only", paramLabel = "REGEX")
  private Pattern only;

  @Option(
      names = "--threshold",
      converter = Numbers.Share.class,
      defaultValue = "5%",
      paramLabel = "PERCENT")
  private double threshold;

  @Option(names = "--output", paramLabel = "DIR")
  private Path output;

  @Option(names = "--allow-different-machines")
  private boolean allowDifferentMachines;

  @Option(names = "--allow-incomplete")
  private boolean allowIncomplete;

  @Override
  public Integer call() {
    Optional<Pattern> pattern = Optional.ofNullable(only);
    Path folder = output == null ? null : OutputPath.folder("--output", output);
    try {
      RegressionReport report = ab == null ? apart(pattern) : inTurns(pattern);
      if (report.findings().isEmpty()) {
        throw new InvalidInputException(
            "nothing could be measured: " + String.join(" ", report.notes()));
      }
      print(report.text());
      if (folder != null) {
        FolderLock.holding(List.of(folder), () -> report.write(folder))
            .forEach(file -> print(file + "\n"));
      }
      return report.hasRegression() ? CommandRunner.DIFFERENT : CommandRunner.OK;
    } catch (IOException e) {
      throw new InvalidInputException("cannot compare: %s.".formatted(e.getMessage()));
    }
  }

  private RegressionReport apart(Optional<Pattern> pattern) {
    if (rounds != null || quick) {
      throw new InvalidInputException("--rounds and --quick are for --ab.");
    }
    RunFiles files = new RunFiles(runs);
    Path newer =
        candidate == null ? files.newest("--candidate") : files.named("--candidate", candidate);
    Path older =
        baseline == null ? files.before("--baseline", newer) : files.named("--baseline", baseline);
    Set<Allowed> allowed = EnumSet.noneOf(Allowed.class);
    if (allowDifferentMachines) {
      allowed.add(Allowed.DIFFERENT_MACHINES);
    }
    if (allowIncomplete) {
      allowed.add(Allowed.INCOMPLETE);
    }
    return new RunComparison(BenchmarkRun.read(older), BenchmarkRun.read(newer), threshold, allowed)
        .report(pattern);
  }

  private RegressionReport inTurns(Optional<Pattern> pattern) throws IOException {
    if (baseline != null || candidate != null) {
      throw new InvalidInputException("--ab measures; --baseline and --candidate are for runs.");
    }
    List<TrackedBenchmark> benchmarks =
        (quick ? BenchmarkSuite.QUICK : BenchmarkSuite.FULL).only(pattern);
    if (benchmarks.isEmpty()) {
      throw new InvalidInputException(
          "--only (%s) must be found in one of %s."
              .formatted(
                  only,
                  BenchmarkSuite.FULL.only(Optional.empty()).stream()
                      .map(TrackedBenchmark::id)
                      .toList()));
    }
    MeasurementSettings settings = MeasurementSettings.IN_TURNS;
    int count =
        rounds == null ? Math.max(settings.rounds(), Judge.leastPairs(benchmarks.size())) : rounds;
    try (Scratch scratch = new Scratch()) {
      Build other = otherBuild(scratch);
      return new AbComparison(
              other,
              Build.running("this build").keptIn(scratch),
              settings.withRounds(count),
              threshold)
          .run(benchmarks, scratch, console().progress());
    }
  }

  private Build otherBuild(Scratch scratch) throws IOException {
    if (ab.endsWith(".jar")) {
      if (!Files.isRegularFile(Path.of(ab))) {
        throw new InvalidInputException("--ab %s: no such file; name a mas.jar.".formatted(ab));
      }
      return new Build(ab, ab).keptIn(scratch);
    }
    try {
      GitRepository repository = GitRepository.around(Path.of(""));
      String commit = repository.commit(ab);
      console().err().println("building " + commit);
      return CommitBuild.MAVEN.of(repository, commit, scratch);
    } catch (CommandFailedException e) {
      throw new InvalidInputException(
          "--ab (%s) must name a commit that can be built: %s.".formatted(ab, e.getMessage()));
    }
  }
}
