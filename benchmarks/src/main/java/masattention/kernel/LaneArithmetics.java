package masattention.kernel;

import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Supplier;

/** Chooses the arithmetic of the lane kernels, once per JVM. */
final class LaneArithmetics {

  private static final String MODULE = "jdk.incubator.vector";
  private static final String VECTOR_CLASS = "masattention.kernel.VectorLanes";

  private LaneArithmetics() {}

  private static final class Chosen {
    static final Supplier<LaneArithmetic> MAKER = choose();
  }

  /** The Vector API where its module is present, plain loops elsewhere; for one thread's use. */
  static LaneArithmetic fastest() {
    return Chosen.MAKER.get();
  }

  private static Supplier<LaneArithmetic> choose() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      System.getLogger(LaneArithmetics.class.getName())
          .log(
              Level.WARNING,
              "The vector kernels run as plain Java: the module {0} is absent."
                  + " Maybe start Java with --add-modules {0}.",
              MODULE);
      return PlainLanes::new;
    }
    try {
      LaneArithmetic vectors =
          Class.forName(VECTOR_CLASS)
              .asSubclass(LaneArithmetic.class)
              .getDeclaredConstructor()
              .newInstance();
      return () -> vectors;
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("The vector kernels do not start.", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The vector kernels are not part of this build.", e);
    }
  }
}
