package masattention.search.fast;

import java.util.Arrays;
import masattention.schedule.Team;

/**
 * What a core of a team that shares K and V is asked for in one pass, sub-tile by sub-tile: a
 * sub-tile takes the place of one of an earlier group as soon as the last task that reads that is
 * written. Where groups have fewer row blocks than the team has cores, a core may have to finish
 * row blocks ahead of its time to make way for others.
 */
final class OnePassTeam {
  private static final int NONE = -1;

  private final OnePassScript script;
  private final OnePassAsks keys;
  private final OnePassAsks values;
  private int place;
  private int size;
  private int groupBlocks;
  private int copies;
  private boolean crowded;

  // the row blocks of the team
  private final Walk walk = new Walk();
  private int blocksLeft;

  // by core: the last sub-tile of its pipeline and the one before
  private Place[] last = {};
  private Place[] second = {};

  /** Products of a step done ahead of it: of the sub-tile before the last, and of the last too. */
  private final int[] ahead = new int[Core.MASK + 1];

  /** A sub-tile of a row block. */
  private static final class Place {
    private int block;
    private int tile;
    private int ordinal;
    private int index;
  }

  OnePassTeam(OnePassScript script) {
    this.script = script;
    keys = new OnePassAsks(script, Grant.KEYS);
    values = new OnePassAsks(script, Grant.VALUES);
  }

  void start(Team team, int newPlace, int rowBlocks) {
    place = newPlace;
    size = team.size();
    groupBlocks = team.blocksPerGroup();
    copies = script.core.team.residents[Grant.KEYS].copies;
    boolean resides = script.pass.resident[Grant.VALUES] > 0;
    crowded = groupBlocks < size && team.groups() > 1 && resides;
    walk.start(team, 0, 1, rowBlocks);
    blocksLeft = team.blocks();
    keys.start(groupBlocks, crowded);
    values.start(groupBlocks, crowded);
    if (last.length < size) {
      last = new Place[size];
      second = new Place[size];
      Arrays.setAll(last, i -> new Place());
      Arrays.setAll(second, i -> new Place());
    }
    for (int c = 0; c < size; c++) {
      last[c].block = NONE;
      second[c].block = NONE;
    }
    Arrays.fill(ahead, 0);
  }

  boolean isCrowded() {
    return crowded;
  }

  int ahead(int step) {
    return ahead[step & Core.MASK];
  }

  void clearAhead(int step) {
    ahead[step & Core.MASK] = 0;
  }

  /** Step {@code n} of the team: the sub-tiles of a row block, or one of draining. */
  void step(int n) {
    int c = n % size;
    if (blocksLeft == 0) {
      output(c);
      age(c, NONE, 0);
      return;
    }
    if (asksAsBefore(c)) {
      useAll(n, c);
    } else {
      useEach(n, c);
    }
    walk.next();
    blocksLeft--;
  }

  /**
   * Whether the next row block and the one before it on its core are inside a group, so that no
   * sub-tile is used for the first or the last time.
   */
  private boolean asksAsBefore(int c) {
    boolean staged = script.stagedOfRow(size) > 0;
    return !crowded
        && script.pass.tiles > 1
        && walk.indexInGroup > size
        && walk.indexInGroup < groupBlocks - 1
        && (copies == 1 || c != place || !staged);
  }

  /** A row block of which each sub-tile is used once, and as many of the one before on its core. */
  private void useAll(int n, int c) {
    if (c == place) {
      script.useStaged(script.stagedOfRow(size));
    }
    keys.usedAll(walk.ordinal, 1);
    values.usedAll(walk.ordinal, 1);
    values.passed(walk.ordinal, walk.indexInGroup - size);
    keys.passed(walk.ordinal, walk.indexInGroup);
    age(c, n, script.pass.tiles - 2);
    age(c, n, script.pass.tiles - 1);
  }

