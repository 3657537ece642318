package masattention.search.evaluation;

import masattention.schedule.Pipeline;
import masattention.schedule.Team;

/**
 * The steps of one core.
 *
 * @param pipeline that of its team
 * @param index its number in the team
 */
record Lane(Pipeline pipeline, int index) {

  Team team() {
    return pipeline.team();
  }

  int core() {
    return team().core(index);
  }

  boolean isDone() {
    return pipeline.isDone(index);
  }

  int step() {
    return pipeline.step(index);
  }

  int stage() {
    return pipeline.stage(index);
  }

  int turn() {
    return pipeline.turn(index);
  }

  int alikeTurns() {
    return pipeline.alikeTurns(index);
  }

  boolean beginsStep() {
    return pipeline.beginsStep(index);
  }

  /** Whether row blocks of it are left. */
  boolean hasRowBlocks() {
    return step() < team().blocks();
  }
}
