package masattention.schedule;

import masattention.program.Program;

/** What comes of asking a scheduler: a program, or the reason why there is none. */
public sealed interface Scheduling {

  /**
   * The program.
   *
   * @throws IllegalArgumentException with the reason when there is none
   */
  default Program orElseThrow() {
    if (this instanceof Infeasible infeasible) {
      throw new IllegalArgumentException(infeasible.reason());
    }
    return ((Feasible) this).program();
  }

  /** The tiling fits. */
  record Feasible(Program program) implements Scheduling {}

  /** The tiling does not fit: which buffers, how many bytes, which limit. */
  record Infeasible(String reason) implements Scheduling {}
}
