package masattention.program;

/** Why a program makes one task wait for another. */
public enum DependencyKind {
  /** A task that only reads a slot waits for what wrote it. */
  READ_AFTER_WRITE,
  /** A task that writes a slot, anew or in place, waits for what wrote it before. */
  WRITE_AFTER_WRITE,
  /** A task that writes a slot waits for the readers of what it held. */
  WRITE_AFTER_READ,
  /** A load waits for the store that put its bytes into DRAM. */
  LOAD_AFTER_STORE,
  /** A barrier between them. */
  BARRIER
}
