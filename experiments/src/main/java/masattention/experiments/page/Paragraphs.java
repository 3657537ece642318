package masattention.experiments.page;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Markdown of headings, paragraphs and lists, with lines of about equal length. */
final class Paragraphs {
  private static final int WIDTH = 110;

  private Paragraphs() {}

  /** The same text, its lines broken anew where values have made them long or short. */
  static String wrapped(String markdown) {
    return Arrays.stream(markdown.strip().split("\n\n", -1))
        .map(Paragraphs::block)
        .collect(Collectors.joining("\n\n", "", "\n"));
  }

  /** A paragraph, or the items of a list. */
  private static String block(String text) {
    return Arrays.stream(text.split("\n(?=- )", -1))
        .map(item -> filled(item, item.startsWith("- ") ? "\n  " : "\n"))
        .collect(Collectors.joining("\n"));
  }

  private static String filled(String text, String lineBreak) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.strip().split("\\s+", -1)) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        lines.append(lineBreak);
        column = lineBreak.length() - 1;
      } else if (column > 0) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.toString();
  }
}
