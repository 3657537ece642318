package masattention.cli;

import static masattention.report.Column.text;

import masattention.report.Dataset;
import masattention.schedule.Scheduler;
import picocli.CommandLine.Command;

/** Lists the schedulers. */
@Command(
    name = "schedulers",
    description = "Lists the schedulers with what they do and where they come from.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SchedulersCommand implements Runnable {
  private final Console console;
  private final Plugins plugins;

  SchedulersCommand(Console console, Plugins plugins) {
    this.console = console;
    this.plugins = plugins;
  }

  @Override
  public void run() {
    Dataset<Scheduler> table =
        Dataset.of(plugins.schedulers())
            .show(
                text("scheduler", Scheduler::id),
                text("what it does", Scheduler::summary),
                text("source", Scheduler::source));
    console.out().print(table.aligned());
  }
}
