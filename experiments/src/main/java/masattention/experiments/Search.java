package masattention.experiments;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import masattention.npu.NpuConfig;
import masattention.schedule.Scheduler;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.workload.Network;

/**
 * The search for the best tiling of one scheduler on one case.
 *
 * @param tilings which tiling is the best
 * @param allowed the only way in which the tiling may keep K and V; any when empty
 */
public record Search(Case on, Scheduler scheduler, Tilings tilings, Optional<KvKept> allowed)
    implements Callable<Point> {
  private static final Map<Question, Optional<Measurement>> FOUND = new ConcurrentHashMap<>();

  /** What several experiments may ask; it is answered once in the life of the process. */
  private record Question(
      Network network,
      NpuConfig machine,
      Scheduler scheduler,
      Tilings tilings,
      Optional<KvKept> allowed) {}

  /** This search among the tilings that keep K and V in one way. */
  public Search keeping(KvKept only) {
    return new Search(on, scheduler, tilings, Optional.of(only));
  }

  /** This search for another of the scheduler's tilings. */
  public Search at(Tilings other) {
    return new Search(on, scheduler, other, allowed);
  }

  /** The proven best, measured on the whole program unless that is very large. */
  @Override
  public Point call() {
    Question question = new Question(on.network(), on.machine(), scheduler, tilings, allowed);
    return new Point(this, FOUND.computeIfAbsent(question, unanswered -> measured()));
  }

  private Optional<Measurement> measured() {
    Simulator simulator = new Simulator(on.network(), on.machine(), 1);
    return tilings
        .best(
            on,
            scheduler,
            problem -> allowed.isEmpty() || KvKept.of(scheduler, problem) == allowed.get())
        .map(found -> simulator.measure(scheduler, found));
  }
}
