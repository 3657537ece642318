package masattention.report;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import masattention.input.InvalidInputException;
import masattention.input.Names;

/**
 * One of two tables that are compared.
 *
 * @param name what refusals call it
 */
public record DiffedTable(String name, Dataset<Line> table) {

  List<String> headers() {
    return table.headers();
  }

  private String known(String header) {
    if (!headers().contains(header)) {
      throw new InvalidInputException(
          "%s: there is no column %s%s."
              .formatted(
                  name,
                  header,
                  Names.nearest(header, headers())
                      .map("; did you mean %s"::formatted)
                      .orElse("; there are " + Names.list(headers()))));
    }
    return header;
  }

  /** How many leading columns it takes to tell all rows apart; empty if all do not. */
  OptionalInt leadingKey() {
    int[] group = new int[table.size()];
    for (int columns = 1; columns <= headers().size(); columns++) {
      Map<Map.Entry<Integer, String>, Integer> numbers = new HashMap<>();
      for (int row = 0; row < group.length; row++) {
        String cell = table.rows().get(row).cell(headers().get(columns - 1));
        Integer known = numbers.putIfAbsent(Map.entry(group[row], cell), numbers.size());
        group[row] = known == null ? numbers.size() - 1 : known;
      }
      if (numbers.size() == table.size()) {
        return OptionalInt.of(columns);
      }
    }
    return OptionalInt.empty();
  }

  /** The rows under the cells of their key. */
  Map<List<String>, Line> by(List<String> key) {
    key.forEach(this::known);
    Map<List<String>, Line> byKey = new LinkedHashMap<>();
    for (Line row : table) {
      List<String> cells = key.stream().map(header -> TableDiff.plain(row.cell(header))).toList();
      if (byKey.put(cells, row) != null) {
        throw new InvalidInputException(
            "%s: the row %s is there twice; name more columns with --key."
                .formatted(name, Names.list(cells)));
      }
    }
    return byKey;
  }
}
