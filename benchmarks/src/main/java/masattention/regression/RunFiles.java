package masattention.regression;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import masattention.input.InvalidInputException;
import masattention.input.JsonFile;

/** The runs in a folder. */
public record RunFiles(Path folder) {

  private static final String HOW = "; measure one with ./mas bench.";

  /**
   * The run that the user names.
   *
   * @param option for the refusal
   * @param fileOrCommit the path of a run, or the beginning of a commit's hash
   */
  public Path named(String option, String fileOrCommit) {
    if (JsonFile.isMeant(fileOrCommit)) {
      if (!JsonFile.exists(fileOrCommit) || !Files.isRegularFile(Path.of(fileOrCommit))) {
        throw new InvalidInputException(
            "%s %s: no such file; name the JSON file of a run.".formatted(option, fileOrCommit));
      }
      return Path.of(fileOrCommit);
    }
    if (!fileOrCommit.matches("[0-9a-f]{4,40}")) {
      throw new InvalidInputException(
          "%s (%s) must be the file of a run or at least 4 digits of a commit's hash."
              .formatted(option, fileOrCommit));
    }
    return newest(option, "of the commit " + fileOrCommit, run -> isOf(run, fileOrCommit));
  }

  /** Either may be the shorter. */
  private static boolean isOf(RunName run, String commit) {
    return run.commit().startsWith(commit) || commit.startsWith(run.commit());
  }

  /** The newest run. */
  public Path newest(String option) {
    return newest(option, "at all", run -> true);
  }

  /** The newest run before this one that has the same suite and another commit. */
  public Path before(String option, Path candidate) {
    RunName name =
        RunName.of(candidate)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "%s is missing: %s is not named like a run (<date>-<commit>.json), so what came before it is unknown."
                            .formatted(option, candidate)));
    return newest(
        option,
        "before " + name.stem(),
        run ->
            run.suite() == name.suite()
                && !run.commit().equals(name.commit())
                && run.date().compareTo(name.date()) <= 0);
  }

  private Path newest(String option, String which, Predicate<RunName> wanted) {
    return all().stream()
        .filter(file -> wanted.test(RunName.of(file).orElseThrow()))
        .reduce((earlier, later) -> later)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "%s: there is no run %s in %s%s".formatted(option, which, folder, HOW)));
  }

  /** All runs, by date and then by the time of the file. */
  private List<Path> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> RunName.of(file).isPresent())
          .sorted(
              Comparator.comparing((Path file) -> RunName.of(file).orElseThrow().date())
                  .thenComparing(file -> file.toFile().lastModified())
                  .thenComparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new InvalidInputException("%s: cannot be read (%s).".formatted(folder, e));
    }
  }
}
