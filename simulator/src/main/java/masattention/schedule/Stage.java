package masattention.schedule;

import masattention.program.Snapshot;
import masattention.schedule.Pipeline.Step;

/**
 * A part of a pipeline's step, emitted in turns: all at once, or a sub-tile a turn where a row of
 * sub-tiles is gone through.
 */
public interface Stage {

  /** Turns of it in step {@code step}; 0 where there is nothing to do. */
  int turns(int step);

  /** Emits the tasks of one turn. */
  void emit(int step, int turn);

  /** The first turn that differs from the next ones in nothing but its sub-tile. */
  default int alikeFrom(int step) {
    return Integer.MAX_VALUE;
  }

  /** The first turn from there on that differs again. */
  default int alikeTo(int step) {
    return 0;
  }

  /** Of turns that are alike but for their sub-tile, every how many. */
  default int period(int step) {
    return 1;
  }

  /**
   * Whether a turn reads resident sub-tiles; only asked where it has been said of which row blocks
   * those are.
   */
  default boolean readsResidents(int step, int turn) {
    return false;
  }

  /** Hands over what it remembers from turn to turn of the core of step {@code step}. */
  default void visit(Snapshot snapshot, int step) {}

  /** A stage of one turn. */
  static Stage of(Step whole) {
    return new Stage() {
      @Override
      public int turns(int step) {
        return 1;
      }

      @Override
      public void emit(int step, int turn) {
        whole.emit(step);
      }
    };
  }
}
