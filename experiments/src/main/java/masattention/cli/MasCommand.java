package masattention.cli;

import masattention.input.InvalidInputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command without a subcommand: asks for one. */
@Command(
    name = "mas",
    description = "Simulates schedules of exact attention on edge NPUs.",
    scope = CommandLine.ScopeType.LOCAL,
    footer = {
      "",
      "Exit codes: 0 done, 1 what was compared differs (diff, regress), 2 refused (one line on"
          + " standard error says why), 70 a defect of this program.",
      "MAS_JAVA_OPTIONS: options for Java, such as -Xmx8g. MAS_DEBUG=1: stack traces of defects."
    })
final class MasCommand implements Runnable {
  @Spec private CommandSpec spec;

  final Console console;
  final Plugins plugins = new Plugins();

  MasCommand(Console console) {
    this.console = console;
  }

  @Option(
      names = "--plugins",
      paramLabel = "JAR|DIR",
      defaultValue = "${env:MAS_PLUGINS}",
      description =
          "Jars or folders with schedulers of your own, separated as in a class path; before the"
              + " command. Also: MAS_PLUGINS.")
  void load(String paths) {
    try {
      if (paths != null) {
        plugins.load(paths);
      }
    } catch (InvalidInputException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Name a command: " + String.join(", ", spec.subcommands().keySet()));
  }
}
