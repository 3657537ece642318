package masattention.program;

/** The units of a core that run tasks side by side, each in program order. */
public enum EngineKind {
  /** The whole matrix unit. */
  MAC,
  /** The first half of a matrix unit split in two. */
  MAC_HALF_A,
  /** The second half of a matrix unit split in two. */
  MAC_HALF_B,
  /** The vector unit. */
  VEC,
  /** The queue of transfers from DRAM to L1. */
  LOAD,
  /** The queue of transfers from L1 to DRAM. */
  STORE;

  private static final EngineKind[] KINDS = values();

  /** Engines of one core. */
  public static final int PER_CORE = KINDS.length;

  /** Number of this engine of {@code core} among those of all cores. */
  public int of(int core) {
    return core * PER_CORE + ordinal();
  }

  /** The core of an engine, as numbered by {@link #of}. */
  public static int coreOf(int engine) {
    return engine / PER_CORE;
  }

  /** The kind of an engine, as numbered by {@link #of}. */
  public static EngineKind kindOf(int engine) {
    return KINDS[engine % PER_CORE];
  }

  /** Whether tasks of this engine need the DRAM channel. */
  public boolean transfers() {
    return this == LOAD || this == STORE;
  }
}
