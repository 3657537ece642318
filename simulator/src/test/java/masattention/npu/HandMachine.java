package masattention.npu;

/**
 * A machine small enough for timelines computed by hand.
 *
 * <p>4 × 4 × 1 matrix array with a fill of R + C − 2 = 6 cycles; 8 lanes with max 1, sub 1, exp 4,
 * add 1, mul 1, div 4 lane-cycles and 2 cycles of start-up; DRAM of 4 bytes per cycle with a
 * latency of 3 cycles.
 */
public final class HandMachine {
  private HandMachine() {}

  /** One core and room for everything. */
  public static NpuConfig oneCore() {
    return withL1(1, 1 << 20);
  }

  /** {@code cores} cores that share an L1 of {@code l1Bytes}. */
  public static NpuConfig withL1(int cores, long l1Bytes) {
    return of(cores, l1Bytes, true, false);
  }

  /** {@code cores} cores with room for everything, each in an L1 of its own. */
  public static NpuConfig privateL1(int cores) {
    return of(cores, 1 << 20, false, false);
  }

  /** One core whose exponentials run beside its other vector operations. */
  public static NpuConfig expBeside() {
    return of(1, 1 << 20, true, true);
  }

  private static NpuConfig of(int cores, long l1Bytes, boolean l1Shared, boolean expBeside) {
    return new NpuConfig(
        "hand",
        1000,
        cores,
        4,
        4,
        1,
        6,
        8,
        new VectorCosts(1000, 1000, 4000, 1000, 1000, 4000, 0, 2, expBeside),
        l1Bytes,
        l1Shared,
        NpuConfig.UNLIMITED,
        4000,
        3,
        energyCosts());
  }

  /** Costs that are different powers of two, so that a sum shows what went into it. */
  public static EnergyCosts energyCosts() {
    return new EnergyCosts(1, 2, 4, 8, 16, 32, 64, 1, 2, 4, 8, 16, 5);
  }

  /** The matrix array and vector costs of the Ascend 310 with one core. */
  public static NpuConfig davinciCore() {
    return new NpuConfig(
        "davinci core",
        680,
        1,
        16,
        16,
        16,
        30,
        128,
        new VectorCosts(1400, 1400, 4000, 1300, 900, 5900, 1400, 22),
        1 << 20,
        false,
        512,
        67_000,
        210,
        energyCosts());
  }
}
