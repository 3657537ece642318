package masattention.cli;

import masattention.input.InvalidInputException;
import masattention.schedule.Normalize;
import masattention.schedule.Scheduler;
import masattention.search.Within;
import picocli.CommandLine.Option;

/** The options that every command has which looks for the best tiling of a scheduler. */
final class TilingOptions {
  @Option(names = "--normalize", paramLabel = "WHERE")
  private Normalize where;

  @Option(names = "--within", paramLabel = "PERCENT")
  private Within within;

  /** The share asked for, which a balanced tiling alone can have. */
  Within within(boolean balanced) {
    if (within != null && !balanced) {
      throw new InvalidInputException(
          "--within belongs to --objective balanced; leave it out, or search for that.");
    }
    return within == null ? Within.DEFAULT : within;
  }

  /** The scheduler that divides where it is to. */
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
