package masattention.schedulers;

import masattention.schedule.Scheduler;

/** A scheduler of this suite, with its name and where it comes from. */
abstract class BuiltIn implements Scheduler {
  private final String id;
  private final String summary;
  private final String source;

  BuiltIn(String id, String summary, String source) {
    this.id = id;
    this.summary = summary;
    this.source = source;
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final String summary() {
    return summary;
  }

  @Override
  public final String source() {
    return source;
  }

  @Override
  public final String toString() {
    return id;
  }
}
