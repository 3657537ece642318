package masattention.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import masattention.experiments.CommittedOutputs;
import masattention.experiments.Experiment;
import masattention.experiments.Experiments;
import masattention.experiments.Reproduction;
import masattention.experiments.Reproduction.Folders;
import masattention.input.InvalidInputException;
import masattention.regression.Scratch;
import masattention.report.Decimals;
import masattention.report.FolderLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs experiments again and holds their outputs against those that are there. */
@Command(name = "reproduce")
final class ReproduceCommand extends Subcommand implements Runnable {
  private static final String ALL = "all";

  @Parameters(paramLabel = "NAME")
  private String name;

  @Option(names = "--results", defaultValue = "results", paramLabel = "DIR")
  private Path results;

  @Option(names = "--plots", defaultValue = "plots", paramLabel = "DIR")
  private Path plots;

  @Option(
      names = "--accept",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "false",
      paramLabel = "BOOLEAN")
  private boolean accept;

  @Option(names = "--accept-command", hidden = true)
  private String acceptCommand;

  @Option(names = "--fresh", paramLabel = "DIR")
  private Path fresh;

  @Option(names = "--png")
  private boolean png;

  @Option(names = "--threads", converter = Numbers.Threads.class, paramLabel = "N")
  private Integer threads;

  @Override
  public void run() {
    List<Experiment> experiments = experiments();
    int count = Numbers.Threads.orAll(threads);
    String command =
        acceptCommand == null ? "mas reproduce %s --accept".formatted(name) : acceptCommand;
    Folders folders =
        new Folders(
            OutputPath.folder("--results", results), OutputPath.folder("--plots", plots), accept);
    Path own = fresh == null ? null : OutputPath.folder("--fresh", fresh);
    List<Path> written =
        Stream.of(folders.results(), folders.plots(), own).filter(Objects::nonNull).toList();
    try (Scratch scratch = new Scratch()) {
      Reproduction reproduction = new Reproduction(own == null ? scratch.folder() : own, folders);
      CommittedOutputs report =
          FolderLock.holding(
              written,
              () -> {
                Set<String> read =
                    reproduction.write(experiments, count, png, console().progress(), this::say);
                if (name.equals(ALL) && !read.isEmpty()) {
                  throw new IllegalStateException("A run of all has read the files of " + read);
                }
                return reproduction.bringIn();
              });
      report(report, command, own);
    } catch (IOException e) {
      throw new InvalidInputException("cannot write the outputs: %s.".formatted(e));
    }
  }

  private List<Experiment> experiments() {
    if (name.equals(ALL)) {
      return Experiments.ALL;
    }
    List<String> known =
        Stream.concat(Experiments.ALL.stream().map(Experiment::id), Stream.of(ALL)).toList();
    Choices.choice("experiment", name, known, id -> id);
    return List.of(Experiments.named(name).orElseThrow());
  }

  /** One line an experiment. */
  private void say(int number, Experiment experiment, Duration took) {
    print(
        "%2d of %d  %6s s  %s: %s\n"
            .formatted(
                number,
                experiments().size(),
                Decimals.fixed(took.toMillis() / 1000.0, 1),
                experiment.id(),
                experiment.question()));
  }

  private void report(CommittedOutputs report, String command, Path own) {
    print("%d files unchanged\n".formatted(report.unchanged().size()));
    print("new", report.added());
    print("replaced", report.replaced());
    if (!report.differing().isEmpty()) {
      print("differs", report.differing());
      if (own != null) {
        report.differing().forEach(file -> sayHowToCompare(file, own));
      }
      String files =
          report.differing().stream().map(Path::toString).collect(Collectors.joining(", "));
      throw new InvalidInputException(
          "%d outputs differ from those that are there: %s; if that is meant, accept them with %s."
              .formatted(report.differing().size(), files, command));
    }
  }

  /** The new files are kept beside. */
  private void sayHowToCompare(Path committed, Path own) {
    if (committed.toString().endsWith(".csv")) {
      Path fresh = own.resolve("results").resolve(results.relativize(committed));
      print("what changed: ./mas diff %s %s\n".formatted(committed, fresh));
    }
  }

  private void print(String what, List<Path> files) {
    files.forEach(file -> print("%-9s  %s\n".formatted(what, file)));
  }
}
