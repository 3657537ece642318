package masattention.cli;

import static masattention.report.Column.text;

import java.util.List;
import java.util.Map;
import masattention.experiments.Preset;
import masattention.imports.Draft;
import masattention.imports.MachineImport;
import masattention.input.InvalidInputException;
import masattention.npu.Machine;
import masattention.npu.Machines;
import masattention.report.Dataset;
import masattention.schedule.Scheduler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that list what the others know by name. */
final class ListCommands {
  static final String GRADES = "\nGrades: " + Preset.grades() + ".\n";

  private ListCommands() {}

  /** Lists the machines, or every value of one with its source. */
  @Command(name = "machines")
  static final class MachinesCommand extends Subcommand implements Runnable {

    @Parameters(arity = "0..1", paramLabel = "MACHINE")
    private String name;

    @Option(names = "--import", paramLabel = "FILE")
    private String imported;

    @Override
    public void run() {
      if (imported != null) {
        if (name != null) {
          throw new InvalidInputException("MACHINE and --import: leave one of them out.");
        }
        Draft draft = MachineImport.read(imported);
        draft.missing().forEach(console().err()::println);
        print(JsonText.of(draft.json()));
        return;
      }
      List<Machine> machines = name == null ? Machines.builtIn() : List.of(Machines.resolve(name));
      print(String.join("\n", machines.stream().map(MachinesCommand::describe).toList()) + GRADES);
    }

    private static String describe(Machine machine) {
      return "%s\n%s"
          .formatted(
              machine.description().isEmpty()
                  ? machine.name()
                  : "%s: %s".formatted(machine.name(), machine.description()),
              Dataset.of(machine.values().entrySet())
                  .show(
                      text("field", Map.Entry::getKey),
                      text("grade", entry -> entry.getValue().grade().letter()),
                      text("value", entry -> entry.getValue().value()),
                      text("source", entry -> entry.getValue().source()))
                  .aligned());
    }
  }

  /** Lists the schedulers. */
  @Command(name = "schedulers")
  static final class SchedulersCommand extends Subcommand implements Runnable {
    @Override
    public void run() {
      Dataset<Scheduler> table =
          Dataset.of(mas().plugins.schedulers())
              .show(
                  text("scheduler", Scheduler::id),
                  text("what it does", Scheduler::summary),
                  text("source", Scheduler::source));
      print(table.aligned());
    }
  }
}
