package masattention.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import masattention.input.InvalidInputException;
import masattention.input.Names;

/**
 * What changed from one table to another of the same kind.
 *
 * @param key the columns that name a row
 * @param changes cell by cell, in the order of the newer table
 * @param added keys of rows that only the newer table has
 * @param removed keys of rows that only the older table has
 * @param columns headers that only one of them has
 */
public record TableDiff(
    List<String> key,
    List<Change> changes,
    List<List<String>> added,
    List<List<String>> removed,
    List<String> columns) {

  private static final Pattern CYCLES_AND_ENERGIES =
      Pattern.compile("(.*_)?cycles(_.*)?|(.*_)?energy(_.*)?");

  /** A cell that is not what it was. */
  public record Change(List<String> row, String column, String before, String after) {

    /** Whether it is about cycles or energy, what the suite is about. */
    public boolean isCyclesOrEnergy() {
      return CYCLES_AND_ENERGIES.matcher(column).matches();
    }

    /** After less before; empty unless both are numbers. */
    public Optional<BigDecimal> difference() {
      return Line.isNumber(before) && Line.isNumber(after)
          ? Optional.of(new BigDecimal(after).subtract(new BigDecimal(before)))
          : Optional.empty();
    }

    /** The difference in percent of before; empty if that is zero or no number. */
    public Optional<BigDecimal> percent() {
      return difference()
          .filter(unused -> new BigDecimal(before).signum() != 0)
          .map(
              difference ->
                  difference
                      .scaleByPowerOfTen(2)
                      .divide(new BigDecimal(before).abs(), MathContext.DECIMAL64)
                      .setScale(3, RoundingMode.HALF_EVEN));
    }
  }

  /** A number in the form that all of its forms have in common; other text as it is. */
  static String plain(String cell) {
    return Line.isNumber(cell) ? new BigDecimal(cell).stripTrailingZeros().toPlainString() : cell;
  }

  public TableDiff {
    key = List.copyOf(key);
    changes = List.copyOf(changes);
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    columns = List.copyOf(columns);
  }

  /** Whether nothing changed. */
  public boolean isEmpty() {
    return changes.isEmpty() && added.isEmpty() && removed.isEmpty() && columns.isEmpty();
  }

  /**
   * Compares two tables.
   *
   * @param key the columns that name a row; empty: the fewest leading ones that do in both
   */
  public static TableDiff of(DiffedTable older, DiffedTable newer, List<String> key) {
    List<String> names = key.isEmpty() ? leadingKey(older, newer) : key;
    Map<List<String>, Line> before = older.by(names);
    Map<List<String>, Line> after = newer.by(names);
    List<String> shared =
        newer.headers().stream().filter(header -> older.headers().contains(header)).toList();
    List<Change> changes = new ArrayList<>();
    List<List<String>> added = new ArrayList<>();
    after.forEach(
        (row, cells) -> {
          Line old = before.get(row);
          if (old == null) {
            added.add(row);
            return;
          }
          for (String column : shared) {
            String was = old.cell(column);
            String is = cells.cell(column);
            if (!plain(was).equals(plain(is))) {
              changes.add(new Change(row, column, was, is));
            }
          }
        });
    List<List<String>> removed =
        before.keySet().stream().filter(row -> !after.containsKey(row)).toList();
    List<String> columns = new ArrayList<>(older.headers());
    columns.addAll(newer.headers());
    columns.removeAll(shared);
    return new TableDiff(names, changes, added, removed, columns);
  }

  private static List<String> leadingKey(DiffedTable older, DiffedTable newer) {
    OptionalInt one = older.leadingKey();
    OptionalInt other = newer.leadingKey();
    if (one.isPresent() && other.isPresent()) {
      int columns = Math.max(one.getAsInt(), other.getAsInt());
      List<String> key = older.headers().subList(0, Math.min(columns, older.headers().size()));
      if (columns <= newer.headers().size() && key.equals(newer.headers().subList(0, columns))) {
        return key;
      }
    }
    throw new InvalidInputException(
        "%s and %s: their leading columns must be the same and name every row once; these begin %s and %s."
            .formatted(older.name(), newer.name(), beginning(older), beginning(newer)));
  }

  private static String beginning(DiffedTable table) {
    return Names.list(table.headers().subList(0, Math.min(4, table.headers().size())));
  }

  /** How many rows changed in each column that is not about cycles or energy. */
  public Map<String, Integer> otherColumns() {
    Map<String, Integer> rows = new LinkedHashMap<>();
    changes.stream()
        .filter(change -> !change.isCyclesOrEnergy())
        .forEach(change -> rows.merge(change.column(), 1, Integer::sum));
    return rows;
  }
}
