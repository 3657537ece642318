package masattention.cli;

import masattention.input.InvalidInputException;
import masattention.schedule.Normalize;
import masattention.schedule.Scheduler;
import picocli.CommandLine.Option;

/** Where the schedulers that can choose divide by the sums of the rows. */
final class NormalizeOption {
  @Option(
      names = "--normalize",
      paramLabel = "WHERE",
      description =
          "divide the scores by the sums of their rows, or the outputs: scores (as published,"
              + " default) or outputs; for flat, flat-no-prefetch, flat-stream, tileflow, mas and"
              + " mas-spill")
  private Normalize where;

  /** The scheduler that divides there. */
  Scheduler of(Scheduler scheduler) {
    if (where == null) {
      return scheduler;
    }
    String complaint =
        "--normalize %s: %s divides %s and cannot do otherwise; leave it out."
            .formatted(where.id(), scheduler.id(), scheduler.traits().normalize().id());
    return scheduler.normalizing(where).orElseThrow(() -> new InvalidInputException(complaint));
  }

  /** The same, or the scheduler as it is where it cannot. */
  Scheduler whereItCan(Scheduler scheduler) {
    return where == null ? scheduler : scheduler.normalizing(where).orElse(scheduler);
  }
}
