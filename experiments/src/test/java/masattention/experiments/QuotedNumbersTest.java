package masattention.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every number of README.md, REPRODUCE.md and docs/trust.md comes from {@code results}: a table or
 * list between markers is the one in the file that the marker names, and outside of them stand no
 * digits but in sentences that a file of {@code results} has word for word, in names, and in times.
 */
class QuotedNumbersTest {
  private static final Path TOP = Path.of("..");
  private static final Path RESULTS = TOP.resolve("results");
  private static final Pattern QUOTED =
      Pattern.compile("<!-- from (\\S+): (.+?) -->\n(.*?)<!-- end -->\n", Pattern.DOTALL);

  private static final Path TEMPLATES = Path.of("src/main/resources/masattention/experiments");
  private static final Pattern AHEAD =
      Pattern.compile(
          "(?i)\\b(is|are|stays?|becomes?) (\\S+ )?(faster|slower|thriftier|as fast|near)\\b");
  private static final Pattern CONDITION =
      Pattern.compile("(?i)\\b(who|which|how|above|below|where|whether)\\b|\\{\\{");

  /**
   * Names with digits, and the numbers that say what to install; of code, links, times and the
   * extent of tests.
   */
  private static final List<String> NO_RESULTS =
      List.of(
          "(?s)```.*?```",
          "`[^`]*`",
          "\\]\\([^)]*\\)",
          "\\b\\d+ s of CPU\\s+time",
          "\\b[\\d,]+ random\\s+cases\\b",
          "\\b(L0|L1|FP16|FP32)\\b",
          "JDK ≥ 17",
          "Maven ≥ 3\\.8",
          "Apache-2\\.0",
          "§ ?\\d+");

  @BeforeEach
  void committed() {
    assumeFalse(Boolean.getBoolean("mas.accept"), "new files are about to be accepted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "REPRODUCE.md", "docs/trust.md"})
  void quotesAreThoseOfTheResults(String document) throws IOException {
    Matcher quoted = QUOTED.matcher(Files.readString(TOP.resolve(document)));
    int count = 0;
    while (quoted.find()) {
      Path source = TOP.resolve(document).resolveSibling(quoted.group(1));
      String block = block(source, quoted.group(2));
      assertEquals(block, quoted.group(3), "%s must quote %s".formatted(document, quoted.group(1)));
      count++;
    }
    assertTrue(count > 0, "nothing is quoted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "REPRODUCE.md", "docs/trust.md"})
  void noOtherNumberStandsAlone(String document) throws IOException {
    String text = QUOTED.matcher(Files.readString(TOP.resolve(document))).replaceAll("");
    for (String pattern : NO_RESULTS) {
      text = text.replaceAll(pattern, "");
    }
    String results = results();
    List<String> unfounded = new ArrayList<>();
    for (String sentence : text.split("(?<=[.;:|])\\s|\n\n|\\|", -1)) {
      String plain = plain(sentence);
      if (plain.matches(".*\\d.*") && !results.contains(plain)) {
        unfounded.add(plain);
      }
    }
    assertEquals(List.of(), unfounded, "not in results, word for word");
  }

  /** Who is ahead stands in what is quoted, and on pages in what is computed. */
  @Test
  void noSentenceByHandSaysWhoIsAhead() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String document : List.of("README.md", "REPRODUCE.md", "docs/trust.md")) {
      files.add(TOP.resolve(document));
    }
    try (Stream<Path> templates = Files.walk(TEMPLATES)) {
      templates.filter(file -> file.toString().endsWith(".md")).forEach(files::add);
    }
    for (Path file : files) {
      String text = QUOTED.matcher(Files.readString(file)).replaceAll("");
      for (String sentence : text.split("(?<=[.;:|])\\s|\n\n", -1)) {
        boolean says = AHEAD.matcher(plain(sentence)).find();
        assertFalse(says && !CONDITION.matcher(plain(sentence)).find(), file + ": " + sentence);
      }
    }
  }

  /** The first table or list after a heading. */
  private static String block(Path file, String heading) throws IOException {
    List<String> lines = Files.readAllLines(file);
    int at = 0;
    while (!lines.get(at).replaceFirst("^#+ ", "").equals(heading)) {
      at++;
    }
    return lines.subList(at + 1, lines.size()).stream()
        .dropWhile(line -> !line.matches("(\\||- ).*"))
        .takeWhile(line -> line.matches("(\\||- |  ).*"))
        .map(line -> line.replace("](traces/", "](results/traces/") + "\n")
        .collect(Collectors.joining());
  }

  private static String results() throws IOException {
    try (Stream<Path> files = Files.list(RESULTS)) {
      StringBuilder text = new StringBuilder();
      for (Path file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
        String page = Files.readString(file);
        for (String pattern : NO_RESULTS) {
          page = page.replaceAll(pattern, "");
        }
        text.append(plain(page)).append('\n');
      }
      return text.toString();
    }
  }

  private static String plain(String text) {
    return Arrays.stream(text.replaceAll("[*_\\[\\]]", "").split("\\s+", -1))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
