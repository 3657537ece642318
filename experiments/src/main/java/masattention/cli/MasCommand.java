package masattention.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a subcommand: asks for one. */
@Command(
    name = "mas",
    description = "Simulates schedules of exact attention on edge NPUs.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = CommandLine.ScopeType.LOCAL,
    footer = {
      "",
      "Exit codes: 0 done, 1 what was compared differs (diff, regress), 2 refused (one line on"
          + " standard error says why), 70 a defect of this program.",
      "MAS_JAVA_OPTIONS: options for Java, such as -Xmx8g. MAS_DEBUG=1: stack traces of defects."
    })
final class MasCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Name a command: " + String.join(", ", spec.subcommands().keySet()));
  }
}
