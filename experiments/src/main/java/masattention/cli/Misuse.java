package masattention.cli;

import java.util.List;
import masattention.input.InvalidInputException;
import masattention.input.Names;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What to say, in one line, about arguments that the parser does not take. */
final class Misuse {
  private Misuse() {}

  static String of(ParameterException e) {
    if (e.getCause() instanceof InvalidInputException refusal) {
      return refusal.getMessage();
    }
    if (e.getCause() instanceof TypeConversionException unfit) {
      return "%s (%s) %s.".formatted(name(e.getArgSpec()), e.getValue(), unfit.getMessage());
    }
    CommandSpec command = e.getCommandLine().getCommandSpec();
    return "%s; see %s --help."
        .formatted(complaint(e, command).replaceFirst("\\.$", ""), command.qualifiedName());
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String complaint(ParameterException e, CommandSpec command) {
    List<String> unmatched =
        e instanceof UnmatchedArgumentException unknown
            ? unknown.getUnmatched()
            : e.getCommandLine().getUnmatchedArguments();
    if (!unmatched.isEmpty()) {
      String word = unmatched.get(0);
      if (word.startsWith("-")) {
        return "unknown option " + Names.withKnown(word.replaceFirst("=.*", ""), options(command));
      }
      return command.subcommands().isEmpty()
          ? "unexpected argument \"%s\"".formatted(word)
          : "unknown command " + Names.withKnown(word, command.subcommands().keySet());
    }
    String message = e.getMessage();
    return Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  private static List<String> options(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.hidden())
        .map(OptionSpec::longestName)
        .toList();
  }
}
