package masattention.cli;

import static masattention.report.Column.text;

import java.util.List;
import masattention.report.Dataset;
import masattention.schedule.Schedulers;
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
    Dataset<Schedulers> table =
        Dataset.of(List.of(Schedulers.values()))
            .show(
                text("scheduler", Schedulers::id),
                text("what it does", Schedulers::summary),
                text("source", Schedulers::source));
    console.out().print(table.aligned());
  }
}
