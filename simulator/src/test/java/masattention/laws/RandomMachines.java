package masattention.laws;

import java.util.random.RandomGenerator;
import masattention.npu.EnergyCosts;
import masattention.npu.Interference;
import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;

/** RandomMachines for tests: random ones, and copies with one value changed. */
public final class RandomMachines {
  private static final EnergyCosts ENERGY =
      new EnergyCosts(0.5, 0.11, 0.11, 0.31, 0.02, 2.4, 2.2, 0.45, 0.5, 2, 2.3, 64, 0);

  /** Room for anything in a test. */
  static final long AMPLE = 1L << 30;

  private RandomMachines() {}

  /** A machine with odd sizes, a large L1, and a bandwidth that is no whole number. */
  public static NpuConfig random(RandomGenerator random) {
    boolean freeSoftmax = random.nextInt(8) == 0;
    return new NpuConfig(
        "random",
        1 + random.nextInt(4000),
        1 + random.nextInt(3),
        1 + random.nextInt(8),
        1 + random.nextInt(8),
        1 + random.nextInt(3),
        random.nextInt(3) == 0 ? 0 : random.nextInt(14),
        1 + random.nextInt(16),
        freeSoftmax ? new VectorCosts(0, 0, 0, 0, 0, 0, 0, 0) : costs(random),
        AMPLE,
        random.nextBoolean(),
        random.nextInt(3) == 0 ? NpuConfig.UNLIMITED : 8 + random.nextInt(120),
        500 + random.nextInt(random.nextBoolean() ? 4000 : 60000),
        switch (random.nextInt(3)) {
          case 0 -> 0;
          case 1 -> random.nextInt(60);
          default -> random.nextInt(3000);
        },
        ENERGY,
        random.nextInt(4) == 0,
        random.nextInt(4) == 0,
        Interference.NONE);
  }

  /** Percents with a decimal, small and large, within what a machine may have. */
  public static Interference interference(RandomGenerator random) {
    int mac = random.nextInt(random.nextBoolean() ? 200 : 3000);
    int vec = random.nextInt(random.nextBoolean() ? 700 : 3000);
    return new Interference(mac, Math.min(vec, mac == 0 ? vec : 1_000_000 / mac));
  }

  private static VectorCosts costs(RandomGenerator random) {
    return new VectorCosts(
        random.nextInt(3000),
        random.nextInt(3000),
        random.nextInt(6000),
        random.nextInt(3000),
        random.nextInt(3000),
        random.nextInt(6000),
        random.nextBoolean() ? 0 : random.nextInt(2000),
        random.nextInt(20),
        random.nextInt(6) == 0);
  }

  public static NpuConfig withL1(NpuConfig m, long l1Bytes) {
    return with(
        m, m.cores(), m.vectorLanes(), l1Bytes, m.dramMillibytesPerCycle(), m.dramLatencyCycles());
  }

  /** The least L1 in which {@code bytes} fit, every core owning an equal share. */
  static NpuConfig withJust(NpuConfig m, long bytes) {
    return withL1(m, Math.max(1, (bytes + m.cores() - 1) / m.cores() * m.cores()));
  }

  static NpuConfig withLatency(NpuConfig m, long cycles) {
    return with(m, m.cores(), m.vectorLanes(), m.l1Bytes(), m.dramMillibytesPerCycle(), cycles);
  }

  static NpuConfig withCores(NpuConfig m, int cores) {
    return with(
        m, cores, m.vectorLanes(), m.l1Bytes(), m.dramMillibytesPerCycle(), m.dramLatencyCycles());
  }

  public static NpuConfig withBandwidth(NpuConfig m, long millibytes) {
    return with(m, m.cores(), m.vectorLanes(), m.l1Bytes(), millibytes, m.dramLatencyCycles());
  }

  public static NpuConfig withLanes(NpuConfig m, int lanes) {
    return with(
        m, m.cores(), lanes, m.l1Bytes(), m.dramMillibytesPerCycle(), m.dramLatencyCycles());
  }

  private static NpuConfig with(
      NpuConfig m, int cores, int lanes, long l1Bytes, long millibytes, long latency) {
    return new NpuConfig(
        m.name(),
        m.clockMegahertz(),
        cores,
        m.macRows(),
        m.macCols(),
        m.macDepth(),
        m.macFillCycles(),
        lanes,
        m.vectorCosts(),
        l1Bytes,
        m.l1Shared(),
        m.l1BytesPerCyclePerCore(),
        millibytes,
        latency,
        m.energyCosts(),
        m.outputsInSeries(),
        m.postedWrites(),
        m.interference());
  }

  /** The random machine with an even number of rows, as a split array needs. */
  static NpuConfig withEvenRows(NpuConfig m) {
    return new NpuConfig(
        m.name(),
        m.clockMegahertz(),
        m.cores(),
        m.macRows() + m.macRows() % 2,
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
        m.energyCosts(),
        m.outputsInSeries(),
        m.postedWrites(),
        m.interference());
  }
}
