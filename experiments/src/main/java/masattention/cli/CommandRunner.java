package masattention.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.regex.Pattern;
import masattention.explore.Parameter;
import masattention.input.InvalidInputException;
import masattention.models.Latent;
import masattention.models.Part;
import masattention.models.Phase;
import masattention.schedule.Normalize;
import masattention.schedule.Scheduler;
import masattention.search.Objective;
import masattention.search.Within;
import masattention.search.algorithms.SearchAlgorithms;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;

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

  private static final String PLUGINS = "--plugins";

  private CommandRunner() {}

  /** Runs the command that the arguments name and returns its exit code. */
  static int run(Console console, boolean debug, String... arguments) {
    try {
      int code = commands(console, debug, arguments).execute(arguments);
      return console.out().checkError() ? refused(console, "cannot write the results out.") : code;
    } catch (RuntimeException | Error e) {
      return OutOfMemory.isCauseOf(e) ? outOfMemory(console, e) : internalError(console, debug, e);
    }
  }

  private static int outOfMemory(Console console, Throwable failure) {
    return OutOfMemory.mayBeSaid() ? refused(console, OutOfMemory.complaint(failure)) : REFUSED;
  }

  /** The command line, with all commands unless the arguments name one. */
  static CommandLine commands(Console console, boolean debug, String... arguments) {
    MasCommand mas = new MasCommand(console);
    CommandLine commands = new CommandLine(mas);
    List<Object> all =
        List.of(
            new NetworksCommand(),
            new ListCommands.MachinesCommand(),
            new ListCommands.SchedulersCommand(),
            new SimulateCommand(),
            new CompareCommand(),
            new SearchCommand(),
            new ExploreCommand(),
            new ValidateCommand(),
            new VerifyKernelCommand(),
            new ReproduceCommand(),
            new BenchCommand(),
            new RegressCommand(),
            new DiffCommand());
    List<Object> named = all.stream().filter(one -> isNamed(one, arguments)).toList();
    (named.isEmpty() ? all : named).forEach(commands::addSubcommand);
    addStandardOptions(commands);
    commands.setResourceBundle(ResourceBundle.getBundle("masattention.cli.help"));
    commands.registerConverter(
        Scheduler.class,
        name -> Choices.choice("scheduler", name, mas.plugins.schedulers(), Scheduler::id));
    choose(commands, Objective.class, "objective", Objective::id);
    choose(commands, Normalize.class, "place of the division", Normalize::id);
    choose(commands, SearchAlgorithms.class, "algorithm", SearchAlgorithms::id);
    choose(commands, Phase.class, "phase", Choices::word);
    choose(commands, Part.class, "part", Choices::word);
    choose(commands, Latent.class, "form", Choices::word);
    commands.registerConverter(Parameter.class, ExploreCommand::cost);
    commands.registerConverter(Within.class, Within::parse);
    commands.registerConverter(Path.class, OutputPath::path);
    commands.registerConverter(Pattern.class, Choices::pattern);
    commands.registerConverter(Integer.class, Numbers::size);
    commands.registerConverter(Long.class, Numbers::seed);
    commands.registerConverter(long.class, Numbers::seed);
    commands.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    commands.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    commands.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    commands.setExpandAtFiles(false);
    commands.setParameterExceptionHandler((e, line) -> refused(console, Misuse.of(e)));
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

  private static <E> void choose(
      CommandLine commands, Class<E> type, String kind, Function<E, String> id) {
    List<E> known = List.of(type.getEnumConstants());
    commands.registerConverter(type, name -> Choices.choice(kind, name, known, id));
  }

  /**
   * Whether a line begins with the name of a command. Then the others need not be read, which takes
   * longer than many a command.
   */
  private static boolean isNamed(Object command, String... arguments) {
    int first =
        arguments.length == 0 || !arguments[0].startsWith(PLUGINS)
            ? 0
            : arguments[0].equals(PLUGINS) ? 2 : 1;
    return first < arguments.length && arguments[first].equals(name(command));
  }

  private static String name(Object command) {
    return command.getClass().getAnnotation(Command.class).name();
  }

  private static void addStandardOptions(CommandLine command) {
    command.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version());
    command.getSubcommands().values().forEach(CommandRunner::addStandardOptions);
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

  /** The version that the build wrote beside this class. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
      Properties properties = new Properties();
      try (InputStream stream = Version.class.getResourceAsStream("version.properties")) {
        properties.load(stream);
      }
      return new String[] {"mas " + properties.getProperty("version")};
    }
  }
}
