package masattention.report;

/** Is told how far long work has come. */
public interface Progress {
  /** A piece of work under way; closed when it ends. */
  interface Steps extends AutoCloseable {

    /** One more step is done; may be called by any thread. */
    default void step() {
      advance(1);
    }

    /** So many more steps are done; may be called by any thread. */
    void advance(long count);

    /** Says in a few words how good the result is by now. */
    void say(String best);

    @Override
    void close();
  }

  /** Work of so many steps begins. */
  Steps begin(String what, long steps);

  /** Work of so many steps goes on, {@code done} of which were done before. */
  default Steps resume(String what, long steps, long done) {
    Steps resumed = begin(what, steps);
    resumed.advance(done);
    return resumed;
  }

  /** Tells nobody. */
  static Progress silent() {
    Steps nothing =
        new Steps() {
          @Override
          public void advance(long count) {}

          @Override
          public void say(String best) {}

          @Override
          public void close() {}
        };
    return (what, steps) -> nothing;
  }
}
