package masattention.interpret.memory;

import masattention.program.Buffer;
import masattention.program.L1Plan;

/**
 * Where every slot of an L1 plan lies: the buffers of a phase one behind the other from address 0,
 * the phases over each other.
 */
public final class L1Addresses {
  private final long[] first;
  private final long[] bytes;

  private L1Addresses(int slots) {
    first = new long[slots];
    bytes = new long[slots];
  }

  /** Lays out the buffers of {@code plan}. */
  public static L1Addresses of(L1Plan plan) {
    L1Addresses addresses = new L1Addresses(plan.slots());
    int phase = 0;
    long next = 0;
    for (Buffer buffer : plan.buffers()) {
      if (buffer.phase() != phase) {
        phase = buffer.phase();
        next = 0;
      }
      for (int i = 0; i < buffer.slots(); i++) {
        boolean last = i % buffer.pieces() == buffer.pieces() - 1;
        int slot = buffer.firstSlot() + i;
        addresses.first[slot] = next;
        addresses.bytes[slot] = last ? buffer.lastPieceBytes() : buffer.pieceBytes();
        next += addresses.bytes[slot];
      }
    }
    return addresses;
  }

  /** Address of the first byte of a slot. */
  public long first(int slot) {
    return first[slot];
  }

  /** Bytes of a slot. */
  public long bytes(int slot) {
    return bytes[slot];
  }

  /** Whether two slots have a byte in common. */
  public boolean overlap(int slot, int other) {
    return first[slot] < first[other] + bytes[other] && first[other] < first[slot] + bytes[slot];
  }

  /** Address behind the last byte of all slots. */
  public long end() {
    long end = 0;
    for (int slot = 0; slot < first.length; slot++) {
      end = Math.max(end, first[slot] + bytes[slot]);
    }
    return end;
  }
}
