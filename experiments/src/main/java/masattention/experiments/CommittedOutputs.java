package masattention.experiments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import masattention.report.WholeFile;

/**
 * The committed outputs of the reproduction, against which freshly written ones are held; and what
 * became of these, as paths of the committed files.
 *
 * <p>A file that is not there yet is put there; one that is the same stays untouched; one that
 * differs replaces the old one when differences are accepted, and otherwise is left as it was.
 * Files with no fresh counterpart are left alone.
 *
 * @param accept whether a differing file replaces the committed one
 */
public record CommittedOutputs(
    boolean accept,
    List<Path> added,
    List<Path> unchanged,
    List<Path> replaced,
    List<Path> differing) {
  CommittedOutputs(boolean accept) {
    this(accept, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** Brings every file below a folder into another, under the same relative path. */
  void bringIn(Path freshRoot, Path root) throws IOException {
    List<Path> files;
    try (Stream<Path> below = Files.walk(freshRoot)) {
      files = below.filter(Files::isRegularFile).map(freshRoot::relativize).sorted().toList();
    }
    for (Path relative : files) {
      Path fresh = freshRoot.resolve(relative);
      Path committed = root.resolve(relative);
      Files.deleteIfExists(WholeFile.temporary(committed)); // of a run that was killed
      if (Files.notExists(committed)) {
        place(fresh, committed);
        added.add(committed);
      } else if (Files.mismatch(fresh, committed) == -1) {
        unchanged.add(committed);
      } else if (differs(committed)) {
        place(fresh, committed);
      }
    }
  }

  /** Refreshes what a document quotes. */
  void refresh(Path document) throws IOException {
    String fresh = Quotes.refreshed(document);
    if (fresh.equals(Files.readString(document))) {
      unchanged.add(document);
    } else if (differs(document)) {
      WholeFile.write(document, fresh);
    }
  }

  /** Notes a difference; returns whether the file is to be replaced. */
  private boolean differs(Path committed) {
    (accept ? replaced : differing).add(committed);
    return accept;
  }

  private static void place(Path fresh, Path committed) throws IOException {
    Files.createDirectories(committed.getParent());
    WholeFile.write(committed, out -> Files.copy(fresh, out));
  }
}
