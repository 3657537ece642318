package masattention.schedulers;

import java.io.Serializable;
import masattention.schedule.Normalize;
import masattention.schedule.Scheduler;

/** A scheduler of this suite, with its name and where it comes from. */
abstract class BuiltIn implements Scheduler, Serializable {
  private static final long serialVersionUID = 1L;

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

  /** In whatever process it arrives, it is the one that the registry holds, or its variant. */
  protected final Object readResolve() {
    Normalize where = traits().normalize();
    return Schedulers.named(id).flatMap(scheduler -> scheduler.normalizing(where)).orElseThrow();
  }

  @Override
  public final String toString() {
    return id;
  }
}
