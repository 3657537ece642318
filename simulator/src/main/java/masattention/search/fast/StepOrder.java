package masattention.search.fast;

import java.util.List;
import masattention.schedule.Schedulers;

/** In which order a pass goes through the stages of its row blocks; the schedulers' own orders. */
enum StepOrder {
  /** S_i, P_i, O_i. */
  IN_TURN(true, true),
  /** The same, nothing of the next row block before O_i is stored. */
  ALONE(true, true),
  /** O_{i−2}, S_i beside P_{i−1}. */
  STREAMS(true, true),
  /** The same on two half arrays, in rounds. */
  ROUNDS(true, true),
  /** S_k, O_{k−2} over the sub-tiles k of all row blocks, beside the vector work of k − 1. */
  ONE_PASS(true, true),
  /** S_i, stored sub-tile by sub-tile. */
  SCORES(true, false),
  /** P_i of scores from DRAM. */
  SOFTMAX(false, false),
  /** S_i and P_i, stored row block by row block. */
  PROBABILITIES(true, false),
  /** O_i of P from DRAM. */
  OUTPUTS(false, true);

  private final boolean keys;
  private final boolean values;

  StepOrder(boolean keys, boolean values) {
    this.keys = keys;
    this.values = values;
  }

  boolean usesKeys() {
    return keys;
  }

  boolean usesValues() {
    return values;
  }

  /** Steps of a core after its last row block's. */
  int drain() {
    return this == STREAMS || this == ROUNDS || this == ONE_PASS ? 2 : 0;
  }

  /** The passes of a scheduler. */
  static List<StepOrder> of(Schedulers scheduler) {
    return switch (scheduler) {
      case LAYER_WISE -> List.of(SCORES, SOFTMAX, OUTPUTS);
      case SOFT_PIPE -> List.of(PROBABILITIES, OUTPUTS);
      case FLAT, FLAT_STREAM -> List.of(IN_TURN);
      case FLAT_NO_PREFETCH -> List.of(ALONE);
      case TILEFLOW -> List.of(ROUNDS);
      case FUSEMAX -> List.of(ONE_PASS);
      case MAS, MAS_SPILL -> List.of(STREAMS);
    };
  }
}
