package masattention.experiments.validation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import masattention.report.Dataset;

/** A file of what others measured or counted, with what the suite makes of the same. */
public interface Reference {
  /** Every row with its differences. */
  Dataset<?> table();

  /** The differences in a few lines. */
  String summary();

  /** Writes what the experiment predicts again into {@code folder}; returns the files. */
  List<Path> write(Path folder) throws IOException;
}
