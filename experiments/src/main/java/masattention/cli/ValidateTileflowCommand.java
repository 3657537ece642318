package masattention.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import masattention.experiments.validation.TileflowReference;
import masattention.input.InvalidInputException;
import masattention.report.FolderLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Counts the DRAM words of a file of TileFlow's mappings and prints the differences. */
@Command(
    name = "tileflow",
    description = "Counts the DRAM words of a file of TileFlow's mappings and prints differences.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ValidateTileflowCommand implements Runnable {
  private final Console console;

  @Option(
      names = "--reference",
      required = true,
      paramLabel = "FILE",
      description =
          "CSV with the columns dataflow, workload, objective, heads, seq_q, seq_kv, head_dim,"
              + " cycles, dram_read_words, dram_write_words, mapping")
  private String reference;

  @Option(
      names = "--record",
      paramLabel = "DIR",
      description = "folder into which factors, differences and ratios are written")
  private Path record;

  ValidateTileflowCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    Path folder = record == null ? null : OutputPath.folder("--record", record);
    TileflowReference compared = new TileflowReference(reference);
    console.out().print("%s\n%s".formatted(compared.table().aligned(), compared.summary()));
    if (folder != null) {
      try {
        FolderLock.holding(List.of(folder), () -> compared.write(folder))
            .forEach(file -> console.out().print(file + "\n"));
      } catch (IOException e) {
        throw new InvalidInputException("--record %s: cannot be written: %s.".formatted(record, e));
      }
    }
  }
}
