package masattention.regression;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The Git repository that a folder is in. */
public record GitRepository(Path root) {

  private static final int HASH_DIGITS = 10;

  /** The parts that a build is made of. */
  private static final List<String> SOURCES =
      List.of("--", "pom.xml", "simulator", "report", "charts", "benchmarks", "experiments");

  /** The repository around a folder. */
  public static GitRepository around(Path folder) throws IOException {
    return new GitRepository(Path.of(git(folder, List.of("rev-parse", "--show-toplevel"))));
  }

  /** The hash of the commit that a name stands for, shortened. */
  public String commit(String name) throws IOException {
    try {
      return git("rev-parse", "--verify", "--end-of-options", name + "^{commit}")
          .substring(0, HASH_DIGITS);
    } catch (CommandFailedException e) {
      throw new CommandFailedException("there is no commit " + name);
    }
  }

  /** Whether sources are other than those of the commit that is checked out. */
  public boolean isModified() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("status", "--porcelain"));
    arguments.addAll(SOURCES);
    return !git(root, arguments).isEmpty();
  }

  /** The command that checks a commit out into a folder that is not there yet. */
  List<String> addingWorktree(Path folder, String commit) {
    return List.of("git", "worktree", "add", "--quiet", "--detach", folder.toString(), commit);
  }

  /** Undoes {@link #addingWorktree}, however far that came. */
  void removeWorktree(Path folder) throws IOException {
    Scratch.remove(folder);
    if (git("worktree", "list", "--porcelain").lines().anyMatch(("worktree " + folder)::equals)) {
      git("worktree", "remove", "--force", "--force", folder.toString());
    }
  }

  private String git(String... arguments) throws IOException {
    return git(root, Arrays.asList(arguments));
  }

  private static String git(Path folder, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    try (InputStream output = process.getInputStream()) {
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.onExit().join().exitValue() != 0) {
        throw new CommandFailedException(text.isEmpty() ? "git fails without a word" : text);
      }
      return text;
    }
  }
}
