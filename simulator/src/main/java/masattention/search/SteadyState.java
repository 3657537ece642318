package masattention.search;

import java.util.Arrays;
import masattention.interpret.timing.StreamedSimulation;
import masattention.schedule.Pipeline;
import masattention.schedule.Problem;
import masattention.schedule.Team;

/**
 * Skips what repeats in a pass. When the state of the whole machine and of all pipelines is that of
 * an earlier moment, but for the time that has passed, what followed then follows again, until
 * something differs: the end of a row of sub-tiles, the last or ragged row block of a head, the
 * last groups of a team. Every pipeline repeats at its own pace, sub-tiles, row blocks or groups.
 *
 * <p>Of a period some times may stand still: those of a core that does nothing in it, or of what
 * was over before. They are harmless when they are older than all that the working engines can do
 * next. Otherwise a second period like the first must show that they do not matter: starts are
 * maxima of times, and one that stands still cannot be the largest twice unless the other stands
 * still too. A transfer that waits in all of it ends the skip before its turn comes.
 */
final class SteadyState {
  private static final int MOMENTS = 24;

  /** Turns of a row looked at before it is gone through as it is. */
  private static final int PATIENCE = 64;

  /** Fewer turns than this are not worth a look. */
  private static final int WORTH = 8;

  private final StreamedSimulation simulation;
  private final History rowsSeen = new History(MOMENTS);
  private final History blocksSeen = new History(MOMENTS);
  private final History groupsSeen = new History(MOMENTS);
  private Pipeline[] pipelines = {};
  private Pipeline[] ofCore = {};
  private int phase;
  private int fullRowBlocks;
  private boolean uniform;
  private int looks;

  SteadyState(StreamedSimulation simulation) {
    this.simulation = simulation;
  }

  /** Gets ready for a pass. */
  void start(Problem problem, Pipeline[] newPipelines, int newPhase) {
    pipelines = newPipelines;
    phase = newPhase;
    int seqQ = problem.shape().seqQ();
    int rows = problem.tiling().rowsPerBlock();
    boolean alike = !problem.shape().causal();
    fullRowBlocks = alike ? seqQ / rows : 0;
    boolean resides = problem.tiling().residentKeyTiles() + problem.tiling().residentValueTiles() > 0;
    uniform = alike && !resides && seqQ % rows == 0;
    int cores = problem.machine().cores();
    if (ofCore.length != cores) {
      ofCore = new Pipeline[cores];
    }
    Arrays.fill(ofCore, null);
    for (Pipeline pipeline : pipelines) {
      Team team = pipeline.team();
      for (int i = 0; i < team.size(); i++) {
        ofCore[team.core(i)] = pipeline;
      }
    }
    rowsSeen.forget();
    blocksSeen.forget();
    groupsSeen.forget();
  }

  /** Skips what repeats, if pipeline {@code index}, about to emit a turn, is at a good place. */
  void skip(int index) {
    Pipeline pipeline = pipelines[index];
    if (!pipeline.repeats()) {
      return;
    }
    if (!pipeline.beginsStep()) {
      if (pipeline.alikeTurns() >= WORTH) {
        long row = ((long) pipeline.step() << 8 | pipeline.stage()) << 16 | index;
        looks = rowsSeen.isNewAbout(row) ? 0 : looks + 1;
        if (looks < PATIENCE) {
          look(rowsSeen);
        }
      }
    } else if (index == first() && pipeline.step() < pipeline.team().blocks()) {
      int step = pipeline.step();
      Team team = pipeline.team();
      if (uniform) {
        if (blocksAlike(pipeline, step) > 1) {
          look(blocksSeen);
        }
      } else if (team.indexInGroup(step) == 0) {
        if (step > 0 && team.groups() - team.ordinal(step) > 1) {
          look(groupsSeen);
        }
      } else if (fullRowBlocks > 3 && blocksAlike(pipeline, step) > 1) {
        blocksSeen.isNewAbout(team.head(step));
        look(blocksSeen);
      }
    }
  }

  /** The first pipeline that has row blocks left. */
  private int first() {
    for (int i = 0; i < pipelines.length; i++) {
      if (pipelines[i].step() < pipelines[i].team().blocks()) {
        return i;
      }
    }
    return 0;
  }

