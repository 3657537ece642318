package masattention.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import masattention.search.Objective;
import masattention.search.SearchSettings;
import masattention.search.Within;
import masattention.simulator.Simulator;

/**
 * What a search looks for.
 *
 * @param within what balanced may take beyond the fewest cycles
 * @param besides whether the balanced tiling is wanted beside the fastest
 * @param exact whether what is found must be proven, however long that takes
 */
record Goal(Objective objective, Within within, boolean besides, boolean exact) {

  /** Says how near something is to the optimum, unless all is proven. */
  void put(ObjectNode object, double gap) {
    if (!exact) {
      object.put("proven_optimal", gap == 0).put("gap_percent", Proof.percent(gap, 3));
    }
  }

  /** A simulator of which the searches take as much effort as this asks for. */
  Simulator of(Simulator simulator) {
    long effort = SearchSettings.quick(simulator.network().shape());
    return exact ? simulator : simulator.withEffort(effort);
  }
}
