package masattention.schedule;

import masattention.npu.Interference;
import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;
import masattention.tiling.BlockGrid;
import masattention.workload.AttentionShape;

/**
 * Whether every count of a problem stays inside a {@code long}, however it is scheduled: the
 * thousandths of lane-cycles of all vector work, and the cycles of all tasks one after the other.
 *
 * <p>Generous upper bounds; what they refuse would take more than a century on any real machine.
 */
final class Countable {
  private static final double MOST = 0x1p62;

  /** More tasks than any scheduler has per row block, beyond those per sub-tile. */
  private static final int TASKS_PER_BLOCK = 16;

  private static final int TASKS_PER_TILE = 8;

  /** Bytes per product that pass L1 or DRAM, FP32 accumulators and spilled scores among them. */
  private static final double BYTES_PER_PRODUCT = 16;

  private Countable() {}

  /**
   * Checks a problem.
   *
   * @throws IllegalArgumentException when a count may not fit
   */
  static void check(BlockGrid grid, NpuConfig machine) {
    double vector = milliLaneCycles(grid, machine.vectorCosts());
    if (vector > MOST || cycles(grid, machine, vector) * parts(machine) > MOST) {
      throw new IllegalArgumentException(
          ("The layer in these tiles may take more than 2^62 cycles or thousandths of lane-cycles on"
                  + " %s, too many to be counted exactly; choose a smaller shape, larger tiles or a"
                  + " faster machine.")
              .formatted(machine.name()));
    }
  }

  /** Into how many parts of a cycle the work of tasks is cut, where units slow each other. */
  private static double parts(NpuConfig machine) {
    Interference interference = machine.interference();
    return interference.isNone()
        ? 1
        : Interference.WHOLE + Math.max(interference.macTenths(), interference.vecTenths());
  }

  /** More tasks than any scheduler's program has. */
  static double tasks(BlockGrid grid) {
    double blocks = (double) grid.shape().groups() * grid.rowBlocks();
    double tiles = grid.keyTiles() * (double) grid.depthSlices() + grid.valueTiles();
    return blocks * (TASKS_PER_TILE * tiles + TASKS_PER_BLOCK);
  }

  private static double milliLaneCycles(BlockGrid grid, VectorCosts costs) {
    AttentionShape shape = grid.shape();
    double rows = (double) shape.heads() * shape.seqQ();
    double element =
        (double) costs.maxMilli()
            + costs.subMilli()
            + costs.expMilli()
            + costs.addMilli()
            + costs.mulMilli()
            + costs.reductionMilli();
    double output = (double) shape.valueDim() * costs.mulMilli();
    return rows * shape.seqKv() * element
        + rows * (grid.keyTiles() + 1.0) * (element + output)
        + 2 * rows * costs.divMilli();
  }

  private static double cycles(BlockGrid grid, NpuConfig machine, double milliLaneCycles) {
    AttentionShape shape = grid.shape();
    double products =
        (double) shape.heads()
            * shape.seqQ()
            * shape.seqKv()
            * ((double) shape.headDim() + shape.valueDim());
    double inputs =
        (double) shape.heads()
            * ((double) shape.seqQ() + shape.seqKv())
            * ((double) shape.headDim() + shape.valueDim());
    double bytes = BYTES_PER_PRODUCT * (products + inputs) * shape.elementBytes();
    double starts =
        machine.macFillCycles()
            + machine.vectorCosts().startupCycles()
            + machine.dramLatencyCycles()
            + 3.0;
    return products
        + bytes
        + tasks(grid) * starts
        + milliLaneCycles / (1000.0 * machine.vectorLanes())
        + bytes * 1000 / machine.dramMillibytesPerCycle();
  }
}
