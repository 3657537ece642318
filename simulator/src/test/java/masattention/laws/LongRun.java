package masattention.laws;

/** How much a test tries: some of it in every build, all of it under {@code -Plong}. */
public final class LongRun {
  private static final boolean ON = Boolean.getBoolean("mas.long");

  private LongRun() {}

  public static int or(int usual, int all) {
    return ON ? all : usual;
  }
}
