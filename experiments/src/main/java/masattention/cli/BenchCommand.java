package masattention.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import masattention.input.InvalidInputException;
import masattention.regression.BenchmarkRun;
import masattention.regression.BenchmarkSuite;
import masattention.regression.GitRepository;
import masattention.regression.History;
import masattention.regression.HistoryPlots;
import masattention.regression.MeasurementSettings;
import masattention.regression.RunName;
import masattention.regression.Scratch;
import masattention.regression.SuiteMeasurement;
import masattention.report.FolderLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how fast this build is. */
@Command(name = "bench")
final class BenchCommand extends Subcommand implements Runnable {

  @Option(names = "--quick")
  private boolean quick;

  @Option(names = "--rounds", converter = Numbers.Rounds.class, paramLabel = "N")
  private Integer rounds;

  @Option(names = "--results", defaultValue = "results/benchmarks", paramLabel = "DIR")
  private Path results;

  @Option(names = "--plots", defaultValue = "plots", paramLabel = "DIR")
  private Path plots;

  @Override
  public void run() {
    Path folder = OutputPath.folder("--results", results);
    Path figures = OutputPath.folder("--plots", plots);
    BenchmarkSuite suite = quick ? BenchmarkSuite.QUICK : BenchmarkSuite.FULL;
    MeasurementSettings settings =
        rounds == null ? suite.settings() : suite.settings().withRounds(rounds);
    try {
      FolderLock.holding(List.of(folder, figures), () -> measure(suite, settings, folder, figures))
          .forEach(path -> print(path + "\n"));
    } catch (IOException e) {
      throw new InvalidInputException("cannot measure: %s.".formatted(e.getMessage()));
    }
  }

  private List<Path> measure(
      BenchmarkSuite suite, MeasurementSettings settings, Path folder, Path figures)
      throws IOException {
    try (Scratch scratch = new Scratch()) {
      GitRepository repository = GitRepository.around(Path.of(""));
      RunName name =
          new RunName(
              LocalDate.now(ZoneOffset.UTC).toString(),
              repository.commit("HEAD"),
              repository.isModified(),
              suite);
      Path file = SuiteMeasurement.write(folder, name, settings, scratch, console().progress());
      List<Path> written = new ArrayList<>(List.of(file, BenchmarkRun.machineFile(file)));
      if (name.modified()) {
        console().err().print("The sources are not those of a commit: not in the history.\n");
      } else {
        written.addAll(remember(folder, figures, file, name));
      }
      return written;
    }
  }

  private static List<Path> remember(Path folder, Path figures, Path file, RunName name)
      throws IOException {
    Path table = folder.resolve(History.FILE);
    History history = History.read(table).with(name, BenchmarkRun.read(file));
    List<Path> written = new ArrayList<>(List.of(history.write(table)));
    written.addAll(HistoryPlots.write(history, figures));
    return written;
  }
}
