package masattention.search;

import java.util.ArrayList;
import java.util.List;
import masattention.tiling.Tiling;

/**
 * The feasible tilings as a tree of choices: rows, columns, buffers, residency, partition. Every
 * path from the root ends at a feasible tiling, and every node holds a range of their list.
 */
final class TilingTree {
  /** Choices from the root to a tiling. */
  static final int LEVELS = 5;

  private final List<Tiling> tilings;
  private final Node root;

  /** Orders tilings, which must be ascending, into a tree. */
  TilingTree(List<Tiling> tilings) {
    this.tilings = tilings;
    root = new Node(0, 0, tilings.size());
  }

  Node root() {
    return root;
  }

  int size() {
    return tilings.size();
  }

  Tiling tiling(int index) {
    return tilings.get(index);
  }

  /** The branches that lead to a tiling. */
  int[] path(int index) {
    int[] path = new int[LEVELS];
    Node node = root;
    for (int level = 0; level < LEVELS; level++) {
      path[level] = node.branchOf(index);
      node = node.children().get(path[level]);
    }
    return path;
  }

  /** The tiling at the end of a path; a branch beyond a node's last leads to its last. */
  int index(int[] path) {
    Node node = root;
    for (int level = 0; level < LEVELS; level++) {
      node = node.children().get(Math.min(path[level], node.children().size() - 1));
    }
    return node.from();
  }

  /** The tilings that agree in the first choices. */
  final class Node {
    private final int level;
    private final int from;
    private final int to;
    private List<Node> children;

    Node(int level, int from, int to) {
      this.level = level;
      this.from = from;
      this.to = to;
    }

    int from() {
      return from;
    }

    int to() {
      return to;
    }

    boolean isLeaf() {
      return level == LEVELS;
    }

    /** What the next choice can be. */
    List<Node> children() {
      if (children == null) {
        children = split();
      }
      return children;
    }

    private List<Node> split() {
      List<Node> parts = new ArrayList<>();
      int start = from;
      for (int i = from + 1; i <= to; i++) {
        if (i == to || !agree(level, tilings.get(i), tilings.get(start))) {
          parts.add(new Node(level + 1, start, i));
          start = i;
        }
      }
      return parts;
    }

    private int branchOf(int index) {
      int branch = 0;
      while (children().get(branch).to <= index) {
        branch++;
      }
      return branch;
    }
  }

  private static boolean agree(int level, Tiling a, Tiling b) {
    return switch (level) {
      case 0 -> a.rowsPerBlock() == b.rowsPerBlock();
      case 1 -> a.colsPerTile() == b.colsPerTile();
      case 2 -> a.kvBuffers() == b.kvBuffers();
      case 3 ->
          a.residentKeyTiles() == b.residentKeyTiles()
              && a.residentValueTiles() == b.residentValueTiles();
      default -> a.partition() == b.partition();
    };
  }
}
