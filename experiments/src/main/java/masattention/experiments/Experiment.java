package masattention.experiments;

import java.io.IOException;
import java.util.List;

/** One table or figure of the reproduction: a question, and the files that answer it. */
public abstract class Experiment {
  private final String id;
  private final String question;

  /**
   * What the report says of it.
   *
   * @param id name on the command line, and of its page and first table
   * @param question what it answers, in one sentence
   */
  protected Experiment(String id, String question) {
    this.id = id;
    this.question = question;
  }

  /** Name on the command line. */
  public final String id() {
    return id;
  }

  /** What it answers, in one sentence. */
  public final String question() {
    return question;
  }

  /** Its figures, in the order of reading. */
  public final List<Figure> figures() {
    return Figure.of(id);
  }

  /** Writes its outputs, the same bytes for any number of threads. */
  public abstract void run(ExperimentContext context) throws IOException;
}
