package masattention.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import masattention.input.Printable;

/**
 * Rows and columns: what every file, page, terminal table and figure is made from.
 *
 * @param columns what is shown of a row; none where the rows are only computed with
 * @param rows in the order in which they are shown
 */
public record Dataset<R>(List<Column<R>> columns, List<R> rows) implements Iterable<R> {

  public Dataset {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** Rows without columns. */
  public static <R> Dataset<R> of(Iterable<? extends R> rows) {
    List<R> all = new ArrayList<>();
    rows.forEach(all::add);
    return new Dataset<>(List.of(), all);
  }

  /** A row without columns for each pair of two kinds of items, those of the first item first. */
  public static <A, B, R> Dataset<R> ofPairs(
      Collection<A> items, Collection<B> others, BiFunction<? super A, ? super B, R> row) {
    return of(
        items.stream()
            .flatMap(item -> others.stream().map(other -> row.apply(item, other)))
            .toList());
  }

  /** The same rows with these columns after those that they have. */
  public Dataset<R> show(List<Column<R>> more) {
    return new Dataset<>(Stream.concat(columns.stream(), more.stream()).toList(), rows);
  }

  /** The same rows with these columns after those that they have. */
  @SafeVarargs
  public final Dataset<R> show(Column<R>... more) {
    List<Column<R>> shown = new ArrayList<>();
    for (Column<R> column : more) {
      shown.add(column);
    }
    return show(shown);
  }

  /** The same rows with a column of words after those that they have. */
  public Dataset<R> text(String header, Function<? super R, ?> value) {
    return show(Column.text(header, value));
  }

  /** The same rows with a column of numbers after those that they have. */
  public Dataset<R> number(String header, Function<? super R, ?> value) {
    return show(Column.number(header, value));
  }

  /** The same rows with a column of rounded numbers after those that they have. */
  public Dataset<R> number(String header, int digits, ToDoubleFunction<? super R> value) {
    return show(Column.number(header, digits, value));
  }

  /** The same rows with columns of a part of each after those that they have. */
  public <P> Dataset<R> show(List<Column<P>> more, Function<? super R, P> part) {
    return show(more.stream().map(c -> c.<R>of(row -> Optional.of(part.apply(row)))).toList());
  }

  /** The same rows with a column for each of some items after those that they have. */
  public <T> Dataset<R> showEach(
      Collection<? extends T> items, Function<? super T, Column<R>> column) {
    return show(items.stream().<Column<R>>map(column).toList());
  }

  /** The rows of which something holds. */
  public Dataset<R> where(Predicate<? super R> holds) {
    return new Dataset<>(columns, rows.stream().filter(holds).toList());
  }

  /** The rows whose {@code key} is {@code value}. */
  public <K> Dataset<R> where(Function<? super R, K> key, K value) {
    return where(row -> key.apply(row).equals(value));
  }

  /** What each row becomes, without columns. */
  public <T> Dataset<T> map(Function<? super R, ? extends T> row) {
    return of(rows.stream().<T>map(row).toList());
  }

  /** What each row becomes several of, without columns. */
  public <T> Dataset<T> flatMap(Function<? super R, Dataset<T>> several) {
    return of(rows.stream().flatMap(row -> several.apply(row).stream()).toList());
  }

  /** The rows by their key, in the order in which the keys first come. */
  public <K> Map<K, Dataset<R>> by(Function<? super R, K> key) {
    Map<K, List<R>> groups = new LinkedHashMap<>();
    rows.forEach(row -> groups.computeIfAbsent(key.apply(row), k -> new ArrayList<>()).add(row));
    Map<K, Dataset<R>> datasets = new LinkedHashMap<>();
    groups.forEach((k, group) -> datasets.put(k, new Dataset<>(columns, group)));
    return datasets;
  }

  /** The different values of a key, in the order in which they first come. */
  public <K> List<K> distinct(Function<? super R, K> key) {
    return rows.stream().<K>map(key).distinct().toList();
  }

  /**
   * The one row.
   *
   * @throws IllegalStateException when there are none or several
   */
  public R only() {
    if (rows.size() != 1) {
      throw new IllegalStateException("There must be one row, not %d.".formatted(rows.size()));
    }
    return rows.get(0);
  }

  public int size() {
    return rows.size();
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  @Override
  public Iterator<R> iterator() {
    return rows.iterator();
  }

  public Stream<R> stream() {
    return rows.stream();
  }

  /** A number of each row. */
  public Values<R> values(ToDoubleFunction<? super R> number) {
    return new Values<>(rows, rows.stream().map(row -> number.applyAsDouble(row)).toList());
  }

  /**
   * A quantity of each row divided by that of the row of {@code others} with the same key; rows
   * without such a partner are left out.
   */
  public <K> Values<R> over(
      Dataset<R> others, Function<? super R, K> key, ToDoubleFunction<? super R> quantity) {
    Map<K, Dataset<R>> partners = others.by(key);
    Dataset<R> paired = where(row -> partners.containsKey(key.apply(row)));
    return paired.values(
        row ->
            quantity.applyAsDouble(row)
                / quantity.applyAsDouble(partners.get(key.apply(row)).only()));
  }

  /** The headers of the columns. */
  public List<String> headers() {
    return columns.stream().map(Column::header).toList();
  }

  /** What the columns show of a row. */
  public List<String> cells(R row) {
    return columns.stream().map(column -> column.textOf(row)).toList();
  }

  /** As text that can be read back by header. */
  public Dataset<Line> lines(String name) {
    return Line.dataset(name, headers(), rows.stream().map(this::cells).toList());
  }

  /** As a CSV file: a line of headers, then a line per row. */
  public String csv() {
    return Csv.write(headers(), rows.stream().map(this::cells).toList());
  }

  /** As a table of GitHub's Markdown, cells made printable. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    row(text, headers());
    row(text, columns.stream().map(column -> column.isNumber() ? "---:" : "---").toList());
    rows.forEach(row -> row(text, cells(row)));
    return text.toString();
  }

  private static void row(StringBuilder text, List<String> cells) {
    List<String> escaped =
        cells.stream().map(cell -> Printable.of(cell).replace("|", "\\|")).toList();
    text.append("| ").append(String.join(" | ", escaped)).append(" |\n");
  }

  /** In columns of equal width for a terminal, without trailing blanks, cells made printable. */
  public String aligned() {
    List<List<String>> lines = new ArrayList<>(List.of(printable(headers())));
    rows.forEach(row -> lines.add(printable(cells(row))));
    StringBuilder text = new StringBuilder();
    for (List<String> cells : lines) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < cells.size(); i++) {
        int place = i;
        int width = lines.stream().mapToInt(other -> length(other.get(place))).max().orElse(0);
        String blanks = " ".repeat(width - length(cells.get(i)));
        line.append(i == 0 ? "" : "  ");
        line.append(columns.get(i).isNumber() ? blanks + cells.get(i) : cells.get(i) + blanks);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static List<String> printable(List<String> cells) {
    return cells.stream().map(Printable::of).toList();
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
