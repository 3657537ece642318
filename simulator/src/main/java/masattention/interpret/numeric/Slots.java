package masattention.interpret.numeric;

import java.util.Arrays;
import masattention.interpret.memory.L1Addresses;
import masattention.program.L1Plan;
import masattention.program.Tensor;
import masattention.program.Tile;

/**
 * The numbers in L1: one tile in every slot, with how much of the head dimension a tile of scores
 * has summed up.
 */
final class Slots {
  private final long[] held;
  private final float[][] content;
  private final int[] depthSummed;
  private final L1Addresses addresses;

  Slots(L1Plan plan) {
    addresses = L1Addresses.of(plan);
    held = new long[plan.slots()];
    Arrays.fill(held, Tile.NONE);
    content = new float[plan.slots()][];
    depthSummed = new int[plan.slots()];
  }

  /** The content of a slot, which must hold {@code wanted}. */
  float[] read(int slot, long wanted) {
    if (wanted == Tile.NONE || held[slot] != wanted) {
      throw new IllegalStateException(
          "%s is wanted in slot %s, which holds %s."
              .formatted(Tile.describe(wanted), slot, Tile.describe(held[slot])));
    }
    return content[slot];
  }

  /** As {@link #read}, of scores that must be complete. */
  float[] readScores(int slot, long wanted, int headDim) {
    float[] scores = read(slot, wanted);
    if (Tile.tensor(wanted) == Tensor.S && depthSummed[slot] != headDim) {
      throw new IllegalStateException(
          "%s in slot %s has summed %s of %s products."
              .formatted(Tile.describe(wanted), slot, depthSummed[slot], headDim));
    }
    return scores;
  }

  /**
   * Puts a new tile into a slot in place of what it holds.
   *
   * @param bytes of the tile, for which the slot must have room
   */
  void write(int slot, long tile, float[] numbers, long bytes) {
    if (bytes > addresses.bytes(slot)) {
      throw new IllegalStateException(
          "%s of %s bytes is written to slot %s of %s."
              .formatted(Tile.describe(tile), bytes, slot, addresses.bytes(slot)));
    }
    held[slot] = tile;
    content[slot] = numbers;
    depthSummed[slot] = 0;
  }

  /** Says that a slot's numbers, changed in place, are those of {@code tile} now. */
  void becomes(int slot, long tile) {
    held[slot] = tile;
  }

  int depthSummed(int slot) {
    return depthSummed[slot];
  }

  void depthSummed(int slot, int depth) {
    depthSummed[slot] = depth;
  }
}
