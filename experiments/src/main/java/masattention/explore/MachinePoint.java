package masattention.explore;

import masattention.npu.EnergyCosts;
import masattention.npu.NpuConfig;

/** The parameters of a machine that an exploration varies. */
record MachinePoint(MacArray mac, int vectorLanes, long l1Bytes, long dramMillibytesPerCycle) {

  /** Exponent by which the energy of an access grows with the capacity of the memory. */
  private static final double ENERGY_GROWTH = 0.4;

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
   * base's fills at once; a byte of L1 costs (capacity / base's capacity)^0.4 times as much energy.
   */
  NpuConfig applyTo(NpuConfig base) {
    long fill = base.macFillCycles() == 0 ? 0 : (long) mac.rows + mac.cols - 2;
    double growth = StrictMath.pow((double) l1Bytes / base.l1Bytes(), ENERGY_GROWTH);
    EnergyCosts costs = base.energyCosts();
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
        new EnergyCosts(
            costs.macPicojoules(),
            costs.addPicojoules(),
            costs.subPicojoules(),
            costs.mulPicojoules(),
            costs.maxPicojoules(),
            costs.expPicojoules(),
            costs.divPicojoules(),
            costs.l0ReadPicojoulesPerByte(),
            costs.l0WritePicojoulesPerByte(),
            costs.l1ReadPicojoulesPerByte() * growth,
            costs.l1WritePicojoulesPerByte() * growth,
            costs.dramPicojoulesPerByte(),
            costs.staticMilliwatts()),
        base.outputsInSeries(),
        base.postedWrites());
  }
}
