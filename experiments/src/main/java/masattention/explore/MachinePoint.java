package masattention.explore;

import masattention.npu.NpuConfig;

/** The parameters of a machine that an exploration varies. */
record MachinePoint(MacArray mac, int vectorLanes, long l1Bytes, long dramMillibytesPerCycle) {

  /** A matrix unit of so many rows, columns and products per output and cycle. */
  record MacArray(int rows, int cols, int depth) {
    @Override
    public String toString() {
      return rows + "x" + cols + "x" + depth;
    }
  }

  static MachinePoint of(NpuConfig machine) {
    return new MachinePoint(
        new MacArray(machine.macRows(), machine.macCols(), machine.macDepth()),
        machine.vectorLanes(),
        machine.l1Bytes(),
        machine.dramMillibytesPerCycle());
  }

  /**
   * {@code base} with these parameters. The array fills in rows + columns − 2 cycles unless the
   * base's fills at once; the energy of L1 follows its capacity.
   */
  NpuConfig applyTo(NpuConfig base) {
    long fill = base.macFillCycles() == 0 ? 0 : (long) mac.rows + mac.cols - 2;
    return new NpuConfig(
        base.name(),
        base.clockMegahertz(),
        base.cores(),
        mac.rows,
        mac.cols,
        mac.depth,
        fill,
        vectorLanes,
        base.vectorCosts(),
        l1Bytes,
        base.l1Shared(),
        base.l1BytesPerCyclePerCore(),
        dramMillibytesPerCycle,
        base.dramLatencyCycles(),
        base.energyCosts().withL1Bytes(base.l1Bytes(), l1Bytes),
        base.outputsInSeries(),
        base.postedWrites());
  }
}
