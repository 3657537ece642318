package masattention.experiments.validation;

import java.util.Map;
import masattention.report.Dataset;

/** A file of what others measured or counted, with what the suite makes of the same. */
public interface Reference {
  /** Every row with its differences. */
  Dataset<?> table();

  /** The differences in a few lines. */
  String summary();

  /** What the experiment predicts again, by the names of the files that it reads. */
  Map<String, Dataset<?>> files();
}
