package masattention.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The committed outputs of the reproduction, against which freshly written ones are held.
 *
 * <p>A file that is not there yet is put there; one that is the same stays untouched; one that
 * differs replaces the old one when differences are accepted, and otherwise fails the run. Files
 * with no fresh counterpart are left alone.
 *
 * @param root the folder the outputs are committed in, such as the one that holds {@code results}
 *     and {@code plots}
 * @param acceptDifferences whether a differing file replaces the committed one
 * @param acceptCommand the one command, shown to the user, that accepts the new files
 */
public record CommittedOutputs(Path root, boolean acceptDifferences, String acceptCommand) {

  /** What became of the fresh files; paths are those of the committed files. */
  public record Outcome(List<Path> added, List<Path> unchanged, List<Path> replaced) {

    public Outcome {
      added = List.copyOf(added);
      unchanged = List.copyOf(unchanged);
      replaced = List.copyOf(replaced);
    }
  }

  /**
   * Brings in every file below the fresh folder, under the same relative path.
   *
   * @throws OutputsDifferException naming every file that differs; files that were absent are put
   *     in place all the same, files that differ are left as they were
   */
  public Outcome bringIn(Path freshRoot) throws IOException, OutputsDifferException {
    List<Path> added = new ArrayList<>();
    List<Path> unchanged = new ArrayList<>();
    List<Path> differing = new ArrayList<>();
    for (Path relative : filesBelow(freshRoot)) {
      Path fresh = freshRoot.resolve(relative);
      Path committed = root.resolve(relative);
      Files.deleteIfExists(temporary(committed)); // of a run that was killed
      if (Files.notExists(committed)) {
        place(fresh, committed);
        added.add(committed);
      } else if (Files.mismatch(fresh, committed) == -1) {
        unchanged.add(committed);
      } else {
        differing.add(committed);
      }
    }
    if (!acceptDifferences && !differing.isEmpty()) {
      throw new OutputsDifferException(differing, acceptCommand);
    }
    for (Path committed : differing) {
      place(freshRoot.resolve(root.relativize(committed)), committed);
    }
    return new Outcome(added, unchanged, differing);
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(folder::relativize).sorted().toList();
    }
  }

  private static Path temporary(Path committed) {
    return committed.resolveSibling("." + committed.getFileName() + ".tmp");
  }

  private static void place(Path fresh, Path committed) throws IOException {
    Files.createDirectories(committed.getParent());
    Path temporary = temporary(committed);
    try {
      Files.copy(fresh, temporary, StandardCopyOption.REPLACE_EXISTING);
      Files.move(
          temporary,
          committed,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
