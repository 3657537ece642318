package masattention.regression;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a run's files: {@code <date>-<commit>}, with {@code -modified} where the sources were
 * not those of the commit, and {@code -quick} for the quick suite.
 *
 * @param date such as 2026-11-23, in UTC
 * @param commit shortened hash
 */
public record RunName(String date, String commit, boolean modified, BenchmarkSuite suite) {

  private static final Pattern FORM =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})-([0-9a-f]{7,40})(-modified)?(-quick)?\\.json");

  /** The name that a file goes by; empty for any other file. */
  static Optional<RunName> of(Path file) {
    Matcher matcher = FORM.matcher(file.getFileName().toString());
    return matcher.matches()
        ? Optional.of(
            new RunName(
                matcher.group(1),
                matcher.group(2),
                matcher.group(3) != null,
                matcher.group(4) == null ? BenchmarkSuite.FULL : BenchmarkSuite.QUICK))
        : Optional.empty();
  }

  /** Without an ending. */
  public String stem() {
    return date
        + "-"
        + commit
        + (modified ? "-modified" : "")
        + (suite == BenchmarkSuite.QUICK ? "-quick" : "");
  }
}
