package masattention.kernel;

import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;

/** Chooses the arithmetic of the vector kernels, once per JVM. */
final class LaneArithmetics {

  private static final String MODULE = "jdk.incubator.vector";
  private static final String LANES_CLASS = "masattention.kernel.VectorLanes";
  private static final String DECODE_CLASS = "masattention.kernel.VectorDecode";

  private static volatile boolean onlyBitsMatter;

  private LaneArithmetics() {}

  /** From now on plain loops are no news: they have the same bits, and no one waits for them. */
  static void onlyBitsMatter() {
    onlyBitsMatter = true;
  }

  private static final class Chosen {
    static final boolean VECTORS = choose();
  }

  /** The Vector API where its module is present, plain loops elsewhere; for one thread's use. */
  static LaneArithmetic fastest() {
    return Chosen.VECTORS ? vectors(LaneArithmetic.class, LANES_CLASS) : new PlainLanes();
  }

  /** The same for a few queries against many keys. */
  static DecodeArithmetic fastestDecode() {
    return Chosen.VECTORS ? vectors(DecodeArithmetic.class, DECODE_CLASS) : new PlainDecode();
  }

  private static boolean choose() {
    boolean present = ModuleLayer.boot().findModule(MODULE).isPresent();
    if (!present && !onlyBitsMatter) {
      System.getLogger(LaneArithmetics.class.getName())
          .log(
              Level.WARNING,
              "The vector kernels run as plain Java: the module {0} is absent."
                  + " Maybe start Java with --add-modules {0}.",
              MODULE);
    }
    return present;
  }

  private static <T> T vectors(Class<T> type, String name) {
    try {
      return Class.forName(name).asSubclass(type).getDeclaredConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("The vector kernels do not start.", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The vector kernels are not part of this build.", e);
    }
  }
}
