package masattention.cli;

import java.util.Optional;
import masattention.report.Progress;
import masattention.search.SearchListener;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.evaluation.Evaluation;

/**
 * Shows how far a search has come, and the best found so far when the process is told to end before
 * the search does.
 */
final class SearchWatch implements SearchListener, AutoCloseable {
  private final Console console;
  private final SearchTask task;
  private final Progress.Steps steps;
  private final Thread lastWords = new Thread(this::sayLastWords, "last-words");
  private long shown;
  private volatile Known known = new Known(0, Optional.empty());

  /** The state of the search, published as a whole. */
  private record Known(long evaluations, Optional<Evaluation> best) {}

  SearchWatch(Console console, SearchTask task, SearchSettings settings, String what) {
    this.console = console;
    this.task = task;
    steps = console.progress().begin(what, Math.min(settings.budget(), task.space().pairs()));
    Runtime.getRuntime().addShutdownHook(lastWords);
  }

  @Override
  public void progress(long evaluations, Optional<Evaluation> best) {
    known = new Known(evaluations, best);
    steps.advance(evaluations - shown);
    shown = evaluations;
    best.ifPresent(found -> steps.say(found.cycles() + " cycles"));
  }

  private void sayLastWords() {
    Known last = known;
    console
        .out()
        .printf(
            "interrupted after %d evaluations, best found so far: %s\n",
            last.evaluations, SearchCommand.describe(task, last.best));
    console.out().flush();
  }

  @Override
  public void close() {
    steps.close();
    try {
      Runtime.getRuntime().removeShutdownHook(lastWords);
    } catch (IllegalStateException alreadyEnding) {
      // the last words have been said
    }
  }
}
