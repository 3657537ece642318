package masattention.experiments;

import java.nio.file.Path;

/**
 * Where an experiment writes, and with how many threads it may work.
 *
 * @param results existing folder of tables
 * @param plots existing folder of figures
 * @param threads at least 1; never changes an output
 * @param progress who is told how far it has come
 */
public record ExperimentContext(Path results, Path plots, int threads, Progress progress) {

  public ExperimentContext {
    if (threads < 1) {
      throw new IllegalArgumentException("The threads (%s) must be positive.".formatted(threads));
    }
  }
}
