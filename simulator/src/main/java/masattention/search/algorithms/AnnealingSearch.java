package masattention.search.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import masattention.search.SearchListener;
import masattention.search.SearchResult;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.evaluation.Evaluator;

/**
 * Simulated annealing: eight walks through neighbouring tilings, each of which also takes a step to
 * a worse one with probability exp(−relative loss / temperature).
 *
 * <p>A neighbour differs in one branch of the tiling tree, mostly by one place. The temperature
 * falls geometrically from 0.3 to 0.001 while the budget (or the space) is used up. Steps to
 * tilings already known are free; a walk that makes many of them in a row starts again elsewhere.
 * Source: Kirkpatrick, Gelatt, Vecchi, "Optimization by Simulated Annealing", Science 220, 1983.
 */
final class AnnealingSearch implements SearchAlgorithm {
  private static final int WALKS = 8;
  private static final int FREE_STEPS = 64;
  private static final double HOT = 0.3;
  private static final double COLD = 0.001;

  @Override
  public SearchResult search(
      SearchTask task, Evaluator evaluator, SearchSettings settings, SearchListener listener) {
    try (Trials trials = new Trials(task.objective(), task, evaluator, settings, listener)) {
      Random random = new Random(settings.seed());
      Candidates candidates = new Candidates(task, trials, random);
      long planned = Math.min(settings.budget(), candidates.tree().pairs());
      List<Long> places = new ArrayList<>(candidates.drawUnknown(WALKS));
      candidates.evaluate(places);
      places.removeIf(place -> !candidates.isKnown(place));
      while (!candidates.finished()) {
        long spent = settings.budget() - trials.left();
        double temperature =
            HOT * StrictMath.pow(COLD / HOT, Math.min(1, (double) spent / planned));
        step(candidates, random, places, temperature);
      }
      return trials.result(candidates.allKnown());
    }
  }

  private static void step(
      Candidates candidates, Random random, List<Long> places, double temperature) {
    List<Long> proposals = new ArrayList<>();
    for (int walk = 0; walk < places.size(); walk++) {
      proposals.add(propose(candidates, random, places, walk, temperature));
    }
    candidates.evaluate(proposals);
    for (int walk = 0; walk < places.size(); walk++) {
      long proposal = proposals.get(walk);
      if (candidates.isKnown(proposal)) {
        if (accepts(candidates, random, places.get(walk), proposal, temperature)) {
          places.set(walk, proposal);
        }
      }
    }
  }

  /** A tiling not known yet beside the walk's place, which moves on over known ones. */
  private static long propose(
      Candidates candidates, Random random, List<Long> places, int walk, double temperature) {
    for (int free = 0; free < FREE_STEPS; free++) {
      long place = places.get(walk);
      long proposal = neighbour(candidates.tree(), random, place);
      if (!candidates.isKnown(proposal)) {
        return proposal;
      }
      if (accepts(candidates, random, place, proposal, temperature)) {
        places.set(walk, proposal);
      }
    }
    return candidates.drawUnknown(1).get(0);
  }

  private static long neighbour(TilingTree tree, Random random, long place) {
    int[] path = tree.path(place);
    int level = random.nextInt(tree.levels());
    int step = 1;
    while (random.nextInt(3) == 0) {
      step *= 2;
    }
    path[level] = Math.max(0, path[level] + (random.nextBoolean() ? step : -step));
    return tree.index((at, count) -> Math.min(path[at], count - 1));
  }

  private static boolean accepts(
      Candidates candidates, Random random, long place, long proposal, double temperature) {
    double loss = candidates.value(proposal) / candidates.value(place) - 1;
    return loss <= 0 || random.nextDouble() < StrictMath.exp(-loss / temperature);
  }
}
