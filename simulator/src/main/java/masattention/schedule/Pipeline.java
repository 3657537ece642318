package masattention.schedule;

import masattention.program.Buffer;
import masattention.program.Snapshot;

/**
 * The tasks of one team in one pass: steps that are alike but for the row blocks they are about,
 * each made of stages, emitted turn by turn.
 *
 * <p>Step n is that of the team's row block n, and belongs to its core; later steps drain the
 * pipelines of the cores. Within a step, what does not wait for the step's products stands before
 * them, so that between two turns nothing that is still to be emitted could have begun before a
 * transfer that the turns so far wait for. The order of the program is step after step; where no
 * step touches the slots of resident sub-tiles, every core may go at its own pace, for its engines
 * see no difference. Where a step only frees them for the next group, its core may be ahead of
 * others too: what it fetches by their load queues is deferred until they have come to later steps.
 */
public final class Pipeline {
  private final RowBlocks blocks;
  private final int drain;
  private final int steps;
  private final Stage[] stages;
  private final int[] step;
  private final int[] stage;
  private final int[] turn;
  private final int[] turns;
  private final boolean[] begun;

  /** Steps before this one, from the earliest on, that keep the resident sub-tiles as they are. */
  private int keptBefore;

  private Pipeline(RowBlocks blocks, int drain, Stage... stages) {
    this.blocks = blocks;
    this.drain = drain;
    this.stages = stages;
    int cores = blocks.team().size();
    steps = blocks.team().blocks() + drain * cores;
    step = new int[cores];
    stage = new int[cores];
    turn = new int[cores];
    turns = new int[cores];
    begun = new boolean[cores];
    for (int core = 0; core < cores; core++) {
      step[core] = core;
      findTurn(core);
    }
  }

  /** Steps for every row block and {@code drain} more for every core. */
  public static Pipeline of(RowBlocks blocks, int drain, Stage... stages) {
    return new Pipeline(blocks, drain, stages);
  }

  /** Emits the tasks of a whole step. */
  public interface Step {
    void emit(int step);
  }

  /** Emits everything that is left, step after step. */
  public void emitAll() {
    for (int core = last(); !isDone(core); core = last()) {
      emit(core);
    }
  }

  /** The core at the earliest step. */
  public int last() {
    int last = 0;
    for (int core = 1; core < step.length; core++) {
      last = step[core] < step[last] ? core : last;
    }
    return last;
  }

  /** Whether all steps of a core of the team have been emitted. */
  public boolean isDone(int core) {
    return step[core] >= steps;
  }

  /**
   * Whether the next turn of a core may be emitted, others being at earlier steps: these keep the
   * resident sub-tiles, and it keeps them too or frees them after all others.
   */
  public boolean mayEmit(int core) {
    int earliest = step[last()];
    return step[core] == earliest
        || (keepResidents(earliest, step[core] - 1)
            && blocks.mayDefer(
                step[core], stages[stage[core]].readsResidents(step[core], turn[core])));
  }

  /** Whether no step of these fetches a resident sub-tile or frees the slot of one. */
  private boolean keepResidents(int from, int to) {
    keptBefore = Math.max(keptBefore, from);
    while (keptBefore <= to && blocks.keepsResidents(keptBefore)) {
      keptBefore++;
    }
    return keptBefore > to;
  }

  /** Whether the step that a core is at fetches no resident sub-tile and frees no slot of one. */
  public boolean keepsResidents(int core) {
    return blocks.keepsResidents(step[core]);
  }

  /** Whether no resident sub-tile is to be fetched until the group that a core is at has passed. */
  public boolean rests(int core) {
    return blocks.rests(step[core]);
  }

  /** Emits the next turn of a core. */
  public void emit(int core) {
    begun[core] = true;
    blocks.deferred.emits(step, step[core]);
    stages[stage[core]].emit(step[core], turn[core]++);
    findTurn(core);
    blocks.deferred.catchUp(core, step[core]);
  }

  private void findTurn(int core) {
    while (step[core] < steps) {
      if (turn[core] == 0) {
        turns[core] = stages[stage[core]].turns(step[core]);
      }
      if (turn[core] < turns[core]) {
        return;
      }
      turn[core] = 0;
      if (++stage[core] == stages.length) {
        stage[core] = 0;
        step[core] += step.length;
        begun[core] = false;
      }
    }
  }

  // ---- where it is, and what repeats

  /** The team whose tasks these are. */
  public Team team() {
    return blocks.team();
  }

  /** The step that a core is at. */
  public int step(int core) {
    return step[core];
  }

  /** The stage that a core is at. */
  public int stage(int core) {
    return stage[core];
  }

  /** The turn that comes next in a core. */
  public int turn(int core) {
    return turn[core];
  }

  /** Whether nothing of the step of a core has been emitted. */
  public boolean beginsStep(int core) {
    return !begun[core];
  }

  /**
   * Turns of a core from the next on that differ in nothing but their sub-tile; 0 where they do.
   */
  public int alikeTurns(int core) {
    return turn[core] < alikeFrom(core) ? 0 : Math.max(0, alikeTo(core) - turn[core]);
  }

  /** The first of such turns in the row of sub-tiles that a core is in. */
  public int alikeFrom(int core) {
    return isDone(core) ? Integer.MAX_VALUE : stages[stage[core]].alikeFrom(step[core]);
  }

  /** The first turn from there on that differs again. */
  public int alikeTo(int core) {
    return isDone(core) ? 0 : stages[stage[core]].alikeTo(step[core]);
  }

  /** Every how many of these turns are alike. */
  public int period(int core) {
    return stages[stage[core]].period(step[core]);
  }

  /** Row blocks of a core that its pipeline may be behind, or ahead. */
  public int depth() {
    return Math.max(2, drain);
  }

  /**
   * How often the user of a buffer in the chip's core {@code owner} has gone on to the next copy.
   */
  public int copyInUse(Buffer buffer, int owner) {
    int core = owner - team().core(0);
    return blocks.copyInUse(buffer, owner, at(step[core]), at(step[last()]));
  }

  private int at(int anyStep) {
    return Math.min(anyStep, steps - 1);
  }

  /**
   * Hands over how far it is.
   *
   * @param residents whether how far the resident sub-tiles are too
   */
  public void visit(Snapshot snapshot, boolean residents) {
    for (int core = 0; core < step.length; core++) {
      step[core] = snapshot.count(step[core]);
      turn[core] = snapshot.count(turn[core]);
      snapshot.same(stage[core]);
      snapshot.same(begun[core] ? 1 : 0);
      if (snapshot.isSettingBack() && !isDone(core)) {
        turns[core] = stages[stage[core]].turns(step[core]);
      }
      blocks.visitCore(snapshot, core, at(step[core]));
      for (Stage each : stages) {
        each.visit(snapshot, at(step[core]));
      }
    }
    if (residents) {
      blocks.visitResidents(snapshot, at(step[last()]));
    }
  }
}
