package masattention.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import masattention.report.Progress;

/** What one call of the command line gave. */
record Call(int exitCode, String out, String err) {

  static Call mas(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Progress.silent());
    int exitCode = CommandRunner.run(console, false, arguments);
    return new Call(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Splits at blanks. */
  static Call line(String arguments) {
    return mas(arguments.isEmpty() ? new String[0] : arguments.split(" "));
  }
}
