package masattention.experiments.energy;

import masattention.npu.EnergyCosts;
import masattention.npu.NpuConfig;

/** What is changed of a machine's energy costs at one point of a sweep. */
interface CostPoint {

  /** The changed costs. */
  EnergyCosts of(EnergyCosts costs);

  /** The machine with the changed costs. */
  default NpuConfig machine(NpuConfig m) {
    return new NpuConfig(
        m.name(),
        m.clockMegahertz(),
        m.cores(),
        m.macRows(),
        m.macCols(),
        m.macDepth(),
        m.macFillCycles(),
        m.vectorLanes(),
        m.vectorCosts(),
        m.l1Bytes(),
        m.l1Shared(),
        m.l1BytesPerCyclePerCore(),
        m.dramMillibytesPerCycle(),
        m.dramLatencyCycles(),
        of(m.energyCosts()));
  }
}
