package masattention.regression;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import masattention.report.FolderLock;

/**
 * A temporary folder, the processes that were started for it, and the worktree in it. All of it
 * goes when this is closed or when the program is told to end, whatever comes first.
 *
 * <p>Where the program is killed, its processes end with it, and the next scratch folder that is
 * made on this machine clears what is left.
 */
public final class Scratch implements AutoCloseable {

  private static final String PREFIX = "mas-scratch-";
  private static final String WORKTREE = "tree";
  private static final String REPOSITORY = "repository";
  private static final int MOST_ATTEMPTS = 20;
  private static final int LATE_WRITES = 4;
  private static final long SHORTLY = TimeUnit.MILLISECONDS.toNanos(50);

  /**
   * Runs a command and kills it when standard input ends, which is when the process at the other
   * end of the pipe does.
   */
  private static final String GUARD =
      """
      trap '' INT QUIT
      exec 3<&0 </dev/null
      "$@" 3<&- &
      child=$!
      { read -r _ <&3; kill -9 "$child"; } 2>/dev/null &
      guard=$!
      exec 3<&-
      wait "$child"
      code=$?
      kill "$guard" 2>/dev/null
      exit "$code"
      """;

  private final Path folder;
  private final FolderLock lock;
  private final List<Process> processes = new ArrayList<>();
  private Optional<GitRepository> repository = Optional.empty();
  private final Thread hook = new Thread(this::interrupted, "scratch");
  private boolean ended;
  private volatile boolean shuttingDown;

  /** Makes a folder, after what killed programs left is cleared. */
  public Scratch() throws IOException {
    clearLeftovers();
    Runtime.getRuntime().addShutdownHook(hook);
    synchronized (this) {
      stopIfEnded();
      Optional<FolderLock> own = Optional.empty();
      Path made = null;
      while (own.isEmpty()) {
        made = Files.createTempDirectory(PREFIX).toRealPath();
        try {
          own = FolderLock.attempt(made);
        } catch (NoSuchFileException takenForALeftover) {
          own = Optional.empty();
        }
      }
      folder = made;
      lock = own.get();
    }
  }

  private void stopIfEnded() throws IOException {
    if (ended) {
      throw new IOException("The program is ending.");
    }
  }

  /** Removes the folders whose processes were killed, and their worktrees. */
  private static void clearLeftovers() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> left = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (Path one : left) {
        try {
          clear(one);
        } catch (IOException | UncheckedIOException notOurs) {
          // of another user, or whoever comes next may do it
        }
      }
    }
  }

  private static void clear(Path left) throws IOException {
    Optional<FolderLock> lock = FolderLock.attempt(left);
    if (lock.isPresent()) {
      try (FolderLock held = lock.get()) {
        Path note = left.resolve(REPOSITORY);
        if (Files.exists(note)) {
          new GitRepository(Path.of(Files.readString(note)))
              .removeWorktree(left.toRealPath().resolve(WORKTREE));
        }
        removeAll(left, held);
      }
    }
  }

  public Path folder() {
    return folder;
  }

  /** Where a worktree of a repository may be checked out; it is removed with this. */
  synchronized Path worktreeOf(GitRepository of) throws IOException {
    Files.writeString(folder.resolve(REPOSITORY), of.root().toString());
    repository = Optional.of(of);
    return folder.resolve(WORKTREE);
  }

  /** Starts a process that does not outlive this; it reads nothing. */
  public Process start(ProcessBuilder command) throws IOException {
    stopIfInterrupted();
    synchronized (this) {
      stopIfEnded();
      if (File.separatorChar == '/') {
        List<String> guarded = new ArrayList<>(List.of("sh", "-c", GUARD, "sh"));
        guarded.addAll(command.command());
        command.command(guarded);
      }
      Process process = command.start();
      processes.removeIf(earlier -> !earlier.isAlive());
      processes.add(process);
      return process;
    }
  }

  /**
   * Never returns once the program was interrupted: processes end then, and nobody should complain
   * about that.
   */
  public void stopIfInterrupted() {
    while (shuttingDown) {
      LockSupport.park(this);
    }
  }

  @Override
  public void close() throws IOException {
    stopIfInterrupted();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shutDownBegun) {
      return;
    }
    end();
  }

  private void interrupted() {
    shuttingDown = true;
    try {
      end();
      for (int i = 0; i < LATE_WRITES && folder != null; i++) {
        LockSupport.parkNanos(SHORTLY);
        remove(folder); // a thread that has not noticed may have made it again
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("mas: not everything was removed: " + e);
    }
  }

  private synchronized void end() throws IOException {
    ended = true;
    if (folder == null) {
      return;
    }
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().join();
    }
    try {
      if (repository.isPresent()) {
        repository.get().removeWorktree(folder.resolve(WORKTREE));
      }
    } finally {
      removeAll(folder, lock);
    }
  }

  /** The lock goes last, so that nobody else clears the folder meanwhile. */
  private static void removeAll(Path folder, FolderLock lock) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, file -> !file.endsWith(FolderLock.NAME))) {
      for (Path file : files) {
        remove(file);
      }
    }
    lock.close();
    remove(folder);
  }

  /** Removes a file or a folder; descendants may still be writing for a moment. */
  static void remove(Path folder) throws IOException {
    for (int attempt = 1; Files.exists(folder, LinkOption.NOFOLLOW_LINKS); attempt++) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException | UncheckedIOException e) {
        if (attempt > MOST_ATTEMPTS) {
          throw e;
        }
        LockSupport.parkNanos(SHORTLY);
      }
    }
  }
}
