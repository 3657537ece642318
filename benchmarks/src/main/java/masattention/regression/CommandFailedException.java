package masattention.regression;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Thrown when a program that was called, such as Git or JMH, failed; the message is what it said.
 */
public final class CommandFailedException extends IOException {

  private static final long serialVersionUID = 1L;

  CommandFailedException(String message) {
    super(message);
  }

  /**
   * The line of a log that says the most: the first in which {@code telling} is found, else the
   * last that is not of a stack trace.
   *
   * @param telling a regular expression
   */
  static String said(Path log, String telling) throws IOException {
    List<String> lines =
        Files.readAllLines(log, StandardCharsets.UTF_8).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("at "))
            .toList();
    return lines.stream()
        .filter(Pattern.compile(telling).asPredicate())
        .findFirst()
        .orElse(lines.isEmpty() ? "no output" : lines.get(lines.size() - 1));
  }
}
