package masattention.experiments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import masattention.plot.PlotFolder;
import masattention.report.Progress;

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
  private static final List<String> QUOTING = List.of("README.md", "REPRODUCE.md", "docs/trust.md");

  /** Where tables and figures are committed, and whether new ones replace those that differ. */
  public record Folders(Path results, Path plots, boolean accept) {}

  /** Is told of an experiment that is done. */
  @FunctionalInterface
  public interface Done {
    /** The experiment of this number, from 1, took so long. */
    void accept(int number, Experiment experiment, Duration took);
  }

  /**
   * Writes afresh the outputs of {@code experiments}; returns the tables that were read from files
   * of earlier runs.
   *
   * @param png whether figures are also written as PNG, which are compared with nothing
   * @param progress is told how far an experiment has come
   * @param done is told of each experiment that is done
   */
  public Set<String> write(
      List<Experiment> experiments, int threads, boolean png, Progress progress, Done done)
      throws IOException {
    delete(fresh.resolve(RESULTS));
    delete(fresh.resolve(PLOTS));
    ExperimentContext context =
        new ExperimentContext(
            Files.createDirectories(fresh.resolve(RESULTS)),
            new PlotFolder(
                Files.createDirectories(fresh.resolve(PLOTS)),
                png ? Optional.of(committed.plots()) : Optional.empty()),
            committed,
            threads,
            progress);
    int number = 0;
    for (Experiment experiment : experiments) {
      long start = System.nanoTime();
      experiment.run(context);
      done.accept(++number, experiment, Duration.ofNanos(System.nanoTime() - start));
    }
    return context.tablesRead();
  }

  /**
   * Brings the fresh outputs into the committed folders, and refreshes the documents that quote
   * them.
   */
  public CommittedOutputs bringIn() throws IOException {
    CommittedOutputs outputs = new CommittedOutputs(committed.accept());
    outputs.bringIn(fresh.resolve(RESULTS), committed.results());
    outputs.bringIn(fresh.resolve(PLOTS), committed.plots());
    for (String document : QUOTING) {
      Path file = committed.results().resolveSibling(document);
      if (Files.exists(file)) {
        outputs.refresh(file);
      }
    }
    return outputs;
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
