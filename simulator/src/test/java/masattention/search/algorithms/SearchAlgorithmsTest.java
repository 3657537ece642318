package masattention.search.algorithms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import masattention.laws.LongRun;
import masattention.npu.NpuConfig;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.search.Objective;
import masattention.search.RandomTasks;
import masattention.search.SearchListener;
import masattention.search.SearchResult;
import masattention.search.SearchResult.Improvement;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every algorithm against the exhaustive search, on small spaces. */
class SearchAlgorithmsTest {
  private static final int MOST = LongRun.or(250, 1000);

  /** What is known already, which every search asks again. */
  private static final Map<Question, Evaluation> KNOWN = new ConcurrentHashMap<>();

  private static final Evaluator FAST =
      (scheduler, problem) ->
          KNOWN.computeIfAbsent(
              new Question(scheduler, problem.shape(), problem.machine(), problem.tiling()),
              any -> Evaluator.fast().evaluate(scheduler, problem));

  private record Question(
      Scheduler scheduler, AttentionShape shape, NpuConfig machine, Tiling tiling) {}

  private static final List<SearchTask> TASKS = drawn();

  static Stream<SearchTask> tasks() {
    return TASKS.stream();
  }

  /** A few tasks with a space of 20 to 250 tilings, to 1,000 under {@code -Plong}. */
  private static List<SearchTask> drawn() {
    Random random = new Random(3);
    return Stream.generate(
            () -> {
              List<Scheduler> all = Schedulers.published();
              Scheduler scheduler = all.get(random.nextInt(all.size()));
              Objective[] objectives = {Objective.CYCLES, Objective.ENERGY, Objective.ENERGY_DELAY};
              Objective objective = objectives[random.nextInt(objectives.length)];
              return RandomTasks.next(random, scheduler, objective);
            })
        .filter(
            task -> {
              long size = task.space().feasible().limit(MOST + 1).count();
              return 20 <= size && size <= MOST;
            })
        .limit(40)
        .toList();
  }

  private static SearchResult exhaustive(SearchTask task) {
    return SearchAlgorithms.EXHAUSTIVE.search(task, FAST, SearchSettings.unlimited(1));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void theWholeSpaceHoldsTheOptimum(SearchTask task) {
    SearchResult judge = exhaustive(task);
    assertEquals(task.space().feasible().count(), judge.evaluations());
    for (SearchAlgorithms algorithm : SearchAlgorithms.values()) {
      SearchSettings settings = new SearchSettings(judge.evaluations(), 1, 1);
      SearchResult result = algorithm.search(task, FAST, settings);
      assertEquals(judge.best(), result.best(), algorithm.id());
      assertTrue(result.provenOptimal(), algorithm.id());
      checkCurve(task, result);
    }
  }

  /** Those that end the evaluation of what is worse find the same best tiling. */
  @ParameterizedTest
  @MethodSource("tasks")
  void whatIsWorseNeedNotBeEvaluatedToItsEnd(SearchTask task) {
    SearchResult judge = exhaustive(task);
    SearchSettings settings = new SearchSettings(judge.evaluations(), 1, 1);
    for (SearchAlgorithms algorithm :
        List.of(
            SearchAlgorithms.EXHAUSTIVE,
            SearchAlgorithms.RANDOM,
            SearchAlgorithms.GENETIC,
            SearchAlgorithms.ANNEALING)) {
      SearchResult result = algorithm.search(task, Evaluator.fast(), settings);
      assertEquals(judge.best(), result.best(), algorithm.id());
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void howBadABadTilingIsNeedNotBeKnown(SearchTask task) {
    SearchSettings settings = SearchSettings.unlimited(1);
    try (Trials trials = new Trials(task, Evaluator.fast(), settings, SearchListener.SILENT)) {
      Candidates candidates = new Candidates(trials);
      List<Long> whole = candidates.drawUnknown(5);
      candidates.evaluate(whole);
      double twice = 2 * task.objective().of(trials.best().orElseThrow());
      List<Long> others = candidates.drawUnknown(15);
      candidates.evaluateUnlessBad(others);
      whole.forEach(index -> assertEquals(value(task, candidates, index), candidates.value(index)));
      others.forEach(
          index ->
              assertEquals(
                  Math.min(twice, value(task, candidates, index)), candidates.value(index)));
    }
  }

  private static double value(SearchTask task, Candidates candidates, long index) {
    Tiling tiling = candidates.tree().tiling(index);
    return task.objective().of(FAST.evaluate(task.scheduler(), task.problem(tiling)));
  }

  private static void checkCurve(SearchTask task, SearchResult result) {
    List<Improvement> curve = result.curve();
    assertEquals(result.best().orElseThrow(), curve.get(curve.size() - 1).evaluation());
    for (int i = 1; i < curve.size(); i++) {
      assertTrue(curve.get(i - 1).evaluations() < curve.get(i).evaluations());
      assertTrue(
          task.objective().order().compare(curve.get(i).evaluation(), curve.get(i - 1).evaluation())
              < 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void threadsDoNotChangeTheResultAndTheBudgetHolds(SearchAlgorithms algorithm) {
    tasks()
        .limit(8)
        .forEach(
            task -> {
              for (long budget : new long[] {1, 9, 17}) {
                SearchSettings one = new SearchSettings(budget, 5, 1);
                SearchSettings three = new SearchSettings(budget, 5, 3);
                SearchResult alone = algorithm.search(task, FAST, one);
                assertEquals(alone, algorithm.search(task, FAST, one));
                assertEquals(alone, algorithm.search(task, FAST, three));
                assertTrue(alone.evaluations() <= budget);
                assertTrue(alone.provenOptimal() || alone.evaluations() == budget);
                if (alone.provenOptimal()) {
                  assertEquals(exhaustive(task).best(), alone.best());
                }
              }
            });
  }

  @ParameterizedTest
  @EnumSource
  void seedsMatterToThoseThatUseChance(SearchAlgorithms algorithm) {
    SearchTask task = tasks().findFirst().orElseThrow();
    long different =
        Stream.of(1L, 2L, 3L, 4L)
            .map(seed -> algorithm.search(task, FAST, new SearchSettings(10, seed, 1)).curve())
            .distinct()
            .count();
    assertEquals(algorithm.usesChance(), different > 1);
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void theFrontIsThatOfTheWholeSpace(SearchTask task) {
    ParetoFront all = new ParetoFront();
    List<Evaluation> evaluations =
        task.space()
            .feasible()
            .map(tiling -> FAST.evaluate(task.scheduler(), task.problem(tiling)))
            .toList();
    evaluations.forEach(all::add);
    ParetoSearch.Result result =
        ParetoSearch.search(task, FAST, SearchSettings.unlimited(2), SearchListener.SILENT);
    assertTrue(result.provenOptimal());
    assertEquals(all.evaluations(), result.front());
    for (Evaluation on : result.front()) {
      for (Evaluation other : evaluations) {
        assertFalse(
            other.cycles() <= on.cycles()
                && other.energyPicojoules() <= on.energyPicojoules()
                && (other.cycles() < on.cycles()
                    || other.energyPicojoules() < on.energyPicojoules()));
      }
    }
  }
}
