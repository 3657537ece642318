package masattention.npu;

import java.io.Serializable;

/**
 * An edge NPU: identical cores, each with one matrix unit (MAC), one vector unit (VEC), a load
 * queue and a store queue, over an on-chip L1 and one DRAM channel.
 *
 * @param name what reports call it
 * @param clockMegahertz clock of the whole chip, a multiple of a thousandth
 * @param cores identical cores
 * @param macRows rows of the MAC array (R)
 * @param macCols columns of the MAC array (C)
 * @param macDepth products per output element and cycle (K)
 * @param macFillCycles fill and drain of the array, once per matrix task
 * @param vectorLanes lanes of the vector unit of a core
 * @param vectorCosts lane-cycles per vector operation
 * @param l1Bytes on-chip memory of all cores together; each core owns an equal share
 * @param l1Shared whether one copy of K and V in L1 serves every core
 * @param l1BytesPerCyclePerCore L1 bandwidth of a matrix unit, {@link #UNLIMITED} where it never
 *     limits
 * @param dramMillibytesPerCycle DRAM bandwidth in thousandths of a byte per cycle
 * @param dramLatencyCycles cycles from the end of a transfer to its data being usable
 * @param energyCosts energy per operation and byte
 * @param outputsInSeries whether the array has one register per output: partial sums of O come from
 *     L1 and go back to it between products, not beside them, while scores stay at the array
 * @param postedWrites whether stores leave by a write port of their own, so that they take one
 *     cycle of the DRAM channel, in which they are handed over
 * @param interference how much the two units of a core slow each other down
 */
public record NpuConfig(
    String name,
    double clockMegahertz,
    int cores,
    int macRows,
    int macCols,
    int macDepth,
    long macFillCycles,
    int vectorLanes,
    VectorCosts vectorCosts,
    long l1Bytes,
    boolean l1Shared,
    long l1BytesPerCyclePerCore,
    long dramMillibytesPerCycle,
    long dramLatencyCycles,
    EnergyCosts energyCosts,
    boolean outputsInSeries,
    boolean postedWrites,
    Interference interference)
    implements Serializable {

  /** Value of {@link #l1BytesPerCyclePerCore} for an L1 that never limits the matrix unit. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  static final long LARGEST = 1L << 40;
  static final int MOST_CORES = 1024;
  static final int MOST_ARRAY_SIDE = 1 << 16;
  static final int MOST_LANES = 1 << 20;
  static final int MOST_CYCLES = 1 << 30;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the first value that is out of its range
   */
  public NpuConfig {
    if (!(clockMegahertz >= 0.001 && clockMegahertz <= LARGEST)) {
      throw new IllegalArgumentException(
          "The clockMegahertz (%s) must be between 0.001 and %s."
              .formatted(clockMegahertz, LARGEST));
    }
    check("cores", cores, 1, MOST_CORES);
    check("macRows", macRows, 1, MOST_ARRAY_SIDE);
    check("macCols", macCols, 1, MOST_ARRAY_SIDE);
    check("macDepth", macDepth, 1, MOST_ARRAY_SIDE);
    check("macFillCycles", macFillCycles, 0, MOST_CYCLES);
    check("vectorLanes", vectorLanes, 1, MOST_LANES);
    check("l1Bytes", l1Bytes, 1, l1Bytes == UNLIMITED ? UNLIMITED : LARGEST);
    check("l1BytesPerCyclePerCore", l1BytesPerCyclePerCore, 1, UNLIMITED);
    check("dramMillibytesPerCycle", dramMillibytesPerCycle, 1, LARGEST);
    check("dramLatencyCycles", dramLatencyCycles, 0, MOST_CYCLES);
  }

  /**
   * A machine whose outputs move beside the products, whose stores use the DRAM channel and whose
   * units do not slow each other.
   */
  public NpuConfig(
      String name,
      double clockMegahertz,
      int cores,
      int macRows,
      int macCols,
      int macDepth,
      long macFillCycles,
      int vectorLanes,
      VectorCosts vectorCosts,
      long l1Bytes,
      boolean l1Shared,
      long l1BytesPerCyclePerCore,
      long dramMillibytesPerCycle,
      long dramLatencyCycles,
      EnergyCosts energyCosts) {
    this(
        name,
        clockMegahertz,
        cores,
        macRows,
        macCols,
        macDepth,
        macFillCycles,
        vectorLanes,
        vectorCosts,
        l1Bytes,
        l1Shared,
        l1BytesPerCyclePerCore,
        dramMillibytesPerCycle,
        dramLatencyCycles,
        energyCosts,
        false,
        false,
        Interference.NONE);
  }

  private static void check(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "The %s (%s) must be between %s and %s.".formatted(name, value, least, most));
    }
  }

  /** The same machine with so much L1 that everything fits. */
  public NpuConfig withUnlimitedL1() {
    return withL1Bytes(UNLIMITED);
  }

  /** The same machine with another on-chip memory. */
  public NpuConfig withL1Bytes(long bytes) {
    return with(vectorLanes, bytes, dramMillibytesPerCycle, interference);
  }

  /** The same machine with another number of lanes in every vector unit. */
  public NpuConfig withVectorLanes(int lanes) {
    return with(lanes, l1Bytes, dramMillibytesPerCycle, interference);
  }

  /** The same machine with another DRAM bandwidth. */
  public NpuConfig withDramMillibytesPerCycle(long millibytes) {
    return with(vectorLanes, l1Bytes, millibytes, interference);
  }

  /** The same machine with units that slow each other so much. */
  public NpuConfig withInterference(Interference other) {
    return with(vectorLanes, l1Bytes, dramMillibytesPerCycle, other);
  }

  private NpuConfig with(
      int lanes, long otherL1Bytes, long millibytes, Interference otherInterference) {
    return new NpuConfig(
        name,
        clockMegahertz,
        cores,
        macRows,
        macCols,
        macDepth,
        macFillCycles,
        lanes,
        vectorCosts,
        otherL1Bytes,
        l1Shared,
        l1BytesPerCyclePerCore,
        millibytes,
        dramLatencyCycles,
        energyCosts,
        outputsInSeries,
        postedWrites,
        otherInterference);
  }

  /** L1 bytes that belong to one core. */
  public long l1BytesPerCore() {
    return l1Bytes / cores;
  }
}
