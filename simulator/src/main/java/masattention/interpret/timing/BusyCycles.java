package masattention.interpret.timing;

import masattention.program.EngineKind;

/**
 * Cycles in which the engines of a kind work, summed over the cores.
 *
 * @param mac of the matrix units; a cycle of half an array counts as a half, the sum rounded up
 * @param vec of the vector units
 * @param dram of the one DRAM channel
 */
public record BusyCycles(long mac, long vec, long dram) {

  /** From the busy cycles of every engine kind, by ordinal. */
  public static BusyCycles of(long[] perKind) {
    long halves =
        perKind[EngineKind.MAC_HALF_A.ordinal()] + perKind[EngineKind.MAC_HALF_B.ordinal()];
    return new BusyCycles(
        perKind[EngineKind.MAC.ordinal()] + halves / 2 + halves % 2,
        perKind[EngineKind.VEC.ordinal()],
        perKind[EngineKind.LOAD.ordinal()] + perKind[EngineKind.STORE.ordinal()]);
  }
}
