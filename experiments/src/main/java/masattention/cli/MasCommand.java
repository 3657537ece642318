package masattention.cli;

import masattention.input.InvalidInputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command without a subcommand: asks for one. */
@Command(name = "mas", scope = CommandLine.ScopeType.LOCAL)
final class MasCommand implements Runnable {
  @Spec private CommandSpec spec;

  final Console console;
  final Plugins plugins = new Plugins();

  MasCommand(Console console) {
    this.console = console;
  }

  @Option(names = "--plugins", paramLabel = "JAR|DIR", defaultValue = "${env:MAS_PLUGINS}")
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
