package masattention.experiments.assist;

import java.util.LinkedHashMap;
import java.util.Map;
import masattention.experiments.With;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;

/** Machines that differ in what the gain of assist rests on, by what is assumed of them. */
final class Assumptions {
  /** A vector unit whose exponentials cost the rest no time. */
  static final String EXP_BESIDE = "exponentials in a unit of their own";

  /** Machines of the counter-example: a GPU's core as its unit rates give it. */
  static final String AS_FITTED = "as its unit rates give it";

  private Assumptions() {}

  /** One core of a GPU. */
  static Map<String, NpuConfig> counterExamples() {
    NpuConfig machine = Machines.resolve("hopper-sm").config();
    Map<String, NpuConfig> examples = new LinkedHashMap<>();
    examples.put(AS_FITTED, machine);
    examples.put(EXP_BESIDE, expBeside(machine));
    return examples;
  }

  private static NpuConfig expBeside(NpuConfig machine) {
    return With.component(
        machine, "vectorCosts", With.component(machine.vectorCosts(), "expBeside", true));
  }

  /** Machines that differ from a preset in one assumption. */
  static Map<String, NpuConfig> changes(NpuConfig machine) {
    VectorCosts costs = machine.vectorCosts();
    long extra = costs.reductionMilli();
    Map<String, NpuConfig> changes = new LinkedHashMap<>();
    changes.put(
        "reductions all with the maximum",
        withCosts(machine, Map.of("maxMilli", costs.maxMilli() + extra, "reductionMilli", 0L)));
    changes.put(
        "reductions all with the sum",
        withCosts(machine, Map.of("addMilli", costs.addMilli() + extra, "reductionMilli", 0L)));
    changes.put(
        "half the exponential's cost",
        withCosts(machine, Map.of("expMilli", costs.expMilli() / 2)));
    changes.put(EXP_BESIDE, expBeside(machine));
    changes.put(
        "half the lanes", With.component(machine, "vectorLanes", machine.vectorLanes() / 2));
    changes.put(
        "twice the lanes", With.component(machine, "vectorLanes", machine.vectorLanes() * 2));
    long rate = machine.l1BytesPerCyclePerCore();
    changes.put(
        "half the L1 bandwidth", With.component(machine, "l1BytesPerCyclePerCore", rate / 2));
    changes.put(
        "twice the L1 bandwidth", With.component(machine, "l1BytesPerCyclePerCore", rate * 2));
    return changes;
  }

  private static NpuConfig withCosts(NpuConfig machine, Map<String, Long> costs) {
    return With.component(machine, "vectorCosts", With.components(machine.vectorCosts(), costs));
  }
}
