package masattention.cli;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import masattention.experiments.KernelErrors;
import masattention.input.InvalidInputException;
import masattention.kernel.KernelExactness;
import masattention.kernel.KernelExactness.Row;
import masattention.report.Dataset;
import masattention.report.FolderLock;
import masattention.report.WholeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Holds every attention kernel against the double-precision oracle. */
@Command(name = "verify-kernel")
final class VerifyKernelCommand extends Subcommand implements Runnable {
  private static final String FILE = "kernel-exactness.csv";

  @Option(names = "--results", defaultValue = "results", paramLabel = "DIR")
  private Path results;

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
                Files.createDirectories(folder);
                WholeFile.write(file, KernelErrors.table(all).csv());
                return all;
              });
    } catch (IOException e) {
      throw new InvalidInputException("cannot write %s: %s.".formatted(file, e));
    }
    print(summary(rows).aligned());
    print("\nErrors in units of 2^-24 max|V|, the largest of each kind of inputs.\n");
    print("Every case: %s\n".formatted(file));
    if (!KernelExactness.allPass(rows)) {
      long failed = rows.stream().filter(row -> !row.passes()).count();
      throw new InvalidInputException(
          "%s of %s kernel results miss their bound; see %s.".formatted(failed, rows.size(), file));
    }
  }

  /** One row per kernel and kind of inputs. */
  private static Dataset<Dataset<Row>> summary(List<Row> rows) {
    return Dataset.of(Dataset.of(rows).by(row -> List.of(row.inputs(), row.kernel())).values())
        .show(
            text("inputs", group -> group.rows().get(0).inputs()),
            text("kernel", group -> group.rows().get(0).kernel()),
            number("cases", Dataset::size),
            number("error", 3, group -> group.values(Row::error).largest()),
            number("nearest to bound", 3, g -> g.values(r -> r.error() / r.bound()).largest()),
            text("passes", group -> group.where(row -> !row.passes()).isEmpty() ? "yes" : "no"));
  }
}
