package masattention.cli;

import static masattention.report.Column.text;

import masattention.report.Dataset;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import picocli.CommandLine.Command;

/** Lists the schedulers. */
@Command(
    name = "schedulers",
    description = "Lists the schedulers with what they do and where they come from.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SchedulersCommand implements Runnable {
  private final Console console;

  SchedulersCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    Dataset<Scheduler> table =
        Dataset.of(Schedulers.builtIn())
            .show(
                text("scheduler", Scheduler::id),
                text("what it does", Scheduler::summary),
                text("source", Scheduler::source));
    console.out().print(table.aligned());
  }
}
