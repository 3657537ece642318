package masattention.regression;

/**
 * A build of the suite that can be measured.
 *
 * @param label what it is called in tables
 * @param classPath of its classes and of those that it needs
 */
public record Build(String label, String classPath) {

  /** The build that this program is part of. */
  public static Build running(String label) {
    return new Build(label, System.getProperty("java.class.path"));
  }
}
