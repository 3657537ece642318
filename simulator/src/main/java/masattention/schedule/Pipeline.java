package masattention.schedule;

import masattention.program.Buffer;
import masattention.program.Snapshot;

/**
 * The tasks of one team in one pass: steps that are alike but for the row blocks they are about,
 * each made of stages, emitted turn by turn.
 *
 * <p>Step n is that of the team's row block n; later steps drain the pipeline. Within a step, what
 * does not wait for the step's products stands before them, so that between two turns nothing that
 * is still to be emitted could have begun before a transfer that the turns so far wait for.
 */
public final class Pipeline {
  private final RowBlocks blocks;
  private final int steps;
  private final boolean repeats;
  private final Stage[] stages;
  private int step;
  private int stage;
  private int turn;
  private int turns;
  private boolean begun;

  private Pipeline(RowBlocks blocks, int drain, boolean repeats, Stage... stages) {
    this.blocks = blocks;
    steps = blocks.team().blocks() + drain * blocks.team().size();
    this.repeats = repeats;
    this.stages = stages;
    findTurn();
  }

  /** Steps for every row block and {@code drain} more for every core. */
  public static Pipeline of(RowBlocks blocks, int drain, Stage... stages) {
    return new Pipeline(blocks, drain, true, stages);
  }

  /** The same where the steps are not alike. */
  public static Pipeline unlike(RowBlocks blocks, int drain, Stage... stages) {
    return new Pipeline(blocks, drain, false, stages);
  }

  /** Emits the tasks of a whole step. */
  public interface Step {
    void emit(int step);
  }

  /** Whether everything has been emitted. */
  public boolean isDone() {
    return step >= steps;
  }

  /** Emits the next turn. */
  public void emit() {
    begun = true;
    stages[stage].emit(step, turn++);
    findTurn();
  }

  private void findTurn() {
    while (step < steps) {
      if (turn == 0) {
        turns = stages[stage].turns(step);
      }
      if (turn < turns) {
        return;
      }
      turn = 0;
      if (++stage == stages.length) {
        stage = 0;
        step++;
        begun = false;
      }
    }
  }

  // ---- where it is, and what repeats

  /** Whether its steps are alike at all. */
  public boolean repeats() {
    return repeats;
  }

  /** The team whose tasks these are. */
  public Team team() {
    return blocks.team();
  }

  /** The step it is at. */
  public int step() {
    return step;
  }

  /** The stage it is at. */
  public int stage() {
    return stage;
  }

  /** The turn that comes next. */
  public int turn() {
    return turn;
  }

  /** Whether nothing of its step has been emitted. */
  public boolean beginsStep() {
    return !begun;
  }

  /** Turns from the next one on that differ in nothing but their sub-tile; 0 where they do. */
  public int alikeTurns() {
    return isDone() || turn < stages[stage].alikeFrom(step)
        ? 0
        : Math.max(0, stages[stage].alikeTo(step) - turn);
  }

  /** How often the user of a buffer in a core has gone on to the next copy. */
  public int copyInUse(Buffer buffer, int core) {
    return blocks.copyInUse(buffer, core, Math.min(step, steps - 1));
  }

  /** Hands over how far it is. */
  public void visit(Snapshot snapshot) {
    step = snapshot.count(step);
    turn = snapshot.count(turn);
    snapshot.same(stage);
    snapshot.same(begun ? 1 : 0);
    if (snapshot.isSettingBack() && !isDone()) {
      turns = stages[stage].turns(step);
    }
    int at = Math.min(step, steps - 1);
    blocks.visit(snapshot, at);
    for (Stage each : stages) {
      each.visit(snapshot, at);
    }
  }
}
