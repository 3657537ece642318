package masattention.search.algorithms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import masattention.schedule.Problem;
import masattention.search.SearchResult;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.tiling.Tiling;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A search among some of the tilings finds the best of them. */
class RestrictedSearchTest {
  private static final Evaluator FAST = Evaluator.fast();

  static Stream<SearchTask> tasks() {
    return SearchAlgorithmsTest.tasks();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void theBestOfTheAllowed(SearchTask task) {
    Predicate<Problem> streamed = problem -> problem.tiling().residentKeyTiles() == 0;
    List<Tiling> allowed =
        task.space().feasible().filter(t -> streamed.test(task.problem(t))).toList();
    Optional<Evaluation> best =
        allowed.stream()
            .map(tiling -> FAST.evaluate(task.scheduler(), task.problem(tiling)))
            .min(task.objective().order());
    SearchTask restricted = task.among(streamed);
    assertEquals(allowed, restricted.space().feasible().toList());
    SearchResult found =
        SearchAlgorithms.BRANCH_AND_BOUND.search(restricted, FAST, SearchSettings.unlimited(1));
    assertEquals(best, found.best());
    assertTrue(found.provenOptimal());
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void conditionsAddUp(SearchTask task) {
    SearchTask none =
        task.among(problem -> problem.tiling().rowsPerBlock() > 1)
            .among(problem -> problem.tiling().rowsPerBlock() == 1);
    assertEquals(List.of(), none.space().feasible().toList());
  }
}
