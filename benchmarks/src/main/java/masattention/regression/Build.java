package masattention.regression;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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

  /**
   * The same build in a scratch folder, if it is one archive, which may be built again meanwhile.
   */
  public Build keptIn(Scratch scratch) throws IOException {
    if (!classPath.endsWith(".jar") || classPath.contains(File.pathSeparator)) {
      return this;
    }
    Path kept = Files.createTempFile(scratch.folder(), "build", ".jar");
    Files.copy(Path.of(classPath), kept, StandardCopyOption.REPLACE_EXISTING);
    return new Build(label, kept.toString());
  }
}
