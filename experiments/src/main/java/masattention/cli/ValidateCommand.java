package masattention.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import masattention.experiments.validation.OverlapReference;
import masattention.experiments.validation.Reference;
import masattention.experiments.validation.RtlReference;
import masattention.experiments.validation.TileflowReference;
import masattention.input.InvalidInputException;
import masattention.npu.Machines;
import masattention.report.Dataset;
import masattention.report.FolderLock;
import masattention.report.WholeFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Holds the simulator against measurements of others. */
@Command(
    name = "validate",
    subcommands = {
      ValidateCommand.RtlCommand.class,
      ValidateCommand.OverlapCommand.class,
      ValidateCommand.TileflowCommand.class
    })
final class ValidateCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "Name what to validate against: " + String.join(", ", spec.subcommands().keySet()));
  }

  /** Holds it against the measurements of one file. */
  private abstract static class Against extends Subcommand implements Runnable {

    @Option(names = "--record", paramLabel = "DIR")
    private Path record;

    @Option(names = "--reference", required = true, paramLabel = "FILE")
    String reference;

    abstract Reference compared();

    @Override
    public void run() {
      Path folder = record == null ? null : OutputPath.folder("--record", record);
      Reference compared = compared();
      print("%s\n%s".formatted(compared.table().aligned(), compared.summary()));
      if (folder != null) {
        try {
          FolderLock.holding(List.of(folder), () -> write(compared, folder))
              .forEach(file -> print(file + "\n"));
        } catch (IOException e) {
          throw new InvalidInputException(
              "--record %s: cannot be written: %s.".formatted(record, e));
        }
      }
    }

    private static List<Path> write(Reference compared, Path folder) throws IOException {
      List<Path> written = new ArrayList<>();
      for (Map.Entry<String, Dataset<?>> file : new TreeMap<>(compared.files()).entrySet()) {
        written.add(WholeFile.write(folder.resolve(file.getKey()), file.getValue().csv()));
      }
      return written;
    }
  }

  /** Predicts the mappings of a file of RTL-simulated cycles and prints the errors. */
  @Command(name = "rtl")
  static final class RtlCommand extends Against {
    @Option(names = "--machine", defaultValue = RtlReference.PRESET, paramLabel = "MACHINE")
    private String machine;

    @Override
    Reference compared() {
      return new RtlReference(reference, Machines.resolve(machine).config());
    }
  }

  /** Counts the DRAM words of a file of TileFlow's mappings and prints the differences. */
  @Command(name = "tileflow")
  static final class TileflowCommand extends Against {
    @Override
    Reference compared() {
      return new TileflowReference(reference);
    }
  }

  /** Predicts loops measured with both units in turn and side by side and prints the errors. */
  @Command(name = "overlap")
  static final class OverlapCommand extends Against {
    @Override
    Reference compared() {
      return new OverlapReference(reference);
    }
  }
}
