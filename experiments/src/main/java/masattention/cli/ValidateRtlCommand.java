package masattention.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import masattention.experiments.validation.RtlRecord;
import masattention.experiments.validation.RtlReference;
import masattention.input.InvalidInputException;
import masattention.report.FolderLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Predicts the mappings of a file of RTL-simulated cycles and prints the errors. */
@Command(
    name = "rtl",
    description = "Predicts the mappings of a file of RTL-simulated cycles and prints the errors.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ValidateRtlCommand implements Runnable {
  private final Console console;

  @Option(
      names = "--reference",
      required = true,
      paramLabel = "FILE",
      description =
          "CSV with the columns case, seq_q, seq_kv, head_dim, rows_per_block, depth_per_tile_qk,"
              + " cols_per_tile_pv, rtl_cycles, tileflow_cycles")
  private String reference;

  @Option(
      names = "--record",
      paramLabel = "DIR",
      description = "folder into which mappings, our cycles and errors are written")
  private Path record;

  ValidateRtlCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    Path folder = record == null ? null : OutputPath.folder("--record", record);
    RtlReference compared = new RtlReference(reference);
    console.out().print("%s\n%s".formatted(compared.table().aligned(), compared.summary()));
    if (folder != null) {
      try {
        FolderLock.holding(List.of(folder), () -> RtlRecord.write(compared, folder))
            .forEach(file -> console.out().print(file + "\n"));
      } catch (IOException e) {
        throw new InvalidInputException("--record %s: cannot be written: %s.".formatted(record, e));
      }
    }
  }
}
