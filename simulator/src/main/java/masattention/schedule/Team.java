package masattention.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import masattention.program.Tensor;
import masattention.program.Tile;
import masattention.tiling.BlockGrid;
import masattention.tiling.Kept;
import masattention.tiling.Partition;

/**
 * Cores that use the same resident K and V, and the sequence of row blocks dealt to them.
 *
 * <p>A group is a key/value head with the rows of all its query heads; its row blocks follow each
 * other. A team's groups are numbered by ordinals 0, 1, … in the order in which it works on them.
 * HEADS makes a team of every core; ROWS one team of all cores where L1 is shared, else one of
 * every core that takes every {@code cores}-th row block.
 */
public final class Team {
  private static final int REMEMBERED = 8;
  private static final int ALL = Integer.MAX_VALUE;

  private final BlockGrid grid;
  private final int firstCore;
  private final int size;
  private final int blocksPerGroup;
  private final int blockOffset;
  private final int blockStride;
  private final int groupOffset;
  private final int groupStride;
  private final int blocks;
  private final int groups;
  private final boolean findsResidents;
  private final int[] known = new int[REMEMBERED];
  private final int[] knownOrdinal = new int[REMEMBERED];
  private final int[] knownHead = new int[REMEMBERED];
  private final int[] knownRowBlock = new int[REMEMBERED];
  private final Kept[] knownKept = new Kept[REMEMBERED];

  private Team(
      BlockGrid grid,
      int firstCore,
      int size,
      int blockOffset,
      int blockStride,
      int groupOffset,
      int groupStride,
      int most) {
    this.grid = grid;
    findsResidents = most != ALL;
    this.firstCore = firstCore;
    this.size = size;
    this.blockOffset = blockOffset;
    this.blockStride = blockStride;
    this.groupOffset = groupOffset;
    this.groupStride = groupStride;
    blocksPerGroup = grid.rowBlocks();
    int dealtGroups = ceilDiv(grid.shape().groups() - groupOffset, groupStride);
    blocks =
        Math.min(
            most,
            ceilDiv(Math.multiplyExact(dealtGroups, blocksPerGroup) - blockOffset, blockStride));
    groups = everyGroup() ? dealtGroups : blocks;
    Arrays.fill(known, -1);
  }

  /** The teams that have work to do. */
  public static List<Team> of(Problem problem) {
    return problem.sharesKv()
        ? List.of(new Team(problem.grid(), 0, problem.machine().cores(), 0, 1, 0, 1, ALL))
        : apart(problem);
  }

  /** The same where nothing is shared: every core that has work to do is a team. */
  public static List<Team> apart(Problem problem) {
    BlockGrid grid = problem.grid();
    int cores = problem.machine().cores();
    List<Team> teams = new ArrayList<>();
    boolean heads = problem.tiling().partition() == Partition.HEADS;
    for (int core = 0; core < cores; core++) {
      teams.add(
          heads
              ? new Team(grid, core, 1, 0, 1, core, cores, ALL)
              : new Team(grid, core, 1, core, cores, 0, 1, ALL));
    }
    teams.removeIf(team -> team.blocks <= 0);
    return teams;
  }

  /**
   * The sequence of one row block alone, on the first core. It stands for many, and finds in L1
   * what stays there.
   */
  public static Team ofOneBlock(BlockGrid grid, int rowBlock) {
    return ofBlocks(grid, rowBlock, grid.rowBlocks(), 1);
  }

  /**
   * The same of {@code count} row blocks of one group from {@code first} on, {@code stride} apart.
   */
  public static Team ofBlocks(BlockGrid grid, int first, int stride, int count) {
    return new Team(grid, 0, 1, first, stride, 0, grid.shape().groups(), count);
  }

  /** Ceiling of a / b, at most 0 where a is not positive. */
  private static int ceilDiv(int a, int b) {
    return a <= 0 ? 0 : (a - 1) / b + 1;
  }

  /** Whether the team has a block in every group dealt to it. */
  private boolean everyGroup() {
    return blocksPerGroup >= blockStride;
  }

  /** Whether the sub-tiles that stay in L1 need not be fetched. */
  boolean findsResidents() {
    return findsResidents;
  }

  /** Cores of the team. */
  public int size() {
    return size;
  }

  /** Row blocks of the team. */
  public int blocks() {
    return blocks;
  }

  /** Groups of which the team has a row block. */
  public int groups() {
    return groups;
  }

  /** The core that works on row block {@code n}. */
  public int core(int n) {
    return firstCore + n % size;
  }

  /** How many row blocks its core worked on before row block {@code n}. */
  public int turn(int n) {
    return n / size;
  }

  /** Where row block {@code n} is remembered: a few neighbours are asked for again and again. */
  private int remembered(int n) {
    int at = n & (REMEMBERED - 1);
    if (known[at] != n) {
      int index = n * blockStride + blockOffset;
      int group = index / blocksPerGroup;
      known[at] = n;
      knownOrdinal[at] = everyGroup() ? group : n;
      knownHead[at] = group * groupStride + groupOffset;
      knownRowBlock[at] = index - group * blocksPerGroup;
      knownKept[at] = null;
    }
    return at;
  }

  /** The ordinal of the group to which row block {@code n} belongs. */
  public int ordinal(int n) {
    return knownOrdinal[remembered(n)];
  }

  private int firstBlock(int ordinal) {
    return everyGroup() ? ceilDiv(ordinal * blocksPerGroup - blockOffset, blockStride) : ordinal;
  }

  /** How many row blocks of its group the team has before row block {@code n}. */
  public int indexInGroup(int n) {
    return n - firstBlock(ordinal(n));
  }

  /** Row blocks of a group that the team has. */
  public int blocksInGroup(int ordinal) {
    return Math.min(firstBlock(ordinal + 1), blocks) - firstBlock(ordinal);
  }

  /** The key/value head of a group. */
  int kvHead(int ordinal) {
    return head(firstBlock(ordinal));
  }

  /** Key/value head, over the whole batch, of row block {@code n}. */
  public int head(int n) {
    return knownHead[remembered(n)];
  }

  /** Number of row block {@code n} within its group. */
  public int rowBlock(int n) {
    return knownRowBlock[remembered(n)];
  }

  /** The sub-tiles that row block {@code n} sees. */
  public Kept kept(int n) {
    int at = remembered(n);
    if (knownKept[at] == null) {
      knownKept[at] = grid.kept(knownRowBlock[at]);
    }
    return knownKept[at];
  }

  /** Row blocks of a group that the team has, from number {@code first} to {@code last}. */
  int blocksInGroup(int ordinal, int first, int last) {
    return blocksInGroupFrom(ordinal, first) - blocksInGroupFrom(ordinal, last + 1);
  }

  private int blocksInGroupFrom(int ordinal, int first) {
    int before = ceilDiv(first - rowBlock(firstBlock(ordinal)), blockStride);
    return Math.max(0, blocksInGroup(ordinal) - before);
  }

  /** The tile of {@code tensor} that belongs to row block {@code n}. */
  public long tile(Tensor tensor, int n, int subTile) {
    return Tile.of(tensor, head(n), rowBlock(n), subTile);
  }

  /** Row blocks of all cores from one of its row blocks to the next. */
  public int blockStride() {
    return blockStride;
  }
}
