package masattention.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import masattention.input.Printable;
import masattention.report.Progress;

/**
 * Where a command writes: results to {@code out}, complaints to {@code err}. What would steer a
 * terminal is escaped, wherever it comes from.
 */
record Console(PrintStream out, PrintStream err, Progress progress) {

  /** Without a terminal, {@code progress} may be null: nobody is told. */
  Console {
    out = new Escaping(out);
    err = new Escaping(err);
    progress = Objects.requireNonNullElseGet(progress, Progress::silent);
  }

  private static final class Escaping extends PrintStream {
    Escaping(PrintStream stream) {
      super(stream, true, StandardCharsets.UTF_8);
    }

    /** All text comes through here: what is printed, formatted or appended. */
    @Override
    public void print(String text) {
      super.print(Printable.lines(String.valueOf(text)));
    }
  }
}
