package masattention.report;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown when freshly written outputs are not what is committed. */
public final class OutputsDifferException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Path> files;

  OutputsDifferException(List<Path> files, String acceptCommand) {
    super(
        "%d output%s %s from what is committed:%n%s%nMaybe the change is meant; accept the new ones with: %s"
            .formatted(
                files.size(),
                files.size() == 1 ? "" : "s",
                files.size() == 1 ? "differs" : "differ",
                files.stream().map(f -> "  " + f).collect(Collectors.joining("\n")),
                acceptCommand)
            .replace("\r\n", "\n"));
    this.files = List.copyOf(files);
  }

  /** The committed files that differ, in the order of their names. */
  public List<Path> files() {
    return files;
  }
}
