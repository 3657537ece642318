package masattention.explore;

import java.nio.file.Path;
import java.util.List;

/**
 * What an exploration left.
 *
 * @param written the files
 * @param summary its fronts, as tables for a terminal
 */
public record Explored(List<Path> written, String summary) {

  public Explored {
    written = List.copyOf(written);
  }
}
