package masattention.explore;

import java.io.IOException;

/**
 * What computes the points of an exploration: the threads of this process, or machines of a
 * cluster.
 *
 * <p>One in another jar is found by {@link java.util.ServiceLoader} under the name of this
 * interface; it needs a public class with a constructor without parameters.
 */
public interface ExplorationEngine {
  /** Takes rows as they come. */
  interface Done {
    /**
     * Keeps the rows of a run of points; may be called by any thread.
     *
     * @throws masattention.input.InvalidInputException when a point cannot be computed
     * @throws java.io.UncheckedIOException when the rows cannot be kept
     */
    void add(RangeRows rows);
  }

  /** Name on the command line. */
  String id();

  /**
   * Computes all points that are left, in any order.
   *
   * @param done hears of every run as soon as it is computed
   * @throws masattention.input.InvalidInputException when there is nothing to compute with
   */
  void run(ExplorationSpace space, PointsLeft left, Done done)
      throws IOException, InterruptedException;
}
