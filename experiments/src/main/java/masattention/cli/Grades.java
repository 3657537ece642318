package masattention.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import masattention.input.Grade;

/** The letters that say how well a number is founded. */
final class Grades {
  private Grades() {}

  static String legend() {
    return Arrays.stream(Grade.values())
        .map(grade -> grade.letter() + " " + grade.meaning())
        .collect(Collectors.joining("; "));
  }
}
