package masattention.search.algorithms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import masattention.laws.LongRun;
import masattention.laws.RandomCases;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.search.Objective;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.search.space.TilingSpace;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/**
 * The fewest cycles of the search space against those of every integer pair of rows and columns, on
 * small random cases with tiny and odd memories, one scheduler a case.
 */
class AllIntegersTest {
  /** Cases; {@code -Plong} takes 5,000. */
  private static final int CASES = Integer.getInteger("mas.integers.cases", 200);

  /** Tilings of a space at most: few spaces are larger, and take most of the time. */
  private static final int MOST_TILINGS = LongRun.or(500, Integer.MAX_VALUE);

  /** No case of any run lost more than this to the best of all integers. */
  private static final double MOST_GAIN = 0.25;

  @Test
  void theSpaceLosesLittleToAllIntegers() {
    double most = 0;
    double sum = 0;
    int worst = -1;
    int lost = 0;
    int feasible = 0;
    for (int seed : seeds(CASES, MOST_TILINGS)) {
      SearchTask task = task(seed);
      TilingSpace space = task.space();
      Incumbents.Best best = best(task, space.rowsPerBlock(), space.colsPerTile());
      Optional<Evaluation> ofSpace = best.best();
      add(best, task, upTo(space.rowsPerBlock()), upTo(space.colsPerTile()));
      Optional<Evaluation> all = best.best();
      Optional<Evaluation> found =
          SearchAlgorithms.BRANCH_AND_BOUND
              .search(task, Evaluator.fast(), SearchSettings.unlimited(1))
              .best();
      assertEquals(ofSpace, found, "seed %d".formatted(seed));
      assertEquals(all.isPresent(), found.isPresent(), "seed " + seed + ": whether anything fits");
      if (all.isPresent()) {
        feasible++;
        double gain = (double) found.get().cycles() / all.get().cycles() - 1;
        assertTrue(gain >= 0, "seed " + seed + ": the space is part of all integers");
        sum += gain;
        lost += gain > 0 ? 1 : 0;
        worst = gain > most ? seed : worst;
        most = Math.max(most, gain);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "all integers: %d of %d cases fit, %d gain, at most %.3f %% (seed %d), mean %.5f %%%n",
        feasible,
        CASES,
        lost,
        100 * most,
        worst,
        100 * sum / feasible);
    assertTrue(feasible > CASES / 2, feasible + " cases fit");
    assertTrue(most <= MOST_GAIN, "%s at seed %d".formatted(most, worst));
  }

  /** The best of the pairs of rows and columns. */
  private static Incumbents.Best best(
      SearchTask task, List<Integer> allRows, List<Integer> allCols) {
    Incumbents.Best best = new Incumbents.Best(Objective.CYCLES);
    add(best, task, allRows, allCols);
    return best;
  }

  private static void add(
      Incumbents.Best best, SearchTask task, List<Integer> allRows, List<Integer> allCols) {
    for (int rows : allRows) {
      for (int cols : allCols) {
        for (Tiling tiling : task.space().feasible(rows, cols)) {
          Evaluator.fast()
              .evaluateUnless(
                  floor -> best.exclude(floor, tiling), task.scheduler(), task.problem(tiling))
              .ifPresent(best::add);
        }
      }
    }
  }

  private static List<Integer> upTo(List<Integer> extents) {
    return IntStream.rangeClosed(1, extents.get(extents.size() - 1)).boxed().toList();
  }

  /** What bounds leave out under a window is not among the best either. */
  @Test
  void windowsAreSearchedExactly() {
    int windows = 0;
    for (int seed = 0; seed < 2 * CASES; seed++) {
      SearchTask all = task(seed);
      SearchTask task =
          new SearchTask(
              all.scheduler(), RandomCases.withWindow(all.shape()), all.machine(), all.objective());
      if (task.shape().hasWindow()) {
        windows++;
        TilingSpace space = task.space();
        assertEquals(
            best(task, space.rowsPerBlock(), space.colsPerTile()).best(),
            SearchAlgorithms.BRANCH_AND_BOUND
                .search(task, Evaluator.fast(), SearchSettings.unlimited(1))
                .best(),
            "seed %d".formatted(seed));
      }
    }
    assertTrue(windows > CASES / 4, windows + " windows");
  }

  /** Those of the first seeds whose space is no larger. */
  static List<Integer> seeds(int seeds, int mostTilings) {
    return IntStream.range(0, seeds)
        .filter(seed -> task(seed).space().feasible().skip(mostTilings).findFirst().isEmpty())
        .boxed()
        .toList();
  }

  static SearchTask task(int seed) {
    Random random = new Random(seed);
    List<Scheduler> all = Schedulers.published();
    Scheduler scheduler = all.get(seed % all.size());
    AttentionShape shape = shape(random);
    return new SearchTask(scheduler, shape, machine(random, shape), Objective.CYCLES);
  }

  private static AttentionShape shape(Random random) {
    boolean causal = random.nextInt(3) == 0;
    int seqKv = 1 + random.nextInt(24);
    int seqQ = random.nextBoolean() ? seqKv : 1 + random.nextInt(causal ? seqKv : 24);
    int kvHeads = 1 + random.nextInt(3);
    int group = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
    int headDim = 1 + random.nextInt(16);
    int valueDim = random.nextInt(3) == 0 ? 1 + random.nextInt(16) : headDim;
    return new AttentionShape(
        1, kvHeads * group, kvHeads, seqQ, seqKv, headDim, valueDim, causal, 1 + random.nextInt(2));
  }

  /** Arrays from one row up to more than the layer has; memories from too small to ample. */
  private static NpuConfig machine(Random random, AttentionShape shape) {
    List<String> presets = List.of("edge", "davinci", "flat-edge", "tileflow-edge");
    NpuConfig like = Machines.resolve(presets.get(random.nextInt(presets.size()))).config();
    int rows = 2 * (1 + random.nextInt(random.nextBoolean() ? 4 : 16));
    int cols = 1 + random.nextInt(random.nextBoolean() ? 8 : 32);
    int cores = 1 + random.nextInt(3);
    long whole =
        (long) shape.elementBytes()
            * (2L * shape.seqKv() * (shape.headDim() + shape.valueDim())
                + 3L * shape.seqQ() * (shape.seqKv() + shape.headDim() + shape.valueDim()));
    long perCore = 1 + (long) (whole * random.nextDouble() * random.nextDouble() * 1.5);
    return new NpuConfig(
        "random",
        like.clockMegahertz(),
        cores,
        rows,
        cols,
        1 << random.nextInt(3),
        random.nextBoolean() ? rows + cols - 2 : 0,
        1 + random.nextInt(32),
        like.vectorCosts(),
        perCore * cores,
        random.nextBoolean(),
        random.nextBoolean() ? NpuConfig.UNLIMITED : 1 + random.nextInt(64),
        200 + random.nextInt(random.nextBoolean() ? 4000 : 40_000),
        random.nextInt(3) == 0 ? 0 : random.nextInt(150),
        like.energyCosts());
  }
}
