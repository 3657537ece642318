package masattention.experiments;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README quotes of the comparison is what the comparison says of flat. */
class QuotedNumbersTest {
  private static final Path TOP = Path.of("..");

  @ParameterizedTest
  @CsvSource({
    "Speedup of mas on edge, maximum, largest speedup | 2.75 | %s on `edge`",
    "Speedup of mas on edge, geometric mean, | %s on `edge`",
    "Energy that mas saves on edge, maximum, | %s % on `edge`",
    "Speedup of mas on davinci, maximum, | %s on `davinci`",
    "Speedup of mas on davinci, geometric mean, | %s on `davinci`",
  })
  void readme(String section, String row, String quote) throws IOException {
    assumeFalse(Boolean.getBoolean("mas.accept"), "new files are about to be accepted");
    String value = ofFlat(section, "| **" + row + "** |");
    String readme = Files.readString(TOP.resolve("README.md"));
    String wanted = quote.replace("%s", value);
    assertTrue(readme.contains(wanted), "README.md must quote: " + wanted);
  }

  private static String ofFlat(String section, String row) throws IOException {
    List<String> lines = Files.readAllLines(TOP.resolve("results").resolve("comparison.md"));
    int at = 0;
    while (!lines.get(at).startsWith("### " + section)) {
      at++;
    }
    int header = at;
    while (!lines.get(header).startsWith("| network |")) {
      header++;
    }
    int values = header;
    while (!lines.get(values).startsWith(row)) {
      values++;
    }
    List<String> names = Arrays.asList(lines.get(header).split(" \\| ", -1));
    return lines.get(values).split(" \\| ", -1)[names.indexOf("flat")];
  }
}
