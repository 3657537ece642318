package masattention.search.algorithms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import masattention.search.space.TilingSpace;
import masattention.tiling.Tiling;

/**
 * The feasible tilings as a tree of choices: rows, columns, buffers, residency, partition, spans.
 * It grows where it is looked at: a tiling has the number of its pair of extents and its place
 * among what is feasible there, so that nothing has to be listed to address it.
 */
final class TilingTree {
  /** Choices from the root to a tiling of a scheduler without spans. */
  private static final int LEVELS = 5;

  /** More than the tilings with the same extents. */
  private static final int WIDTH = 1 << 14;

  private final TilingSpace space;
  private final int levels;
  private final List<Integer> rows;
  private final List<Integer> cols;
  private final Map<Long, List<Tiling>> known = new HashMap<>();

  TilingTree(TilingSpace space) {
    this.space = space;
    levels = space.hasSpans() ? LEVELS + 1 : LEVELS;
    rows = space.narrowest().stream().map(Tiling::rowsPerBlock).toList();
    cols = space.colsPerTile();
  }

  /** Choices from the root to a tiling. */
  int levels() {
    return levels;
  }

  /** Pairs of extents, feasible or not. */
  long pairs() {
    return (long) rows.size() * cols.size();
  }

  /** Any pair. */
  long draw(Random random) {
    return (long) random.nextInt(rows.size()) * cols.size() + random.nextInt(cols.size());
  }

  /** The feasible tilings of a pair. */
  List<Tiling> ofPair(long pair) {
    return known.computeIfAbsent(
        pair,
        p -> space.feasible(rows.get((int) (p / cols.size())), cols.get((int) (p % cols.size()))));
  }

  /** The number of the tiling at a place of a pair. */
  static long index(long pair, int place) {
    return pair * WIDTH + place;
  }

  Tiling tiling(long index) {
    return ofPair(index / WIDTH).get((int) (index % WIDTH));
  }

  Node root() {
    return new Node(this, 0, 0, pairs() * WIDTH);
  }

  /** That of a pair. */
  private Node node(long pair) {
    return new Node(this, 2, index(pair, 0), index(pair, ofPair(pair).size()));
  }

  /** Which of {@code count} branches to take. */
  interface Branching {
    int branch(int level, int count);
  }

  /**
   * The tiling at the end of a path. A pair of which nothing is feasible stands for the next with
   * fewer columns, or else fewer rows, of which something is, if there is one, or else more.
   */
  long index(Branching branching) {
    long pair =
        (long) branching.branch(0, rows.size()) * cols.size() + branching.branch(1, cols.size());
    for (long tried = 0; ofPair(pair).isEmpty(); tried++) {
      if (tried == pairs()) {
        throw new IllegalStateException("No tiling is feasible.");
      }
      pair = pair == 0 ? pairs() - 1 : pair - 1;
    }
    Node node = node(pair);
    while (!node.isLeaf()) {
      List<Node> children = node.children();
      node = children.get(branching.branch(node.level, children.size()));
    }
    return node.from();
  }

  /** The branches that lead to a tiling. */
  int[] path(long index) {
    long pair = index / WIDTH;
    int[] path = new int[levels];
    path[0] = (int) (pair / cols.size());
    path[1] = (int) (pair % cols.size());
    Node node = node(pair);
    while (!node.isLeaf()) {
      List<Node> children = node.children();
      int branch = 0;
      while (children.get(branch).to <= index) {
        branch++;
      }
      path[node.level] = branch;
      node = children.get(branch);
    }
    return path;
  }

  /** The tilings that agree in the first {@code level} choices, by number. */
  record Node(TilingTree tree, int level, long from, long to) {
    boolean isLeaf() {
      return level == tree.levels;
    }

    /** What the next choice can be; nothing where no tiling has these extents. */
    List<Node> children() {
      List<Node> parts = new ArrayList<>();
      if (level < 2) {
        long width = level == 0 ? (long) tree.cols.size() * WIDTH : WIDTH;
        for (long start = from; start < to; start += width) {
          parts.add(new Node(tree, level + 1, start, start + width));
        }
        return parts;
      }
      List<Tiling> tilings = tree.ofPair(from / WIDTH);
      int start = (int) (from % WIDTH);
      int end = (int) Math.min(start + to - from, tilings.size());
      for (int i = start + 1; i <= end; i++) {
        if (i == end || !agree(level, tilings.get(i), tilings.get(start))) {
          parts.add(
              new Node(tree, level + 1, from - from % WIDTH + start, from - from % WIDTH + i));
          start = i;
        }
      }
      return parts;
    }
  }

  private static boolean agree(int level, Tiling a, Tiling b) {
    return switch (level) {
      case 2 -> a.kvBuffers() == b.kvBuffers();
      case 3 ->
          a.residentKeyTiles() == b.residentKeyTiles()
              && a.residentValueTiles() == b.residentValueTiles();
      case 4 -> a.partition() == b.partition();
      default -> a.spans().equals(b.spans());
    };
  }
}
