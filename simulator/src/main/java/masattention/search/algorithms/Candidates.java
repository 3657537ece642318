package masattention.search.algorithms;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import masattention.search.Objective;
import masattention.tiling.Tiling;

/**
 * The tilings of a space by number, with what is known of each, for searches that may come back to
 * one. Only the first visit costs an evaluation.
 */
final class Candidates {
  /** Draws without success after which the next unknown tiling is looked for in order. */
  private static final int DRAWS = 64;

  private final TilingTree tree;
  private final Trials trials;
  private final Objective objective;
  private final Random random;
  private final Map<Long, Double> known = new HashMap<>();
  private long passedPairs;

  Candidates(Trials trials) {
    this.trials = trials;
    tree = new TilingTree(trials.task().space());
    objective = trials.task().objective();
    random = new Random(trials.settings().seed());
  }

  TilingTree tree() {
    return tree;
  }

  /** The chance of the search, from its seed. */
  Random random() {
    return random;
  }

  /** Whether the budget is spent or everything is known. */
  boolean finished() {
    return trials.left() == 0 || allKnown();
  }

  boolean allKnown() {
    while (passedPairs < tree.pairs() && unknown(passedPairs, Set.of()).isEmpty()) {
      passedPairs++;
    }
    return passedPairs == tree.pairs();
  }

  /** A tiling of a pair of extents that is neither known nor among {@code others}. */
  private OptionalLong unknown(long pair, Set<Long> others) {
    for (int place = 0; place < tree.ofPair(pair).size(); place++) {
      long index = TilingTree.index(pair, place);
      if (!isKnown(index) && !others.contains(index)) {
        return OptionalLong.of(index);
      }
    }
    return OptionalLong.empty();
  }

  boolean isKnown(long index) {
    return known.containsKey(index);
  }

  /** The objective of a known tiling, or less, of one whose evaluation ended early. */
  double value(long index) {
    return known.get(index);
  }

  /** Evaluates those of the tilings that are not known yet, as far as the budget goes. */
  void evaluate(List<Long> indices) {
    evaluateUpTo(Double.POSITIVE_INFINITY, indices);
  }

  /**
   * The same, but what turns out to be worse than twice the best so far has the {@link #value} of
   * that: how bad a bad tiling is takes long.
   */
  void evaluateUnlessBad(List<Long> indices) {
    evaluateUpTo(2, indices);
  }

  /** The same, but what turns out to be worse than the best so far has the value of that. */
  void evaluateUnlessWorse(List<Long> indices) {
    evaluateUpTo(1, indices);
  }

  private void evaluateUpTo(double times, List<Long> indices) {
    Map<Tiling, Long> unknown = new LinkedHashMap<>();
    for (long index : indices) {
      if (!isKnown(index) && unknown.size() < trials.left()) {
        unknown.put(tree.tiling(index), index);
      }
    }
    double most = times * trials.best().map(objective::of).orElse(Double.POSITIVE_INFINITY);
    List<Tiling> tilings = List.copyOf(unknown.keySet());
    unknown.values().forEach(index -> known.put(index, most));
    trials.evaluateUnless(
        (floor, tiling) -> objective.of(floor) > most,
        tilings,
        found -> known.merge(unknown.get(found.tiling()), objective.of(found), Math::min));
  }

  /** Up to {@code count} tilings not known yet, drawn by chance. */
  List<Long> drawUnknown(int count) {
    Set<Long> drawn = new LinkedHashSet<>();
    for (int failed = 0; drawn.size() < count && failed < DRAWS; ) {
      long pair = tree.draw(random);
      int places = tree.ofPair(pair).size();
      long index = TilingTree.index(pair, places == 0 ? 0 : random.nextInt(places));
      failed = places > 0 && !isKnown(index) && drawn.add(index) ? 0 : failed + 1;
    }
    if (drawn.size() < count) {
      walk(count, drawn);
    }
    return List.copyOf(drawn);
  }

  /** Adds what is not known from a pair drawn by chance on. */
  private void walk(int count, Set<Long> drawn) {
    long start = tree.draw(random);
    for (long step = 0; step < tree.pairs() && drawn.size() < count; ) {
      OptionalLong unknown = unknown((start + step) % tree.pairs(), drawn);
      if (unknown.isPresent()) {
        drawn.add(unknown.getAsLong());
      } else {
        step++;
      }
    }
  }
}
