package masattention.experiments.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import masattention.interpret.timing.Bound;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedule.Schedulers;
import masattention.search.Objective;
import masattention.simulator.Simulator;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import masattention.workload.Network;

/** The proven optimum of a fused scheduler on TileFlow's edge machine. */
record TileflowOptimum(Schedulers scheduler, Tiling tiling, long cycles) {

  /** Schedulers that keep the scores on chip and have a tiling that fits. */
  static List<TileflowOptimum> all(AttentionShape shape) {
    Simulator simulator = new Simulator(Network.of("layer", shape), machine(), 1);
    List<TileflowOptimum> all = new ArrayList<>();
    for (Schedulers scheduler :
        List.of(
            Schedulers.FLAT,
            Schedulers.FLAT_STREAM,
            Schedulers.TILEFLOW,
            Schedulers.FUSEMAX,
            Schedulers.MAS)) {
      simulator
          .best(scheduler, Objective.CYCLES)
          .optional()
          .ifPresent(e -> all.add(new TileflowOptimum(scheduler, e.tiling(), e.cycles())));
    }
    return all;
  }

  /** The fastest of them, the first among equals. */
  static TileflowOptimum best(List<TileflowOptimum> all) {
    return all.stream().min(Comparator.comparingLong(TileflowOptimum::cycles)).orElseThrow();
  }

  /** The floor of every exact scheduler. */
  static long floor(AttentionShape shape) {
    return Bound.cycles(shape, machine());
  }

  private static NpuConfig machine() {
    return Machines.resolve(TileflowMapping.PRESET).config();
  }
}
