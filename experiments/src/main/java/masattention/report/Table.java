package masattention.report;

import java.util.ArrayList;
import java.util.List;
import masattention.input.Printable;

/** Rows of text under headers, as Markdown or aligned for a terminal; cells are made printable. */
public final class Table {
  private final List<String> headers;
  private final int textColumns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param textColumns leading columns that are aligned left; the others hold numbers
   */
  public Table(int textColumns, List<String> headers) {
    this.textColumns = textColumns;
    this.headers = headers.stream().map(Printable::of).toList();
  }

  /** Adds a row with a cell for every header. */
  public Table add(List<String> cells) {
    if (cells.size() != headers.size()) {
      throw new IllegalArgumentException(
          "The row %s must have a cell for each of %s.".formatted(cells, headers));
    }
    rows.add(cells.stream().map(Printable::of).toList());
    return this;
  }

  /** As a table of GitHub's Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    markdownRow(text, headers);
    List<String> rules = new ArrayList<>();
    for (int column = 0; column < headers.size(); column++) {
      rules.add(column < textColumns ? "---" : "---:");
    }
    markdownRow(text, rules);
    rows.forEach(row -> markdownRow(text, row));
    return text.toString();
  }

  private static void markdownRow(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /** In columns of equal width, without trailing blanks. */
  public String aligned() {
    StringBuilder text = new StringBuilder();
    alignedRow(text, headers);
    rows.forEach(row -> alignedRow(text, row));
    return text.toString();
  }

  private void alignedRow(StringBuilder text, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String blanks = " ".repeat(width(column) - length(cell));
      line.append(column == 0 ? "" : "  ");
      line.append(column < textColumns ? cell + blanks : blanks + cell);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private int width(int column) {
    int width = length(headers.get(column));
    for (List<String> row : rows) {
      width = Math.max(width, length(row.get(column)));
    }
    return width;
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
