package masattention.workload;

import java.util.Optional;
import masattention.input.JsonFile;

/**
 * A path that may choose a network of its file, as in {@code file.json#name}.
 *
 * @param name what stands behind the last {@code #}, unless a file is called like the whole
 */
public record NetworkPath(String path, Optional<String> name) {

  /** The path and the name that the user typed. */
  public static NetworkPath of(String text) {
    int hash = text.lastIndexOf('#');
    boolean chooses =
        hash > 0 && !JsonFile.exists(text) && JsonFile.isMeant(text.substring(0, hash));
    return chooses
        ? new NetworkPath(text.substring(0, hash), Optional.of(text.substring(hash + 1)))
        : new NetworkPath(text, Optional.empty());
  }
}
