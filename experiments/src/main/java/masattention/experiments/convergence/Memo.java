package masattention.experiments.convergence;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.search.Evaluation;
import masattention.search.Evaluator;
import masattention.tiling.Tiling;

/** An evaluator of one scheduler, layer and machine that evaluates no tiling twice. */
record Memo(Evaluator evaluator, Map<Tiling, Evaluation> known) implements Evaluator {

  Memo(Evaluator evaluator) {
    this(evaluator, new ConcurrentHashMap<>());
  }

  @Override
  public Evaluation evaluate(Scheduler scheduler, Problem problem) {
    return known.computeIfAbsent(
        problem.tiling(), tiling -> evaluator.evaluate(scheduler, problem));
  }
}
