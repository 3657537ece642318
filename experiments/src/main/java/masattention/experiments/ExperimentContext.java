package masattention.experiments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import masattention.experiments.Reproduction.Folders;
import masattention.input.InvalidInputException;
import masattention.plot.Chart;
import masattention.plot.PlotFolder;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;
import masattention.report.Parallel;
import masattention.report.Progress;
import masattention.report.WholeFile;

/**
 * Where the experiments of a run write, what they hand to each other, and with how many threads
 * they work.
 */
public final class ExperimentContext {
  private final Path results;
  private final PlotFolder plots;
  private final Folders committed;
  private final int threads;
  private final Progress progress;
  private final Map<String, Dataset<Line>> tables = new HashMap<>();
  private final Set<String> read = new HashSet<>();

  /**
   * The context of one run.
   *
   * @param results existing folder of tables and pages
   * @param plots where figures go
   * @param committed the outputs of earlier runs
   * @param threads at least 1; never changes an output
   * @param progress who is told how far it has come
   */
  public ExperimentContext(
      Path results, PlotFolder plots, Folders committed, int threads, Progress progress) {
    if (threads < 1) {
      throw new IllegalArgumentException("The threads (%s) must be positive.".formatted(threads));
    }
    this.results = results;
    this.plots = plots;
    this.committed = committed;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * Writes {@code name.csv}, and keeps the table for experiments that come later in this run.
   *
   * @throws IllegalStateException when one that came before has read it from an earlier run's file
   */
  public void table(String name, Dataset<?> table) throws IOException {
    if (read.contains(name)) {
      throw new IllegalStateException(
          "The table %s was read from a file before this run wrote it.".formatted(name));
    }
    tables.put(name, table.lines(name + ".csv"));
    file(name + ".csv", table.csv());
  }

  /**
   * Writes the page of an experiment from the template of its name beside its class.
   *
   * @param values what the template names besides what the experiment itself has
   */
  public void page(Experiment of, Object values) throws IOException {
    file(of.id() + ".md", Template.page(of, values));
  }

  /** Draws a figure. */
  public void figure(String stem, Chart chart) throws IOException {
    plots.write(stem, chart);
  }

  /** Writes a file among the tables, whole or not at all. */
  public void file(String name, String text) throws IOException {
    Path file = results.resolve(name);
    Files.createDirectories(file.getParent());
    WholeFile.write(file, text);
  }

  /**
   * The table that another experiment wrote: as it was handed over in this run, or else read from
   * the file of an earlier one.
   *
   * @throws InvalidInputException when there is neither
   */
  public Dataset<Line> table(String name) {
    Dataset<Line> handedOver = tables.get(name);
    if (handedOver != null) {
      return handedOver;
    }
    read.add(name);
    String file = name + ".csv";
    return Csv.read(result(file).orElseThrow(() -> absent(committed.results().resolve(file))));
  }

  /** The tables that were read from files, since this run did not write them. */
  public Set<String> tablesRead() {
    return Set.copyOf(read);
  }

  /** A file among the tables that was written in this run or else before it. */
  public Optional<Path> result(String name) {
    return first(results.resolve(name), committed.results().resolve(name));
  }

  /**
   * A figure that was drawn in this run or else before it.
   *
   * @throws InvalidInputException when there is none
   */
  public Path plot(String name) {
    return first(plots.svg().resolve(name), committed.plots().resolve(name))
        .orElseThrow(() -> absent(committed.plots().resolve(name)));
  }

  private static Optional<Path> first(Path now, Path before) {
    return Stream.of(now, before).filter(Files::exists).findFirst();
  }

  private static InvalidInputException absent(Path file) {
    return new InvalidInputException(
        "%s is not there; ./mas reproduce all writes it first.".formatted(file));
  }

  /** What came of searches, in their order, worked on by all threads. */
  public Dataset<Point> search(String name, List<Search> searches) {
    return Dataset.of(inParallel(name, searches));
  }

  /**
   * The same, with all balanced tilings found beforehand, so that the points know them. Searches of
   * the largest layers begin first, so that none is left for one thread alone at the end.
   */
  public Dataset<Point> searchWithBalanced(String name, List<Search> searches) {
    search(
        name + ", balanced tilings",
        searches.stream()
            .map(search -> search.at(Tilings.BALANCED))
            .sorted(Comparator.comparingLong(search -> -search.on().shape().visiblePositions()))
            .toList());
    return search(name, searches);
  }

  /** What becomes of some items, in their order, worked on by all threads. */
  public <A, T> Dataset<T> inParallel(String name, Dataset<A> items, Function<A, T> work) {
    return Dataset.of(
        inParallel(name, items.map(item -> (Callable<T>) () -> work.apply(item)).rows()));
  }

  /**
   * The results of {@code tasks}, in their order, worked on by all threads.
   *
   * @param name what the progress calls them
   */
  public <T> List<T> inParallel(String name, List<? extends Callable<T>> tasks) {
    try (Progress.Steps steps = progress.begin(name, tasks.size())) {
      List<Callable<T>> counted = new ArrayList<>();
      for (Callable<T> task : tasks) {
        counted.add(
            () -> {
              T result = task.call();
              steps.step();
              return result;
            });
      }
      return Parallel.results(threads, counted);
    }
  }
}
