package masattention.cli;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import masattention.input.Names;
import masattention.input.Printable;
import masattention.report.Column;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.DiffedTable;
import masattention.report.TableDiff;
import masattention.report.TableDiff.Change;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what changed from one table to another. */
@Command(name = "diff")
final class DiffCommand extends Subcommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "OLDER")
  private Path older;

  @Parameters(index = "1", paramLabel = "NEWER")
  private Path newer;

  @Option(names = "--key", split = ",", paramLabel = "COLUMN")
  private List<String> key = new ArrayList<>();

  @Option(names = "--all")
  private boolean all;

  @Override
  public Integer call() {
    TableDiff diff = TableDiff.of(read(older), read(newer), key);
    if (diff.isEmpty()) {
      print("%s and %s say the same.\n".formatted(older, newer));
      return CommandRunner.OK;
    }
    List<Change> listed =
        diff.changes().stream().filter(change -> all || change.isCyclesOrEnergy()).toList();
    if (!listed.isEmpty()) {
      say(table(diff.key(), listed).aligned());
    }
    rows("Added", diff.key(), diff.added());
    rows("Removed", diff.key(), diff.removed());
    if (!diff.columns().isEmpty()) {
      say("Columns of one table only: " + Names.list(diff.columns()));
    }
    if (!all && !diff.otherColumns().isEmpty()) {
      say(
          diff.otherColumns().entrySet().stream()
              .map(entry -> "%s (%d rows)".formatted(entry.getKey(), entry.getValue()))
              .collect(Collectors.joining(", ", "Also changed, listed by --all: ", "")));
    }
    long rows = diff.changes().stream().map(Change::row).distinct().count();
    say(
        "From %s to %s: rows changed: %d, added: %d, removed: %d."
            .formatted(older, newer, rows, diff.added().size(), diff.removed().size()));
    return CommandRunner.DIFFERENT;
  }

  private static DiffedTable read(Path file) {
    return new DiffedTable(file.toString(), Csv.read(file));
  }

  private static Dataset<Change> table(List<String> key, List<Change> changes) {
    return Dataset.of(changes)
        .show(keyColumns(key, Change::row))
        .show(
            text("column", change -> Printable.cell(change.column())),
            number("before", change -> Printable.cell(change.before())),
            number("after", change -> Printable.cell(change.after())),
            number("change", change -> change.difference().map(DiffCommand::signed)),
            number("percent", change -> change.percent().map(p -> signed(p) + " %")));
  }

  private static <R> List<Column<R>> keyColumns(List<String> key, Function<R, List<String>> row) {
    return IntStream.range(0, key.size())
        .mapToObj(i -> Column.<R>text(key.get(i), r -> Printable.cell(row.apply(r).get(i))))
        .toList();
  }

  private void rows(String what, List<String> key, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      Dataset<List<String>> table = Dataset.of(rows).show(keyColumns(key, row -> row));
      print("%s:\n%s\n".formatted(what, table.aligned()));
    }
  }

  private void say(String line) {
    print(line + "\n");
  }

  private static String signed(BigDecimal number) {
    return (number.signum() > 0 ? "+" : "") + number.toPlainString();
  }
}
