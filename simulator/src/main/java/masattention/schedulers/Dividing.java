package masattention.schedulers;

import java.util.Optional;
import masattention.schedule.Normalize;
import masattention.schedule.Scheduler;

/** A scheduler of this suite that may divide by the sums of the rows in either place. */
abstract class Dividing extends BuiltIn {
  private static final long serialVersionUID = 1L;

  private final Normalize normalize;
  private transient Dividing elsewhere;

  Dividing(String id, String summary, String source, Normalize normalize) {
    super(id, summary, source);
    this.normalize = normalize;
  }

  /** Where it divides. */
  final Normalize normalize() {
    return normalize;
  }

  /** The same that divides in {@code where}. */
  abstract Dividing variant(Normalize where);

  @Override
  public final synchronized Optional<Scheduler> normalizing(Normalize where) {
    if (where == normalize) {
      return Optional.of(this);
    }
    if (elsewhere == null) {
      elsewhere = variant(where);
      elsewhere.elsewhere = this;
    }
    return Optional.of(elsewhere);
  }
}
