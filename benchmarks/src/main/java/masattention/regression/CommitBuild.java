package masattention.regression;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The build of another commit, made in a worktree that is gone afterwards.
 *
 * @param command builds a checked-out tree; run in its root, with {@code JAVA_HOME} set to the Java
 *     of this program
 * @param jar what comes out of it, relative to the root
 */
public record CommitBuild(List<String> command, Path jar) {

  /** The packaged command line. */
  public static final CommitBuild MAVEN =
      new CommitBuild(
          List.of("mvn", "-q", "-B", "-Dquickly", "-pl", "experiments", "-am", "package"),
          Path.of("experiments", "target", "mas.jar"));

  public CommitBuild {
    command = List.copyOf(command);
  }

  /** Builds a commit; the result is in the scratch folder and goes with it. */
  public Build of(GitRepository repository, String commit, Scratch scratch) throws IOException {
    Path tree = scratch.worktreeOf(repository);
    run(repository.addingWorktree(tree, commit), repository.root(), commit, scratch);
    run(command, tree, commit, scratch);
    Path made = tree.resolve(jar);
    if (!Files.isRegularFile(made)) {
      throw new CommandFailedException(
          "the build of %s (%s) must make %s".formatted(commit, String.join(" ", command), jar));
    }
    Path kept = scratch.folder().resolve(commit + ".jar");
    Files.move(made, kept, StandardCopyOption.REPLACE_EXISTING);
    repository.removeWorktree(tree);
    return new Build(commit, kept.toString());
  }

  private static void run(List<String> command, Path folder, String commit, Scratch scratch)
      throws IOException {
    Path log = scratch.folder().resolve("build.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = scratch.start(builder);
    int code = process.onExit().join().exitValue();
    scratch.stopIfInterrupted();
    if (code != 0) {
      throw new CommandFailedException(
          "the build of %s failed (%s): %s"
              .formatted(
                  commit, String.join(" ", command), CommandFailedException.said(log, "ERROR")));
    }
  }
}
