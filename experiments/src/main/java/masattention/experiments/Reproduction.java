package masattention.experiments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import masattention.plot.PlotFolder;
import masattention.report.CommittedOutputs;
import masattention.report.CommittedOutputs.Outcome;
import masattention.report.OutputsDifferException;
import masattention.report.Quotes;
import masattention.report.TextFile;

/**
 * Runs experiments into a folder of its own, then holds what they wrote against the committed
 * files.
 *
 * @param fresh where the experiments write; what is there of an earlier run is removed
 * @param committed the folders {@code results} and {@code plots} as committed
 */
public record Reproduction(Path fresh, Folders committed) {
  private static final String RESULTS = "results";
  private static final String PLOTS = "plots";

  /** Documents beside the folder of results that quote from it. */
  private static final List<String> QUOTING = List.of("README.md", "REPRODUCE.md");

  /** Where tables and figures are committed, and whether new ones replace those that differ. */
  public record Folders(Path results, Path plots, boolean accept, String acceptCommand) {}

  /**
   * Writes afresh the outputs of {@code experiments}.
   *
   * @param png whether figures are also written as PNG, which are compared with nothing
   */
  public void write(List<Experiment> experiments, int threads, boolean png, Progress progress)
      throws IOException {
    delete(fresh.resolve(RESULTS));
    delete(fresh.resolve(PLOTS));
    ExperimentContext context =
        new ExperimentContext(
            Files.createDirectories(fresh.resolve(RESULTS)),
            new PlotFolder(
                fresh.resolve(PLOTS), png ? Optional.of(committed.plots()) : Optional.empty()),
            new ExperimentContext.Folders(committed.results(), committed.plots()),
            threads,
            progress);
    for (Experiment experiment : experiments) {
      experiment.run(context);
    }
  }

  /** What became of the fresh files; paths are those of the committed files. */
  public record Report(
      List<Path> added, List<Path> unchanged, List<Path> replaced, List<Path> differing) {

    public Report {
      added = List.copyOf(added);
      unchanged = List.copyOf(unchanged);
      replaced = List.copyOf(replaced);
      differing = List.copyOf(differing);
    }

    private Report and(Report other) {
      return new Report(
          joined(added, other.added),
          joined(unchanged, other.unchanged),
          joined(replaced, other.replaced),
          joined(differing, other.differing));
    }
  }

  /**
   * Brings the fresh outputs into the committed folders, and refreshes the documents that quote
   * them; files that differ stay as they were.
   */
  public Report bringIn() throws IOException {
    Report report = bringIn(committed.results(), RESULTS).and(bringIn(committed.plots(), PLOTS));
    for (String document : QUOTING) {
      Path file = committed.results().resolveSibling(document);
      if (Files.exists(file)) {
        report = report.and(quoting(file));
      }
    }
    return report;
  }

  private Report quoting(Path document) throws IOException {
    String fresh = Quotes.refreshed(document);
    List<Path> it = List.of(document);
    if (fresh.equals(Files.readString(document))) {
      return new Report(List.of(), it, List.of(), List.of());
    }
    if (!committed.accept()) {
      return new Report(List.of(), List.of(), List.of(), it);
    }
    TextFile.write(document, fresh);
    return new Report(List.of(), List.of(), it, List.of());
  }

  private Report bringIn(Path folder, String kind) throws IOException {
    try {
      Outcome outcome =
          new CommittedOutputs(folder, committed.accept(), committed.acceptCommand())
              .bringIn(fresh.resolve(kind));
      return new Report(outcome.added(), outcome.unchanged(), outcome.replaced(), List.of());
    } catch (OutputsDifferException e) {
      return new Report(List.of(), List.of(), List.of(), e.files());
    }
  }

  private static List<Path> joined(List<Path> some, List<Path> others) {
    List<Path> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
