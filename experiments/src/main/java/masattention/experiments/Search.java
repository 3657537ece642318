package masattention.experiments;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import masattention.schedule.Scheduler;
import masattention.search.SearchResult;
import masattention.search.evaluation.Evaluation;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;

/**
 * The search for the best tiling of one scheduler on one case.
 *
 * @param tilings which tiling is the best
 * @param allowed the only way in which the tiling may keep K and V; any when empty
 */
public record Search(Case on, Scheduler scheduler, Tilings tilings, Optional<KvKept> allowed)
    implements Callable<Point> {
  /** What several experiments may ask; the answer is kept for the life of the process. */
  private static final Map<Search, Optional<Measurement>> FOUND = new ConcurrentHashMap<>();

  /** This search among the tilings that keep K and V in one way. */
  public Search keeping(KvKept only) {
    return new Search(on, scheduler, tilings, Optional.of(only));
  }

  /** This search for another of the scheduler's tilings. */
  public Search at(Tilings other) {
    return new Search(on, scheduler, other, allowed);
  }

  /**
   * The proven best, measured on the whole program unless that is very large. The search for the
   * balanced tiling answers for the fastest one too.
   */
  @Override
  public Point call() {
    Optional<Measurement> known = FOUND.get(question());
    return new Point(this, known == null ? measured() : known);
  }

  /** The same outside of any sweep. */
  private Search question() {
    return new Search(Case.of(on.network(), on.machine()), scheduler, tilings, allowed);
  }

  private Optional<Measurement> measured() {
    SearchResult result =
        tilings.search(
            on,
            scheduler,
            problem -> allowed.isEmpty() || KvKept.of(scheduler, problem) == allowed.get());
    Optional<Measurement> fastest = Optional.empty();
    if (tilings == Tilings.BALANCED) {
      fastest = at(Tilings.FASTEST).remember(result.fastest().map(this::measured));
    }
    return remember(
        fastest.isPresent() && result.best().equals(result.fastest())
            ? fastest
            : result.best().map(this::measured));
  }

  private Measurement measured(Evaluation found) {
    return new Simulator(on.network(), on.machine(), 1).measure(scheduler, found);
  }

  private Optional<Measurement> remember(Optional<Measurement> measured) {
    FOUND.put(question(), measured);
    return measured;
  }
}
