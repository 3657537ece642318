package masattention.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import masattention.npu.NpuConfig;
import masattention.program.Buffer.Turn;

/** The buffers that a schedule keeps in L1, and whether they fit. */
public final class L1Plan {
  private final NpuConfig machine;
  private static final int USUAL_BUFFERS = 10;

  private final List<Buffer> buffers = new ArrayList<>(USUAL_BUFFERS);
  private int slots;
  private int phase;

  /** An empty plan for the L1 of a machine. */
  public L1Plan(NpuConfig machine) {
    this.machine = machine;
  }

  /** Adds a buffer of every core whose slots are all alike. */
  public Buffer perCore(String name, int copies, int pieces, long pieceBytes) {
    return add(name, copies, pieces, pieceBytes, pieceBytes, false, Turn.ROW_BLOCK, false);
  }

  /** Adds a buffer of every core for two sub-tiles of scores. */
  public Buffer scoreTiles(String name, long tileBytes) {
    return scoreSpans(name, 2, 1, tileBytes);
  }

  /** Adds a buffer of every core for steps of the softmax, in {@code pieces} sub-tiles each. */
  public Buffer scoreSpans(String name, int copies, int pieces, long pieceBytes) {
    return add(name, copies, pieces, pieceBytes, pieceBytes, false, Turn.SCORE_TILE, false);
  }

  /** Adds a staging area of every core for two sub-tiles; none where these have no bytes. */
  public Buffer staged(String name, long tileBytes) {
    return add(name, 2, tileBytes == 0 ? 0 : 1, tileBytes, tileBytes, false, Turn.STAGED, false);
  }

  /** Adds a buffer of every core for rows of scores, whose last slot may be smaller. */
  public Buffer rows(
      String name,
      int copies,
      int pieces,
      long pieceBytes,
      long lastPieceBytes,
      boolean inOneOrder) {
    return add(name, copies, pieces, pieceBytes, lastPieceBytes, false, Turn.ROW_BLOCK, inOneOrder);
  }

  /** Adds a buffer for the resident sub-tiles of K or V, the last of which may be smaller. */
  public Buffer resident(
      String name, int copies, int pieces, long pieceBytes, long lastPieceBytes, boolean shared) {
    return add(name, copies, pieces, pieceBytes, lastPieceBytes, shared, Turn.GROUP, false);
  }

  /** Adds a buffer of {@code slots} slots through which the sub-tiles of K or V roll. */
  public Buffer rolling(String name, int slots, long pieceBytes, boolean shared) {
    return add(name, slots, 1, pieceBytes, pieceBytes, shared, Turn.GROUP, false);
  }

  private Buffer add(
      String name,
      int copies,
      int pieces,
      long pieceBytes,
      long lastPieceBytes,
      boolean shared,
      Turn turn,
      boolean inOneOrder) {
    int owners = shared ? 1 : machine.cores();
    Buffer buffer =
        new Buffer(
            name,
            slots,
            copies,
            pieces,
            pieceBytes,
            lastPieceBytes,
            owners,
            shared,
            phase,
            turn,
            inOneOrder);
    slots = Math.addExact(slots, Math.multiplyExact(Math.multiplyExact(owners, copies), pieces));
    buffers.add(buffer);
    return buffer;
  }

  /** What is added from here on takes the place of what was added before. */
  public void nextPhase() {
    phase++;
  }

  /** All buffers, in the order in which they were added. */
  public List<Buffer> buffers() {
    return Collections.unmodifiableList(buffers);
  }

  /** Slots of all buffers. */
  public int slots() {
    return slots;
  }

  /** Bytes that all cores together need, in the phase that needs most. */
  public long bytes() {
    long most = 0;
    for (int p = 0; p <= phase; p++) {
      most = Math.max(most, bytes(p));
    }
    return most;
  }

  private long bytes(int inPhase) {
    long sum = 0;
    for (Buffer buffer : buffers) {
      if (buffer.phase() == inPhase) {
        sum = Math.addExact(sum, Math.multiplyExact(buffer.owners(), buffer.bytesPerOwner()));
      }
    }
    return sum;
  }

  /**
   * Whether the buffers fit; cores are alike, so a total within L1 is a share within each core's.
   */
  public boolean fits() {
    return bytes() <= machine.l1BytesPerCore() * machine.cores();
  }

  /** Why the buffers do not fit: which, how many bytes, which limit; empty when they do. */
  public Optional<String> misfit() {
    if (fits()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    long needed = bytes();
    for (Buffer buffer : buffers) {
      if (bytes(buffer.phase()) == needed && buffer.bytesPerOwner() > 0) {
        text.append(text.isEmpty() ? "" : ", ")
            .append(buffer.name())
            .append(buffer.shared() ? " (shared) " : " (each core) ")
            .append(buffer.isPassedThrough() ? 1 : buffer.copies())
            .append(" x ")
            .append(buffer.isPassedThrough() ? buffer.bytesPerOwner() : buffer.copyBytes());
      }
    }
    return Optional.of(
        "the buffers need %s bytes of L1 on %s cores and %s has %s: %s bytes"
            .formatted(
                needed,
                machine.cores(),
                machine.name(),
                machine.l1BytesPerCore() * machine.cores(),
                text));
  }
}