  private void useEach(int n, int c) {
    int tiles = script.pass.tiles;
    int bulk = script.bulk();
    for (int tile = 0; tile < tiles; tile++) {
      if (tile == script.firstStaged() && bulk > 0) {
        useStaged(c, 2 * bulk);
        tile += bulk;
        age(c, n, tile - 2);
        age(c, n, tile - 1);
      }
      output(c);
      if (tile >= keys.count) {
        useStaged(c, 1);
      } else if (keys.comes(walk.ordinal, tile)) {
        keys.used(walk.ordinal, tile);
      } else {
        throw new IllegalStateException("A sub-tile of K is wanted before its slot is free.");
      }
      if (tile == tiles - 1) {
        keys.passed(walk.ordinal, walk.indexInGroup);
      }
      age(c, n, tile);
    }
  }

  private void useStaged(int c, int count) {
    if (c == place) {
      script.useStaged(count);
    }
  }

  /** What was the last sub-tile of a core is the one before the last from now on. */
  private void age(int c, int n, int tile) {
    Place aged = last[c];
    last[c] = second[c];
    second[c] = aged;
    last[c].block = n;
    last[c].tile = tile;
    last[c].ordinal = walk.ordinal;
    last[c].index = walk.indexInGroup;
  }

  /** The product with V of the sub-tile before the last, if it was not yet; whether it is now. */
  private boolean output(int c) {
    Place of = second[c];
    if (of.block == NONE) {
      return false;
    }
    int n = of.block;
    int ordinal = of.ordinal;
    int index = of.index;
    int tile = of.tile;
    of.block = NONE;
    if (tile < values.count) {
      makeWay(n, ordinal, tile);
      values.used(ordinal, tile);
    } else {
      useStaged(c, 1);
    }
    if (tile == script.pass.tiles - 1) {
      values.passed(ordinal, index);
    }
    return true;
  }

  /** Drains the other cores of earlier row blocks while the slot of this one's V is in use. */
  private void makeWay(int n, int ordinal, int tile) {
    for (int earlier = Math.max(0, n - 2 * size); earlier < n; earlier++) {
      if (values.comes(ordinal, tile)) {
        return;
      }
      drain(earlier % size, earlier);
    }
    if (!values.comes(ordinal, tile)) {
      throw new IllegalStateException("A sub-tile of V is wanted before its slot is free.");
    }
  }

  private void drain(int c, int n) {
    int done = 0;
    if (second[c].block <= n && output(c)) {
      done = 1;
    }
    if (second[c].block == NONE
        && last[c].block != NONE
        && last[c].block <= n
        && last[c].tile < values.count) {
      age(c, NONE, 0);
      output(c);
      done = 2;
    }
    if (c == place) {
      int step = script.emitted & Core.MASK;
      ahead[step] = Math.max(ahead[step], done);
    }
  }

  // ---- skipping and describing

  /** Leaves out {@code count} row blocks of the team and of the same head. */
  void skipBlocks(int count) {
    keys.usedAll(walk.ordinal, count);
    values.usedAll(walk.ordinal, count);
    walk.skip(count);
    blocksLeft -= count;
    for (int c = 0; c < size; c++) {
      last[c].index += count;
      second[c].index += count;
    }
  }

  /** Leaves out groups with {@code blocks} row blocks. */
  void skipGroups(int blocks) {
    blocksLeft -= blocks;
  }

  /** Writes what is asked for, seen from group {@code ordinal}. */
  void describe(History.Moment now, int ordinal) {
    keys.describe(now, ordinal);
    values.describe(now, ordinal);
    now.reserve(4 * size);
    int base = script.emitted * size;
    for (int c = 0; c < size && crowded; c++) {
      now.add(last[c].block == NONE ? Long.MIN_VALUE : last[c].block - base);
      now.add(last[c].tile);
      now.add(second[c].block == NONE ? Long.MIN_VALUE : second[c].block - base);
      now.add(second[c].tile);
    }
    for (int step = script.core.step; step <= script.emitted && crowded; step++) {
      now.reserve(1);
      now.add(ahead(step));
    }
  }
}
