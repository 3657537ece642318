package masattention.cli;

import java.io.PrintStream;
import java.util.Objects;
import masattention.experiments.Progress;

/** Where a command writes: results to {@code out}, complaints to {@code err}. */
record Console(PrintStream out, PrintStream err, Progress progress) {

  /** Without a terminal, {@code progress} may be null: nobody is told. */
  Console {
    progress = Objects.requireNonNullElseGet(progress, Progress::silent);
  }
}
