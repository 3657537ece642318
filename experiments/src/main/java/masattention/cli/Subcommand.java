package masattention.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command below {@code mas}, with what that has. */
abstract class Subcommand {
  @Spec private CommandSpec spec;

  /** The command without a subcommand, whose options stand before this one. */
  final MasCommand mas() {
    return (MasCommand) spec.root().userObject();
  }

  final Console console() {
    return mas().console;
  }

  /** Prints a part of the result. */
  final void print(String text) {
    console().out().print(text);
  }
}
