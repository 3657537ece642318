package masattention.regression;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A temporary folder, the processes that were started for it, and what else must be undone. All of
 * it goes when this is closed or when the program is interrupted, whatever comes first.
 */
public final class Scratch implements AutoCloseable {

  /** Something to undo. */
  public interface Undo {
    void undo() throws IOException;
  }

  private static final int MOST_ATTEMPTS = 20;

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final Deque<Undo> undoing = new ArrayDeque<>();
  private final Thread hook = new Thread(this::interrupted, "scratch");
  private boolean ended;
  private volatile boolean shuttingDown;

  public Scratch() throws IOException {
    folder = Files.createTempDirectory("mas-regress").toRealPath();
    Runtime.getRuntime().addShutdownHook(hook);
  }

  public Path folder() {
    return folder;
  }

  /** Starts a process that does not outlive this. */
  public Process start(ProcessBuilder command) throws IOException {
    stopIfInterrupted();
    synchronized (this) {
      if (ended) {
        throw new IOException("The program is ending.");
      }
      Process process = command.start();
      processes.removeIf(earlier -> !earlier.isAlive());
      processes.add(process);
      return process;
    }
  }

  /** Undone before the folder goes, the last first. */
  public synchronized void undoLater(Undo undo) {
    undoing.push(undo);
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
    } catch (IOException | UncheckedIOException e) {
      System.err.println("mas: not everything was removed: " + e);
    }
  }

  private synchronized void end() throws IOException {
    ended = true;
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().join();
    }
    try {
      while (!undoing.isEmpty()) {
        undoing.pop().undo();
      }
    } finally {
      remove(folder);
    }
  }

  /** Descendants may still be writing for a moment. */
  static void remove(Path folder) throws IOException {
    for (int attempt = 1; Files.exists(folder); attempt++) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException | UncheckedIOException e) {
        if (attempt > MOST_ATTEMPTS) {
          throw e;
        }
        LockSupport.parkNanos(50_000_000);
      }
    }
  }
}
