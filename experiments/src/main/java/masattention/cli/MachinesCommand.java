package masattention.cli;

import java.util.List;
import masattention.npu.Machine;
import masattention.npu.Machines;
import masattention.report.Table;
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
      console.out().print((i == 0 ? "" : "\n") + text(machines.get(i)));
    }
    console.out().print("\nGrades: " + Grades.legend() + ".\n");
  }

  private static String text(Machine machine) {
    Table table = new Table(4, List.of("field", "grade", "value", "source"));
    machine
        .values()
        .forEach(
            (field, value) ->
                table.add(List.of(field, value.grade().letter(), value.value(), value.source())));
    return "%s: %s\n%s".formatted(machine.name(), machine.description(), table.aligned());
  }
}
