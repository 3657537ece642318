package masattention.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Another commit is built in a worktree of which nothing is left, whatever happens. */
@DisabledOnOs(OS.WINDOWS)
class CommitBuildTest {
  private static final Path JAR = Path.of("out.jar");

  @TempDir private Path folder;
  private GitRepository repository;

  @BeforeEach
  void makeRepository() throws IOException, InterruptedException {
    Path root = Files.createDirectory(folder.resolve("repository"));
    Files.writeString(root.resolve("source.txt"), "old");
    for (String arguments :
        List.of(
            "init -q",
            "add .",
            "-c user.name=T -c user.email=t@example.org -c commit.gpgsign=false commit -qm old")) {
      git(root, arguments);
    }
    Files.writeString(root.resolve("source.txt"), "new");
    repository = GitRepository.around(root);
  }

  private static String git(Path root, String arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of("git"), Stream.of(arguments.split(" "))).toList())
            .directory(root.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  private void assertNothingIsLeft(Path scratch) throws IOException, InterruptedException {
    assertFalse(Files.exists(scratch), scratch + " is still there");
    assertEquals(1, git(repository.root(), "worktree list").lines().count());
    assertFalse(Files.exists(repository.root().resolve(".git/worktrees/tree")));
  }

  @Test
  void buildsTheCommitAndNotTheFilesThatAreThere() throws IOException, InterruptedException {
    Path used;
    try (Scratch scratch = new Scratch()) {
      used = scratch.folder();
      String commit = repository.commit("HEAD");
      Build build =
          new CommitBuild(List.of("cp", "source.txt", "out.jar"), JAR)
              .of(repository, commit, scratch);
      assertEquals("old", Files.readString(Path.of(build.classPath())));
      assertEquals(commit, build.label());
      assertEquals(1, git(repository.root(), "worktree list").lines().count());
    }
    assertNothingIsLeft(used);
    assertEquals("new", Files.readString(repository.root().resolve("source.txt")));
  }

  @Test
  void aBuildThatFailsLeavesNothing() throws IOException, InterruptedException {
    Path used;
    try (Scratch scratch = new Scratch()) {
      used = scratch.folder();
      CommitBuild failing = new CommitBuild(List.of("ls", "no-such-file"), JAR);
      CommitBuild idle = new CommitBuild(List.of("true"), JAR);
      CommandFailedException failed =
          assertThrows(CommandFailedException.class, () -> failing.of(repository, "HEAD", scratch));
      assertTrue(failed.getMessage().contains("no-such-file"), failed.getMessage());
      try (Scratch other = new Scratch()) {
        assertThrows(CommandFailedException.class, () -> idle.of(repository, "HEAD", other));
      }
    }
    assertNothingIsLeft(used);
    assertThrows(CommandFailedException.class, () -> repository.commit("no-such-branch"));
  }

  /** What the process that is interrupted runs. */
  public static final class Interrupted {
    private Interrupted() {}

    public static void main(String[] arguments) throws IOException {
      try (Scratch scratch = new Scratch()) {
        System.out.println(scratch.folder());
        new CommitBuild(List.of("sleep", "1000"), JAR)
            .of(GitRepository.around(Path.of(arguments[0])), "HEAD", scratch);
      }
    }
  }

  @Test
  void aKilledBuildEndsAndTheNextClearsWhatItLeft() throws IOException, InterruptedException {
    Process process = interrupted();
    Path used = building(process);
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly().waitFor();
    for (ProcessHandle child : children) {
      child.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
    assertTrue(Files.exists(used));
    assertEquals(2, git(repository.root(), "worktree list").lines().count());
    new Scratch().close();
    assertNothingIsLeft(used);
  }

  @Test
  void aWorktreeHalfMadeWhenKilledIsCleared() throws IOException, InterruptedException {
    Process process = interrupted();
    Path used = building(process);
    process.destroyForcibly().waitFor();
    Files.writeString(repository.root().resolve(".git/worktrees/tree/locked"), "initializing");
    Files.delete(used.resolve("tree/.git"));
    new Scratch().close();
    assertNothingIsLeft(used);
  }

  @Test
  void whatALivingProcessUsesIsNotCleared() throws IOException, InterruptedException {
    Process process = interrupted();
    try {
      Path used = building(process);
      new Scratch().close();
      assertTrue(Files.exists(used.resolve("tree")));
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  @Test
  void anInterruptedBuildLeavesNothing() throws IOException, InterruptedException {
    Process process = interrupted();
    Path used = building(process);
    assertEquals(2, git(repository.root(), "worktree list").lines().count());
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    process.waitFor();
    assertNothingIsLeft(used);
    for (ProcessHandle child : children) {
      child.onExit().join();
    }
  }

  private Process interrupted() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Interrupted.class.getName(),
            repository.root().toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Waits until the build goes on; the scratch folder of the process. */
  private static Path building(Process process) throws IOException, InterruptedException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    Path used = Path.of(output.readLine());
    while (process.isAlive()
        && process.descendants().noneMatch(child -> isSleeping(child.info()))) {
      Thread.sleep(20);
    }
    return used;
  }

  private static boolean isSleeping(ProcessHandle.Info info) {
    return info.command().orElse("").endsWith("sleep");
  }
}
