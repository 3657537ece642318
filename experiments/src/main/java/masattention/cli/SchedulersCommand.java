package masattention.cli;

import java.util.List;
import masattention.report.Table;
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
    Table table = new Table(3, List.of("scheduler", "what it does", "source"));
    for (Schedulers scheduler : Schedulers.values()) {
      table.add(List.of(scheduler.id(), scheduler.summary(), scheduler.source()));
    }
    console.out().print(table.aligned());
  }
}
