package masattention.kernel;

/** A loop of independent fused multiply-adds in registers: what the machine can do at most. */
public interface FmaPeak {

  /** Does {@code steps} steps and returns a number that depends on all of them. */
  float multiplyAdd(int steps);

  /** Floating-point operations per step. */
  int flopsPerStep();

  /**
   * The loop in the preferred vector width.
   *
   * @throws IllegalStateException if the Vector API module is absent
   */
  static FmaPeak ofThisMachine() {
    try {
      return Class.forName("masattention.kernel.VectorPeak")
          .asSubclass(FmaPeak.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | NoClassDefFoundError e) {
      throw new IllegalStateException(
          "The peak needs the Vector API.\nMaybe start Java with --add-modules"
              + " jdk.incubator.vector.",
          e);
    }
  }
}
