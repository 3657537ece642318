package masattention.experiments.convergence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.search.SearchResult;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.algorithms.SearchAlgorithms;
import masattention.search.bounds.Floor;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.tiling.Tiling;
import masattention.workload.Network;

/**
 * How fast every algorithm comes down to the best tiling of one network and scheduler.
 *
 * @param optimum the proven one
 * @param fixed the default tiling: as many rows as the array has, one sub-tile
 */
record Convergence(
    Network network, SearchTask task, Evaluation optimum, Evaluation fixed, List<Curve> curves) {
  static final int SEEDS = 10;

  /** Numbers of evaluations at which curves are read: 1, 2, 4, … */
  static final List<Long> READINGS =
      LongStream.iterate(1, reading -> reading <= 512, reading -> 2 * reading).boxed().toList();

  /** The best cycles of one algorithm after so many evaluations. */
  record Curve(SearchAlgorithms algorithm, List<Reading> readings) {}

  /**
   * Quartiles over the runs, or, of an algorithm without chance, one value three times; the median
   * of an even number is the lower of the middle two.
   *
   * @param evaluations a power of two, or the number at which all runs had ended
   */
  record Reading(long evaluations, long lower, long median, long upper) {}

  static Convergence of(Network network, SearchTask task) {
    Evaluator evaluator = new Memo(Evaluator.fast());
    Evaluation optimum =
        SearchAlgorithms.BRANCH_AND_BOUND
            .search(task, evaluator, SearchSettings.unlimited(1))
            .best()
            .orElseThrow();
    Tiling whole =
        Tiling.resident(
            task.shape(),
            Math.min(task.machine().macRows(), task.shape().groupRows()),
            task.shape().seqKv());
    Evaluation fixed = evaluator.evaluate(task.scheduler(), task.problem(whole));
    List<Curve> curves =
        Stream.of(SearchAlgorithms.values())
            .map(algorithm -> curve(task, evaluator, algorithm))
            .toList();
    return new Convergence(network, task, optimum, fixed, curves);
  }

  private static Curve curve(SearchTask task, Evaluator evaluator, SearchAlgorithms algorithm) {
    long largest = READINGS.get(READINGS.size() - 1);
    List<SearchResult> runs =
        IntStream.range(0, algorithm.usesChance() ? SEEDS : 1)
            .mapToObj(seed -> new SearchSettings(largest, seed, 1))
            .map(settings -> algorithm.search(task, evaluator, settings))
            .toList();
    long spent = runs.stream().mapToLong(SearchResult::evaluations).max().orElseThrow();
    return new Curve(
        algorithm,
        READINGS.stream()
            .map(reading -> Math.min(reading, spent))
            .distinct()
            .map(evaluations -> reading(runs, evaluations))
            .toList());
  }

  private static Reading reading(List<SearchResult> runs, long evaluations) {
    long[] cycles =
        runs.stream().mapToLong(run -> cyclesAfter(run, evaluations)).sorted().toArray();
    int last = cycles.length - 1;
    return new Reading(evaluations, cycles[last / 4], cycles[last / 2], cycles[last - last / 4]);
  }

  /** The best cycles of a run after its first evaluations. */
  private static long cyclesAfter(SearchResult run, long evaluations) {
    return run.curve().stream()
        .filter(improvement -> improvement.evaluations() <= evaluations)
        .mapToLong(improvement -> improvement.evaluation().cycles())
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** How many percent a number of cycles is above the optimum. */
  double percentAbove(long cycles) {
    return 100.0 * (cycles - optimum.cycles()) / optimum.cycles();
  }

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

    @Override
    public Optional<Evaluation> evaluateUnless(
        Predicate<Floor> unwanted, Scheduler scheduler, Problem problem) {
      Optional<Evaluation> found = Optional.ofNullable(known.get(problem.tiling()));
      if (found.isEmpty()) {
        found = evaluator.evaluateUnless(unwanted, scheduler, problem);
        found.ifPresent(evaluation -> known.put(problem.tiling(), evaluation));
      }
      return found;
    }
  }
}
