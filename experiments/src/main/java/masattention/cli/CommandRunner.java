package masattention.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import masattention.input.InvalidInputException;
import masattention.models.Latent;
import masattention.models.Part;
import masattention.models.Phase;
import masattention.schedule.Scheduler;
import masattention.search.Objective;
import masattention.search.SearchAlgorithms;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * Runs one command: results to standard output, at most one line of complaint to standard error.
 */
public final class CommandRunner {
  /** All is well. */
  public static final int OK = 0;

  /** What was compared differs: a table changed, or something became slower. */
  public static final int DIFFERENT = 1;

  /** What was asked for is wrong or cannot be done. */
  public static final int REFUSED = 2;

  /** A defect of this program ({@code EX_SOFTWARE}). */
  public static final int INTERNAL_ERROR = 70;

  private CommandRunner() {}

  /** Runs the command that the arguments name and returns its exit code. */
  static int run(Console console, boolean debug, String... arguments) {
    try {
      int code = commands(console, debug).execute(arguments);
      return console.out().checkError() ? refused(console, "cannot write the results out.") : code;
    } catch (RuntimeException | Error e) {
      return OutOfMemory.isCauseOf(e) ? outOfMemory(console, e) : internalError(console, debug, e);
    }
  }

  private static int outOfMemory(Console console, Throwable failure) {
    return OutOfMemory.mayBeSaid() ? refused(console, OutOfMemory.complaint(failure)) : REFUSED;
  }

  private static CommandLine commands(Console console, boolean debug) {
    Plugins plugins = new Plugins();
    CommandLine commands = new CommandLine(new MasCommand(plugins));
    commands.addSubcommand("networks", new NetworksCommand(console));
    commands.addSubcommand("machines", new MachinesCommand(console));
    commands.addSubcommand("schedulers", new SchedulersCommand(console, plugins));
    commands.addSubcommand("simulate", new SimulateCommand(console));
    commands.addSubcommand("compare", new CompareCommand(console, plugins));
    commands.addSubcommand("search", new SearchCommand(console));
    commands.addSubcommand("explore", new ExploreCommand(console));
    CommandLine validate = new CommandLine(new ValidateCommand());
    validate.addSubcommand("rtl", new ValidateRtlCommand(console));
    validate.addSubcommand("tileflow", new ValidateTileflowCommand(console));
    commands.addSubcommand("validate", validate);
    commands.addSubcommand("verify-kernel", new VerifyKernelCommand(console));
    commands.addSubcommand("reproduce", new ReproduceCommand(console));
    commands.addSubcommand("bench", new BenchCommand(console));
    commands.addSubcommand("regress", new RegressCommand(console));
    commands.addSubcommand("diff", new DiffCommand(console));
    commands.registerConverter(
        Scheduler.class, name -> Choices.scheduler(plugins.schedulers(), name));
    commands.registerConverter(Objective.class, Choices::objective);
    commands.registerConverter(SearchAlgorithms.class, Choices::algorithm);
    commands.registerConverter(Phase.class, name -> Choices.constant("phase", Phase.class, name));
    commands.registerConverter(Part.class, name -> Choices.constant("part", Part.class, name));
    commands.registerConverter(Latent.class, name -> Choices.constant("form", Latent.class, name));
    commands.registerConverter(Path.class, OutputPath::path);
    commands.registerConverter(Pattern.class, Choices::pattern);
    commands.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    commands.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    commands.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    commands.setExpandAtFiles(false);
    commands.setParameterExceptionHandler((e, arguments) -> refused(console, Misuse.of(e)));
    commands.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          if (e instanceof InvalidInputException) {
            return refused(console, e.getMessage());
          }
          if (OutOfMemory.isCauseOf(e)) {
            return outOfMemory(console, e);
          }
          return internalError(console, debug, e);
        });
    return commands;
  }

  private static int refused(Console console, String complaint) {
    console.err().println("mas: " + new InvalidInputException(complaint).getMessage());
    return REFUSED;
  }

  static int internalError(Console console, boolean debug, Throwable defect) {
    String what =
        new InvalidInputException(
                "internal error, please report it with the command line: %s (MAS_DEBUG=1 shows where)"
                    .formatted(defect))
            .getMessage();
    console.err().println("mas: " + what);
    if (debug) {
      defect.printStackTrace(console.err());
    }
    return INTERNAL_ERROR;
  }
}
