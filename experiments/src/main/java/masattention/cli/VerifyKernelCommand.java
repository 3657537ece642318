package masattention.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import masattention.input.InvalidInputException;
import masattention.kernel.KernelExactness;
import masattention.kernel.KernelExactness.Row;
import masattention.report.FolderLock;
import masattention.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Holds every attention kernel against the double-precision oracle. */
@Command(
    name = "verify-kernel",
    description = "Holds every attention kernel against the double-precision oracle.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class VerifyKernelCommand implements Runnable {
  private static final String FILE = "kernel-exactness.csv";

  private final Console console;

  @Option(
      names = "--results",
      defaultValue = "results",
      paramLabel = "DIR",
      description = "folder of " + FILE + "; default: ${DEFAULT-VALUE}")
  private String results;

  VerifyKernelCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    Path folder = OutputPath.folder("--results", results);
    Path file = folder.resolve(FILE);
    List<Row> rows;
    try {
      rows =
          FolderLock.holding(
              List.of(folder),
              () -> {
                List<Row> all = KernelExactness.rows();
                KernelExactness.writeCsv(all, file);
                return all;
              });
    } catch (IOException e) {
      throw new InvalidInputException("cannot write %s: %s.".formatted(file, e));
    }
    console.out().print(summary(rows).aligned());
    console.out().print("\nErrors in units of 2^-24 max|V|, the largest of each kind of inputs.\n");
    console.out().print("Every case: %s\n".formatted(file));
    if (!KernelExactness.allPass(rows)) {
      long failed = rows.stream().filter(row -> !row.passes()).count();
      throw new InvalidInputException(
          "%s of %s kernel results miss their bound; see %s.".formatted(failed, rows.size(), file));
    }
  }

  /** One row per kernel and kind of inputs. */
  private static Table summary(List<Row> rows) {
    Map<List<String>, List<Row>> groups = new LinkedHashMap<>();
    for (Row row : rows) {
      groups
          .computeIfAbsent(List.of(row.inputs(), row.kernel()), key -> new ArrayList<>())
          .add(row);
    }
    Table table =
        new Table(2, List.of("inputs", "kernel", "cases", "error", "nearest to bound", "passes"));
    groups.forEach(
        (key, group) ->
            table.add(
                List.of(
                    key.get(0),
                    key.get(1),
                    Integer.toString(group.size()),
                    decimal(group.stream().mapToDouble(Row::error).max().orElse(0)),
                    decimal(group.stream().mapToDouble(r -> r.error() / r.bound()).max().orElse(0)),
                    group.stream().allMatch(Row::passes) ? "yes" : "no")));
    return table;
  }

  private static String decimal(double value) {
    return new BigDecimal(value).setScale(3, RoundingMode.HALF_EVEN).toPlainString();
  }
}
