package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of {@code docs/examples.md} print what stands below them and draw the pictures. With
 * {@code -Dmas.accept} the page and the pictures are written anew.
 */
class ExamplesTest {
  private static final Path TOP = Path.of("..");
  private static final Path PAGE = TOP.resolve("docs/examples.md");
  private static final int EXAMPLES = 5;

  /** A command line, the picture that it draws, and its output. */
  private static final Pattern EXAMPLE =
      Pattern.compile("\n\\./mas (compare .*) --plot (.*)\n```\n\n```text\n((?s:.*?))```\n");

  /** The tilings after those of the winner. */
  private static final Pattern OTHER_TILINGS =
      Pattern.compile("(\nTilings:\n  \\S.*\n(?:    .*\n)*)(?:  .*\n)+");

  private static final Pattern SHOWN =
      Pattern.compile("```console\n\\$ \\./mas (.*)\n((?s:.*?))```\n");

  @TempDir private Path folder;

  @Test
  void everyExampleIsCurrent() throws IOException {
    boolean accepts = Boolean.getBoolean("mas.accept");
    String page = Files.readString(PAGE);
    Matcher example = EXAMPLE.matcher(page);
    StringBuilder current = new StringBuilder();
    int examples = 0;
    while (example.find()) {
      Path drawn = folder.resolve(examples++ + ".svg");
      Path picture = TOP.resolve(example.group(2));
      String line = example.group(1).replace("docs/", "../docs/");
      Call call = Call.line(line + " --plot " + drawn);
      assertEquals("", call.err(), line);
      if (accepts) {
        Files.copy(drawn, picture, StandardCopyOption.REPLACE_EXISTING);
      }
      assertEquals(Files.readString(picture), Files.readString(drawn), line);
      String old = example.group(3);
      String before = example.group().substring(0, example.group().length() - old.length() - 4);
      example.appendReplacement(
          current, Matcher.quoteReplacement(before + shown(call.out()) + "```\n"));
    }
    example.appendTail(current);
    assertEquals(EXAMPLES, examples);
    if (accepts) {
      Files.writeString(PAGE, current);
    }
    assertEquals(current.toString(), Files.readString(PAGE));
  }

  /** An output without the tilings of all but the winner. */
  private static String shown(String output) {
    return OTHER_TILINGS.matcher(output).replaceFirst("$1  …\n");
  }

  /** What the README shows of an output stands there, in that order; "…" leaves lines out. */
  @Test
  void readmeShowsWhatItsCommandsPrint() throws IOException {
    Matcher shown = SHOWN.matcher(Files.readString(TOP.resolve("README.md")));
    int commands = 0;
    while (shown.find()) {
      String line = shown.group(1).replace("docs/", "../docs/");
      List<String> printed = Call.line(line).out().lines().toList();
      int at = 0;
      for (String wanted : shown.group(2).lines().filter(text -> !text.equals("…")).toList()) {
        int found = printed.subList(at, printed.size()).indexOf(wanted);
        assertTrue(found >= 0, line + " does not print, after what is shown before: " + wanted);
        at += found + 1;
      }
      commands++;
    }
    assertEquals(3, commands);
  }
}
