package masattention.experiments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import masattention.input.InvalidInputException;

/**
 * Tables and lists that a document quotes from other Markdown files: between the lines {@code <!--
 * from FILE: HEADING -->} and {@code <!-- end -->} stands the first table or list of items after
 * that heading, whichever comes first.
 */
public final class Quotes {
  private static final Pattern QUOTED =
      Pattern.compile("(<!-- from (\\S+): (.+?) -->\n).*?(<!-- end -->\n)", Pattern.DOTALL);

  /** The target of a link that is relative to the folder of its file. */
  private static final Pattern LINK = Pattern.compile("\\]\\((?![a-z]+:|#)([^)#]+)");

  private Quotes() {}

  /**
   * The text of a document with its quotes as the quoted files have them now.
   *
   * @param document names the quoted files relative to its own folder
   * @throws InvalidInputException when a quoted file has no such heading
   */
  public static String refreshed(Path document) throws IOException {
    String text = Files.readString(document, StandardCharsets.UTF_8);
    StringBuilder fresh = new StringBuilder();
    Matcher quoted = QUOTED.matcher(text);
    while (quoted.find()) {
      String block = block(document, quoted.group(2), quoted.group(3));
      quoted.appendReplacement(
          fresh, Matcher.quoteReplacement(quoted.group(1) + block + quoted.group(4)));
    }
    return quoted.appendTail(fresh).toString();
  }

  private static String block(Path document, String file, String heading) throws IOException {
    List<String> lines = Files.readAllLines(document.resolveSibling(file), StandardCharsets.UTF_8);
    int at = lines.stream().map(line -> line.replaceFirst("^#+ ", "")).toList().indexOf(heading);
    if (at < 0) {
      throw new InvalidInputException(
          "%s quotes %s, which has no heading \"%s\".".formatted(document, file, heading));
    }
    return lines.subList(at + 1, lines.size()).stream()
        .dropWhile(line -> !isQuoted(line))
        .takeWhile(line -> isQuoted(line) || line.startsWith("  "))
        .map(line -> linksFrom(file, line) + "\n")
        .collect(Collectors.joining());
  }

  /** A line of a file with its relative links as seen from the document. */
  private static String linksFrom(String file, String line) {
    return LINK.matcher(line)
        .replaceAll(
            link -> {
              Path target = Path.of(file).resolveSibling(link.group(1)).normalize();
              return Matcher.quoteReplacement("](" + target.toString().replace('\\', '/'));
            });
  }

  private static boolean isQuoted(String line) {
    return line.startsWith("|") || line.startsWith("- ");
  }
}
