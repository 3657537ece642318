package masattention.search.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Monte Carlo tree search over rows, columns, buffers, residency and partition.
 *
 * <p>Children are chosen by UCT: mean reward plus sqrt(2 ln(visits of the parent) / visits) · 0.2,
 * the reward being the logarithm of the objective, scaled to 0 at the worst and 1 at the best seen.
 * A new child is followed by a random descent. Eight descents form a batch, each counting as a
 * visit without reward until it is evaluated. A node whose tilings are all known, or that turns out
 * to have none, is closed, so that no tiling is evaluated twice. Source: Kocsis, Szepesvári,
 * "Bandit Based Monte-Carlo Planning", ECML 2006.
 */
final class MonteCarloTreeSearch {
  private static final int BATCH = 8;
  private static final double EXPLORATION = 0.2;

  private final Candidates candidates;
  private final Random random;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;

  private MonteCarloTreeSearch(Candidates candidates) {
    this.candidates = candidates;
    random = candidates.random();
  }

  static boolean search(Trials trials) {
    return new MonteCarloTreeSearch(new Candidates(trials)).search();
  }

  /** What is known of a node. */
  private static final class Statistics {
    private final TilingTree.Node node;
    private List<Statistics> children;
    private int closedChildren;
    private boolean closed;
    private int visits;
    private int rewarded;
    private double sum;

    Statistics(TilingTree.Node node) {
      this.node = node;
    }

    List<Statistics> children() {
      if (children == null) {
        children = node.children().stream().map(Statistics::new).toList();
      }
      return children;
    }
  }

  private boolean search() {
    Statistics root = new Statistics(candidates.tree().root());
    while (!candidates.finished()) {
      List<List<Statistics>> paths = new ArrayList<>();
      while (paths.size() < BATCH && !root.closed) {
        descend(root).ifPresent(paths::add);
      }
      List<Long> leaves = paths.stream().map(p -> p.get(p.size() - 1).node.from()).toList();
      candidates.evaluate(leaves);
      for (int i = 0; i < paths.size(); i++) {
        if (candidates.isKnown(leaves.get(i))) {
          reward(paths.get(i), StrictMath.log(candidates.value(leaves.get(i))));
        }
      }
    }
    return candidates.allKnown();
  }

  /** The way to a tiling not visited yet; empty if it ends where none is feasible. */
  private Optional<List<Statistics>> descend(Statistics root) {
    List<Statistics> path = new ArrayList<>();
    Statistics at = root;
    path.add(at);
    while (!at.node.isLeaf() && !at.children().isEmpty()) {
      at = choose(at);
      path.add(at);
    }
    for (int i = path.size() - 1; i >= 0; i--) {
      Statistics passed = path.get(i);
      passed.visits += at.node.isLeaf() ? 1 : 0;
      passed.closed = passed.node.isLeaf() || passed.closedChildren == passed.children().size();
      if (passed.closed && i > 0) {
        path.get(i - 1).closedChildren++;
      }
    }
    return at.node.isLeaf() ? Optional.of(path) : Optional.empty();
  }

  private Statistics choose(Statistics parent) {
    List<Statistics> fresh = new ArrayList<>();
    Statistics best = null;
    double bestScore = Double.NEGATIVE_INFINITY;
    for (Statistics child : parent.children()) {
      if (!child.closed) {
        if (child.visits == 0) {
          fresh.add(child);
        } else if (score(parent, child) > bestScore) {
          best = child;
          bestScore = score(parent, child);
        }
      }
    }
    return fresh.isEmpty() ? best : fresh.get(random.nextInt(fresh.size()));
  }

  private double score(Statistics parent, Statistics child) {
    double spread = most - least;
    double mean = spread > 0 ? (most * child.rewarded - child.sum) / spread / child.visits : 0.0;
    return mean + EXPLORATION * Math.sqrt(2 * StrictMath.log(parent.visits) / child.visits);
  }

  private void reward(List<Statistics> path, double logarithm) {
    least = Math.min(least, logarithm);
    most = Math.max(most, logarithm);
    for (Statistics passed : path) {
      passed.rewarded++;
      passed.sum += logarithm;
    }
  }
}
