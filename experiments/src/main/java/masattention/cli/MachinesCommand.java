package masattention.cli;

import static masattention.report.Column.text;

import java.util.List;
import java.util.Map;
import masattention.npu.Machine;
import masattention.npu.Machines;
import masattention.report.Dataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the machines, or every value of one with its source. */
@Command(
    name = "machines",
    description = "Lists the machine presets, or every value of one machine with its source.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class MachinesCommand implements Runnable {
  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "MACHINE",
      description = "name of a preset, or path of a JSON file")
  private String name;

  MachinesCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    List<Machine> machines = name == null ? Machines.builtIn() : List.of(Machines.resolve(name));
    for (int i = 0; i < machines.size(); i++) {
      console.out().print((i == 0 ? "" : "\n") + describe(machines.get(i)));
    }
    console.out().print("\nGrades: " + Grades.legend() + ".\n");
  }

  private static String describe(Machine machine) {
    return "%s: %s\n%s"
        .formatted(
            machine.name(),
            machine.description(),
            Dataset.of(machine.values().entrySet())
                .show(
                    text("field", Map.Entry::getKey),
                    text("grade", entry -> entry.getValue().grade().letter()),
                    text("value", entry -> entry.getValue().value()),
                    text("source", entry -> entry.getValue().source()))
                .aligned());
  }
}
