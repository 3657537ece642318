package masattention.search.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Simulated annealing: eight walks through neighbouring tilings, each of which also takes a step to
 * a worse one with probability exp(−relative loss / temperature).
 *
 * <p>A neighbour differs in one branch of the tiling tree, mostly by one place. The temperature
 * falls geometrically from 0.3 to 0.001 while the budget (or the space) is used up. Steps to
 * tilings already known are free; a walk that makes many of them in a row starts again elsewhere.
 * Source: Kirkpatrick, Gelatt, Vecchi, "Optimization by Simulated Annealing", Science 220, 1983.
 */
final class AnnealingSearch {
  private static final int WALKS = 8;
  private static final int FREE_STEPS = 64;
  private static final double HOT = 0.3;
  private static final double COLD = 0.001;

  private final Trials trials;
  private final Candidates candidates;
  private final TilingTree tree;
  private final Random random;

  /** Where each walk is. */
  private final List<Long> places;

  private double temperature;

  private AnnealingSearch(Trials trials) {
    this.trials = trials;
    candidates = new Candidates(trials);
    tree = candidates.tree();
    random = candidates.random();
    places = new ArrayList<>(candidates.drawUnknown(WALKS));
  }

  static boolean search(Trials trials) {
    return new AnnealingSearch(trials).search();
  }

  private boolean search() {
    long planned = Math.min(trials.settings().budget(), tree.pairs());
    candidates.evaluateUnlessBad(places);
    places.removeIf(place -> !candidates.isKnown(place));
    while (!candidates.finished()) {
      double spent = Math.min(1, (double) trials.evaluations() / planned);
      temperature = HOT * StrictMath.pow(COLD / HOT, spent);
      step();
    }
    return candidates.allKnown();
  }

  private void step() {
    List<Long> proposals = new ArrayList<>();
    for (int walk = 0; walk < places.size(); walk++) {
      proposals.add(propose(walk));
    }
    candidates.evaluateUnlessBad(proposals);
    for (int walk = 0; walk < places.size(); walk++) {
      if (candidates.isKnown(proposals.get(walk))) {
        moveOrStay(walk, proposals.get(walk));
      }
    }
  }

  /** A tiling not known yet beside the walk's place, which moves on over known ones. */
  private long propose(int walk) {
    for (int free = 0; free < FREE_STEPS; free++) {
      long proposal = neighbour(places.get(walk));
      if (!candidates.isKnown(proposal)) {
        return proposal;
      }
      moveOrStay(walk, proposal);
    }
    return candidates.drawUnknown(1).get(0);
  }

  private long neighbour(long place) {
    int[] path = tree.path(place);
    int level = random.nextInt(tree.levels());
    int step = 1;
    while (random.nextInt(3) == 0) {
      step *= 2;
    }
    path[level] = Math.max(0, path[level] + (random.nextBoolean() ? step : -step));
    return tree.index((at, count) -> Math.min(path[at], count - 1));
  }

  private void moveOrStay(int walk, long proposal) {
    double loss = candidates.value(proposal) / candidates.value(places.get(walk)) - 1;
    if (loss <= 0 || random.nextDouble() < StrictMath.exp(-loss / temperature)) {
      places.set(walk, proposal);
    }
  }
}
