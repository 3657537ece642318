package masattention.search.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;
import masattention.interpret.timing.StreamedSimulation;
import masattention.schedule.Problem;
import masattention.schedule.Team;
import masattention.tiling.BlockGrid;
import masattention.tiling.RowBlockRuns;
import masattention.tiling.Tiling;

/**
 * Skips what repeats in a pass. When the state of the whole machine and of all lanes is that of an
 * earlier moment, but for the time that has passed, what followed then follows again, until
 * something differs: the end of a row of sub-tiles, the last or ragged row block of a head, the
 * last groups of a team. Every lane repeats at its own pace, sub-tiles, row blocks or groups.
 *
 * <p>Of a period some times may stand still: those of a core that does nothing in it, or of what
 * was over before. They are harmless when they are older than all that the working engines can do
 * next. Otherwise a second period like the first must show that they do not matter: starts are
 * maxima of times, and one that stands still cannot be the largest twice unless the other stands
 * still too. A transfer that waits in all of it ends the skip before its turn comes.
 */
final class SteadyState {
  private static final int MOMENTS = 24;

  /** Turns of a row looked at from its first on, and from every power of two on. */
  private static final int PATIENCE = 64;

  /** Fewer turns than this, and one for every task that waits, are not worth a look. */
  private static final int WORTH = 8;

  /** A lane has come on alone when no other has for so many of its turns. */
  private static final int ALONE = 4;

  private final StreamedSimulation simulation;
  private final Drift drift;
  private final History rowsSeen = new History(MOMENTS);
  private final History blocksSeen = new History(MOMENTS);
  private final History groupsSeen = new History(MOMENTS);
  private Pass pass;
  private Lane[] lanes = {};

  /** The first row blocks of runs of a group that are alike, and the one after the last of them. */
  private int[] runs = {};

  private boolean uniform;

  /** Whether sub-tiles stay in L1. */
  private boolean resides;

  /** Row blocks that share a pass, which come on together. */
  private int perPass;

  /** Row blocks of a core ahead of its own of which Q may have been asked for. */
  private int blocksKnown;

  /** Turns since a row began, or since something of it was skipped. */
  private int turns;

  /** The channel's clock at the last look. */
  private long lookedAt;

  /** Whether it had moved on as before, as twice in a row it must before a state is taken. */
  private boolean wasKnown;

  private int[] turnsAlone = {};

  SteadyState(StreamedSimulation simulation) {
    this.simulation = simulation;
    drift = new Drift(simulation.comparisons());
  }

  /** Gets ready for a pass over {@code problem}. */
  void start(Problem problem, Pass newPass) {
    pass = newPass;
    lanes = pass.lanes();
    turnsAlone = new int[lanes.length];
    Tiling tiling = problem.tiling();
    perPass = tiling.spans().blocksPerPass();
    blocksKnown = perPass == 1 ? 1 : perPass + 1;
    resides = tiling.residentKeyTiles() + tiling.residentValueTiles() > 0;
    boolean fills = problem.shape().groupRows() % tiling.rowsPerBlock() == 0;
    boolean passesDiffer = perPass > 1 && problem.shape().isMasked();
    runs = passesDiffer || problem.shape().hasWindow() ? new int[1] : runs(problem.grid(), fills);
    uniform = perPass == 1 && !problem.shape().isMasked() && !resides && fills;
    drift.clear();
    rowsSeen.forget();
    blocksSeen.forget();
    groupsSeen.forget();
  }

  private static int[] runs(BlockGrid grid, boolean fills) {
    RowBlockRuns runs = RowBlockRuns.of(grid);
    int whole = fills ? runs.count() : runs.count() - 1;
    return IntStream.rangeClosed(0, whole).map(runs::start).toArray();
  }

  /** The run that a row block belongs to; −1 where it is alike to none. */
  private int runOf(int rowBlock) {
    int at = Arrays.binarySearch(runs, rowBlock);
    int run = at >= 0 ? at : -at - 2;
    return run < runs.length - 1 ? run : -1;
  }