  private void look(History history) {
    Moment now = history.next();
    now.take(simulation, pipelines, ofCore, phase);
    for (int back = 1; back <= history.size(); back++) {
      Moment earlier = history.ago(back);
      long cycles = now.cyclesSince(earlier);
      if (cycles > 0 && now.snapshot.follows(earlier.snapshot, cycles)) {
        long periods = now.periodsBeforeWaiting(earlier);
        for (int i = 0; i < pipelines.length && periods > 0; i++) {
          periods = Math.min(periods, periods(i, earlier));
        }
        if (periods > 0
            && (now.isSettledSince(earlier) || hasRepeated(history, now, back, cycles))) {
          now.snapshot.goOn(earlier.snapshot, periods);
          now.setBack(simulation, pipelines, ofCore, phase);
          history.forget();
          return;
        }
      }
    }
    history.keep();
  }

  /** Whether the period from {@code earlier} to {@code now} is like one before. */
  private boolean hasRepeated(History history, Moment now, int back, long cycles) {
    Moment earlier = history.ago(back);
    for (int further = back + 1; further <= history.size(); further++) {
      Moment before = history.ago(further);
      if (earlier.cyclesSince(before) == cycles) {
        return earlier.snapshot.follows(before.snapshot, cycles)
            && now.snapshot.movedAsBefore(earlier.snapshot, before.snapshot)
            && comesTheSameWay(before, earlier);
      }
    }
    return false;
  }

  private boolean comesTheSameWay(Moment before, Moment earlier) {
    for (int i = 0; i < pipelines.length; i++) {
      if (periods(i, before) == 0) {
        return false;
      }
    }
    return true;
  }

  /** How often a pipeline can come on again as it has since {@code earlier}. */
  private long periods(int index, Moment earlier) {
    Pipeline pipeline = pipelines[index];
    int blocks = pipeline.step() - earlier.step(index);
    int turns = pipeline.turn() - earlier.turn(index);
    if (pipeline.stage() != earlier.stage(index) || (blocks != 0 && turns != 0)) {
      return 0;
    }
    if (blocks == 0) {
      int left = pipeline.alikeTurns();
      boolean alike = turns > 0 && earlier.alikeTurns(index) - left == turns;
      return turns == 0 ? Long.MAX_VALUE : alike ? left / turns : 0;
    }
    return blocks(pipeline, earlier.step(index)) / blocks;
  }

  /** Row blocks that a pipeline can come on as it has since {@code earlier}. */
  private long blocks(Pipeline pipeline, int earlier) {
    Team team = pipeline.team();
    int step = pipeline.step();
    if (step >= team.blocks()) {
      return 0;
    }
    int groups = team.ordinal(step) - team.ordinal(earlier);
    if (uniform || team.head(step) == team.head(earlier)) {
      return blocksAlike(pipeline, earlier) == 0 ? 0 : blocksAlike(pipeline, step);
    }
    if (groups == 0
        || earlier < 2 * team.size()
        || team.indexInGroup(step) != team.indexInGroup(earlier)
        || team.rowBlock(step) != team.rowBlock(earlier)) {
      return 0;
    }
    int begun = pipeline.beginsStep() ? 0 : 1;
    int groupsBegun = begun == 0 && team.indexInGroup(step) == 0 ? 1 : 2;
    int groupsLeft = Math.max(0, team.groups() - groupsBegun - team.ordinal(step));
    int blocksLeft = Math.max(0, team.blocks() - begun - step - team.size());
    int period = step - earlier;
    return (long) Math.min(groupsLeft / groups, blocksLeft / period) * period;
  }

  /** Row blocks from a step on after which all are still alike; 0 where they are not. */
  private int blocksAlike(Pipeline pipeline, int step) {
    Team team = pipeline.team();
    int ahead = 2 * team.size();
    if (uniform) {
      return step < ahead + 1 ? 0 : Math.max(0, team.blocks() - 1 - step - ahead);
    }
    int rowBlock = team.rowBlock(step);
    if (rowBlock < (ahead + 1) * team.blockStride()) {
      return 0;
    }
    return Math.max(0, (fullRowBlocks - 1 - rowBlock) / team.blockStride() - ahead);
  }
}
