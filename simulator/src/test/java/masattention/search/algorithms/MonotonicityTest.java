package masattention.search.algorithms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import masattention.laws.RandomMachines;
import masattention.npu.NpuConfig;
import masattention.search.Objective;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import org.junit.jupiter.api.Test;

/**
 * More of something never makes an optimum much slower, on the cases of {@link AllIntegersTest}.
 *
 * <p>What fits in less L1 fits in more, and takes as long there; so more L1 makes no optimum slower
 * unless the space lacks a residency. More bandwidth, or more lanes, can: tasks that end earlier
 * may let another transfer go first. Such scheduling anomalies are counted.
 */
class MonotonicityTest {
  private static final int CASES = Integer.getInteger("mas.monotonicity.cases", 400);

  @Test
  void moreL1MakesNothingSlower() {
    Losses losses =
        Losses.of(
            (random, machine) ->
                RandomMachines.withL1(
                    machine, machine.l1Bytes() + 1 + random.nextLong(machine.l1Bytes())));
    System.out.println("more L1: " + losses);
    assertEquals(0, losses.count, losses.toString());
  }

  @Test
  void anomaliesOfMoreBandwidthAreSmall() {
    Losses losses =
        Losses.of(
            (random, machine) ->
                RandomMachines.withBandwidth(
                    machine,
                    machine.dramMillibytesPerCycle() * (101L + random.nextInt(200)) / 100));
    System.out.println("more bandwidth: " + losses);
    assertTrue(losses.most < 0.05, losses.toString());
  }

  @Test
  void anomaliesOfMoreLanesAreSmall() {
    Losses losses =
        Losses.of(
            (random, machine) ->
                RandomMachines.withLanes(
                    machine, machine.vectorLanes() + 1 + random.nextInt(machine.vectorLanes())));
    System.out.println("more lanes: " + losses);
    assertTrue(losses.most < 0.05, losses.toString());
  }

  /** Of every case, by its seed. */
  private static final List<OptionalLong> BEFORE =
      IntStream.range(0, CASES)
          .mapToObj(AllIntegersTest::task)
          .map(MonotonicityTest::fewest)
          .toList();

  /** The fewest cycles; none where nothing fits. */
  private static OptionalLong fewest(SearchTask task) {
    return SearchAlgorithms.BRANCH_AND_BOUND
        .search(task, Evaluator.fast(), SearchSettings.unlimited(1))
        .best()
        .stream()
        .mapToLong(Evaluation::cycles)
        .findFirst();
  }

  /** How often and by how much more of something made an optimum slower. */
  private static final class Losses {
    private int cases;
    private int count;
    private double most;
    private int worst = -1;

    static Losses of(BiFunction<Random, NpuConfig, NpuConfig> more) {
      Losses losses = new Losses();
      for (int seed = 0; seed < CASES; seed++) {
        OptionalLong before = BEFORE.get(seed);
        if (before.isPresent()) {
          SearchTask task = AllIntegersTest.task(seed);
          NpuConfig machine = more.apply(new Random(seed), task.machine());
          long after =
              fewest(new SearchTask(task.scheduler(), task.shape(), machine, Objective.CYCLES))
                  .orElseThrow();
          losses.add(seed, (double) after / before.getAsLong() - 1);
        }
      }
      return losses;
    }

    private void add(int seed, double loss) {
      cases++;
      count += loss > 0 ? 1 : 0;
      worst = loss > most ? seed : worst;
      most = Math.max(most, loss);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d of %d optima slower, at most %.3f %% (seed %d)",
          count,
          cases,
          100 * most,
          worst);
    }
  }
}