  /** Skips what repeats, if lane {@code index}, about to emit a turn, is at a good place. */
  void skip(int index) {
    Lane lane = lanes[index];
    if (!lane.beginsStep()) {
      if (lane.alikeTurns() >= WORTH + simulation.tasksWaiting() && looks(index)) {
        long row = ((long) lane.step() << 8 | lane.stage()) << 16 | index;
        if (rowsSeen.isNewAbout(row)) {
          turns = 0;
          wasKnown = false;
        }
        if (turns - Integer.highestOneBit(turns) < PATIENCE) {
          long now = simulation.engines().channelFreeCycle();
          boolean known = rowsSeen.knows((now - lookedAt) << 16 | simulation.tasksWaiting());
          lookedAt = now;
          if (known && wasKnown) {
            look(rowsSeen);
          }
          wasKnown = known;
        }
        turns++;
      }
    } else if (lane.hasRowBlocks() && index == first()) {
      int step = lane.step();
      Team team = lane.team();
      if (uniform) {
        if (blocksAlike(lane, step) > 1) {
          look(blocksSeen);
        }
      } else if (team.indexInGroup(step) == 0) {
        if (step > 0 && team.groups() - team.ordinal(step) > 1) {
          look(groupsSeen);
        }
      } else if (blocksAlike(lane, step) > 1 && lane.pipeline().rests(lane.index())) {
        blocksSeen.isNewAbout((long) team.ordinal(step) << 32 | runOf(team.rowBlock(step)));
        look(blocksSeen);
      }
    }
  }

  /**
   * Whether a lane in a row of sub-tiles is the one whose turns are looked at: the first in a row
   * that comes on.
   */
  private boolean looks(int index) {
    turnsAlone[index]++;
    for (int i = 0; i < index; i++) {
      if (lanes[i].alikeTurns() >= WORTH && turnsAlone[index] < ALONE) {
        return false;
      }
    }
    Arrays.fill(turnsAlone, 0, index, 0);
    Arrays.fill(turnsAlone, index + 1, lanes.length, 0);
    return true;
  }

  /** The first lane that has row blocks left. */
  private int first() {
    for (int i = 0; i < lanes.length; i++) {
      if (lanes[i].hasRowBlocks()) {
        return i;
      }
    }
    return 0;
  }

  /** Takes the state and skips what repeats; whether anything does. */
  private boolean look(History history) {
    boolean residents = history != rowsSeen;
    if (residents) {
      rowsSeen.forget(); // so that no steady part began in an earlier period
    }
    Moment now = history.next();
    now.take(simulation, pass, residents);
    for (int back = 1; back <= history.size(); back++) {
      Moment earlier = history.ago(back);
      long cycles = now.cyclesSince(earlier);
      boolean known = residents || !resides || now.isInStepsOf(earlier);
      if (cycles > 0 && known && now.snapshot.follows(earlier.snapshot, cycles)) {
        long periods = now.periodsBeforeWaiting(earlier);
        for (int i = 0; i < lanes.length && periods > 0; i++) {
          periods = Math.min(periods, periods(i, earlier, false));
        }
        boolean settled = !drift.isWatching() && now.isSettledSince(earlier);
        if (periods > 0 && (settled || hasRepeated(history, now, back, cycles))) {
          drift.skip(now, earlier, periods);
          now.snapshot.goOn(earlier.snapshot, periods);
          pass.visit(now.snapshot, simulation, residents);
          history.forget();
          return true;
        }
      }
    }
    boolean skips = history == blocksSeen && drift.mayLook() && changesEvenly(now);
    if (!skips) {
      history.keep();
    }
    return skips;
  }

