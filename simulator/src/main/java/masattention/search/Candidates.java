package masattention.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import masattention.tiling.Tiling;

/**
 * The tilings of a space by number, with what is known of each, for searches that may come back to
 * one. Only the first visit costs an evaluation.
 */
final class Candidates {
  private final TilingTree tree;
  private final Trials trials;
  private final Objective objective;
  private final Evaluation[] known;
  private final int[] shuffled;
  private int passed;
  private int knownCount;

  Candidates(SearchTask task, Trials trials, Random random) {
    tree = new TilingTree(task.space().feasible());
    this.trials = trials;
    objective = task.objective();
    known = new Evaluation[tree.size()];
    shuffled = new int[tree.size()];
    for (int i = 0; i < shuffled.length; i++) {
      int j = random.nextInt(i + 1);
      shuffled[i] = shuffled[j];
      shuffled[j] = i;
    }
  }

  TilingTree tree() {
    return tree;
  }

  /** Whether the budget is spent or everything is known. */
  boolean finished() {
    return trials.left() == 0 || allKnown();
  }

  boolean allKnown() {
    return knownCount == known.length;
  }

  boolean isKnown(int index) {
    return known[index] != null;
  }

  /** The objective of a known tiling. */
  double value(int index) {
    return objective.of(known[index]);
  }

  /** Evaluates those of the tilings that are not known yet, as far as the budget goes. */
  void evaluate(List<Integer> indices) {
    List<Integer> unknown = indices.stream().distinct().filter(i -> !isKnown(i)).toList();
    List<Tiling> tilings = unknown.stream().map(tree::tiling).toList();
    List<Evaluation> results = trials.evaluate(tilings);
    for (int i = 0; i < results.size(); i++) {
      known[unknown.get(i)] = results.get(i);
    }
    knownCount += results.size();
  }

  /** Up to {@code count} tilings not known yet, drawn by chance. */
  List<Integer> drawUnknown(int count) {
    while (passed < shuffled.length && isKnown(shuffled[passed])) {
      passed++;
    }
    List<Integer> drawn = new ArrayList<>();
    for (int i = passed; i < shuffled.length && drawn.size() < count; i++) {
      if (!isKnown(shuffled[i])) {
        drawn.add(shuffled[i]);
      }
    }
    return drawn;
  }
}
