package masattention.kernel;

/** Reads an array once, line after line: how fast one thread can read at most. */
public interface MemoryRead {

  /** Returns bits that depend on all whole vectors. */
  int read(float[] numbers);

  /** The same for halves. */
  int read(short[] halves);

  /**
   * The loop in the preferred vector width.
   *
   * @throws IllegalStateException if the Vector API module is absent
   */
  static MemoryRead ofThisMachine() {
    try {
      return Class.forName("masattention.kernel.VectorRead")
          .asSubclass(MemoryRead.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | NoClassDefFoundError e) {
      throw new IllegalStateException(
          "The read bandwidth needs the Vector API.\nMaybe start Java with --add-modules"
              + " jdk.incubator.vector.",
          e);
    }
  }
}