  /**
   * Skips row blocks that have changed evenly for three periods and will do so again; whether any.
   */
  private boolean changesEvenly(Moment now) {
    for (int back = 1; 3 * back <= blocksSeen.size(); back++) {
      Moment third = blocksSeen.ago(back);
      Moment second = blocksSeen.ago(2 * back);
      Moment first = blocksSeen.ago(3 * back);
      if (now.changedEvenly(third, second, first)
          && now.snapshot.followsEvenly(third.snapshot, second.snapshot, first.snapshot)) {
        long most = couldComeSince(first, true) ? Long.MAX_VALUE : 0;
        for (int i = 0; i < lanes.length && most > 0; i++) {
          most = Math.min(most, periods(i, third, true));
        }
        long periods = most == 0 ? 0 : drift.periods(blocksSeen, back, now, most);
        if (periods > 0) {
          now.snapshot.goOnEvenly(third.snapshot, second.snapshot, periods);
          pass.visit(now.snapshot, simulation, true);
          blocksSeen.forget();
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the period from {@code earlier} to {@code now} is like one before. */
  private boolean hasRepeated(History history, Moment now, int back, long cycles) {
    Moment earlier = history.ago(back);
    for (int further = back + 1; further <= history.size(); further++) {
      Moment before = history.ago(further);
      if (earlier.cyclesSince(before) == cycles) {
        return earlier.snapshot.follows(before.snapshot, cycles)
            && now.snapshot.movedAsBefore(earlier.snapshot, before.snapshot)
            && couldComeSince(before, false);
      }
    }
    return false;
  }

  private boolean couldComeSince(Moment before, boolean drifts) {
    for (int i = 0; i < lanes.length; i++) {
      if (periods(i, before, drifts) == 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * How often a lane can come on again as it has since {@code earlier}.
   *
   * @param drifts whether it may also move within its row of sub-tiles from row block to row block
   */
  private long periods(int index, Moment earlier, boolean drifts) {
    Lane lane = lanes[index];
    int blocks = lane.step() - earlier.step(index);
    int turns = lane.turn() - earlier.turn(index);
    if (lane.stage() != earlier.stage(index) || (!drifts && blocks != 0 && turns != 0)) {
      return 0;
    }
    if (blocks == 0) {
      int left = lane.alikeTurns();
      boolean alike = turns > 0 && earlier.alikeTurns(index) - left == turns;
      return turns == 0 ? Long.MAX_VALUE : alike ? left / turns : 0;
    }
    return blocks(lane, earlier.step(index)) / blocks;
  }

  /** Row blocks of its team that a lane can come on as it has since it was at step {@code then}. */
  private long blocks(Lane lane, int then) {
    Team team = lane.team();
    int step = lane.step();
    if (!lane.hasRowBlocks()) {
      return 0;
    }
    if (uniform || team.ordinal(step) == team.ordinal(then)) {
      boolean passes = (step - then) % perPass == 0;
      boolean alike = uniform || runOf(team.rowBlock(then)) == runOf(team.rowBlock(step));
      return !passes || !alike || blocksAlike(lane, then) == 0 ? 0 : blocksAlike(lane, step);
    }
    int groups = team.ordinal(step) - team.ordinal(then);
    if (groups == 0
        || then < ahead(lane)
        || team.indexInGroup(step) != team.indexInGroup(then)
        || team.rowBlock(step) != team.rowBlock(then)) {
      return 0;
    }
    int begun = lane.beginsStep() ? 0 : 1;
    int groupsBegun = begun == 0 && team.indexInGroup(step) == 0 ? 1 : 2;
    int groupsLeft = Math.max(0, team.groups() - groupsBegun - team.ordinal(step));
    int blocksLeft = Math.max(0, team.blocks() - begun - step - blocksKnown * team.size());
    int period = step - then;
    return (long) Math.min(groupsLeft / groups, blocksLeft / period) * period;
  }

  /** Row blocks from a step on after which all are still alike; 0 where they are not. */
  private int blocksAlike(Lane lane, int step) {
    Team team = lane.team();
    int ahead = ahead(lane);
    if (uniform) {
      return step < ahead + 1 ? 0 : Math.max(0, team.blocks() - 1 - step - ahead);
    }
    ahead += perPass == 1 ? 0 : 2 * perPass + 1;
    int rowBlock = team.rowBlock(step);
    int run = runOf(rowBlock);
    if (run < 0 || rowBlock < runs[run] + (ahead + 1) * team.blockStride()) {
      return 0;
    }
    return Math.max(0, (runs[run + 1] - 1 - rowBlock) / team.blockStride() - ahead);
  }

  /** Row blocks of a team between those that its pipeline is about at a time. */
  private static int ahead(Lane lane) {
    return lane.pipeline().depth() * lane.team().size();
  }
}
