package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ResourceBundle;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The texts of help.properties against the commands that they are about. */
class HelpTextsTest {
  private static final Console CONSOLE = new Console(System.out, System.err, null);

  private static List<CommandSpec> commands() {
    List<CommandSpec> all = new ArrayList<>();
    add(CommandRunner.commands(CONSOLE, false), all);
    return all;
  }

  private static void add(CommandLine command, List<CommandSpec> all) {
    all.add(command.getCommandSpec());
    command.getSubcommands().values().forEach(below -> add(below, all));
  }

  @Test
  void everyCommandAndEveryOptionSaysWhatItIsFor() {
    for (CommandSpec command : commands()) {
      assertTrue(command.usageMessage().description().length > 0, command.qualifiedName());
      for (ArgSpec argument : command.args()) {
        assertTrue(argument.description().length > 0, command.qualifiedName() + " " + argument);
      }
    }
  }

  @Test
  void everyTextIsOfACommandOrOfAnOption() {
    Set<String> known = new HashSet<>();
    for (CommandSpec command : commands()) {
      String of = command.qualifiedName(".") + ".";
      known.addAll(List.of(of + "usage.description", of + "usage.footer"));
      for (OptionSpec option : command.options()) {
        String name = option.longestName().replaceFirst("^-+", "");
        known.addAll(List.of(name, of + name));
      }
      for (PositionalParamSpec parameter : command.positionalParameters()) {
        known.add("%s[%s]".formatted(parameter.paramLabel(), parameter.index()));
      }
    }
    Set<String> texts = new HashSet<>();
    for (String key : ResourceBundle.getBundle("masattention.cli.help").keySet()) {
      texts.add(key.replaceFirst("\\.\\d$", ""));
    }
    texts.removeAll(known);
    assertEquals(Set.of(), texts);
  }
}
