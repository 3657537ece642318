package masattention.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One table or figure of the reproduction: a question, and the files that answer it. */
public interface Experiment {

  /** What it answers, in one sentence. */
  String question();

  /** Its figures, in the order of reading. */
  List<Figure> figures();

  /**
   * Writes its outputs, the same bytes for any number of threads.
   *
   * @return the files written
   */
  List<Path> run(ExperimentContext context) throws IOException;
}
