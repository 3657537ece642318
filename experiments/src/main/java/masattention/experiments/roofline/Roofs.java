package masattention.experiments.roofline;

import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;
import masattention.workload.AttentionShape;

/**
 * What a machine can reach at most, in operations of the products per nanosecond (GOP/s); a
 * multiply-accumulate is two operations.
 */
record Roofs(NpuConfig machine) {
  static final int OPERATIONS_PER_MAC = 2;

  /** All matrix units busy in every cycle. */
  double mac() {
    double macsPerCycle =
        (double) machine.macRows() * machine.macCols() * machine.macDepth() * machine.cores();
    return OPERATIONS_PER_MAC * macsPerCycle * gigahertz();
  }

  /** Bytes of DRAM per nanosecond (GB/s): the slope of the DRAM roof. */
  double dramBytesPerNanosecond() {
    return machine.dramMillibytesPerCycle() / 1000.0 * gigahertz();
  }

  /** The DRAM channel busy in every cycle, at this many operations per byte. */
  double dram(double operationsPerByte) {
    return operationsPerByte * dramBytesPerNanosecond();
  }

  /** The lower of the roofs that depend on the machine alone. */
  double attainable(double operationsPerByte) {
    return Math.min(mac(), dram(operationsPerByte));
  }

  /** The operations per byte from which on the DRAM does not limit. */
  double ridge() {
    return mac() / dramBytesPerNanosecond();
  }

  /** All vector units busy in every cycle with the cheapest exact softmax of the shape. */
  double vec(AttentionShape shape) {
    VectorCosts costs = machine.vectorCosts();
    double element =
        costs.maxMilli()
            + costs.subMilli()
            + costs.expMilli()
            + costs.addMilli()
            + (double) costs.reductionMilli();
    double scaled = 0;
    for (int row = 0; row < shape.seqQ(); row++) {
      scaled += Math.min(shape.visibleKeys(row), shape.valueDim());
    }
    double rows = (double) shape.heads() * shape.seqQ();
    double milliLaneCycles =
        shape.visiblePositions() * element
            + scaled * shape.heads() * costs.mulMilli()
            + rows * costs.divMilli();
    double cycles = milliLaneCycles / 1000 / machine.vectorLanes() / machine.cores();
    return operations(shape) / (cycles / gigahertz());
  }

  /** Operations of both products, unmasked positions only. */
  static double operations(AttentionShape shape) {
    return (double) OPERATIONS_PER_MAC
        * shape.visiblePositions()
        * (shape.headDim() + shape.valueDim());
  }

  double gigahertz() {
    return machine.clockMegahertz() / 1000.0;
  }
}
