package masattention.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import masattention.input.InvalidInputException;

/**
 * The right to write into a folder, which one process has at a time: a lock of the system on the
 * file {@code .mas.lock}, which holds the process number. It goes with its process, however that
 * ends; the file may stay and means nothing then.
 */
public final class FolderLock implements AutoCloseable {
  /** The name of the file. */
  public static final String NAME = ".mas.lock";

  /** Folders that this process holds: the system takes back all its locks on a file at once. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path named;
  private final Path folder;
  private final boolean made;
  private final FileChannel channel;

  private FolderLock(Path named, Path folder, boolean made, FileChannel channel) {
    this.named = named;
    this.folder = folder;
    this.made = made;
    this.channel = channel;
  }

  /**
   * Takes the right to a folder, which is made if it is not there.
   *
   * @throws InvalidInputException when another process has it
   */
  public static FolderLock of(Path folder) throws IOException {
    boolean made = Files.notExists(folder);
    Path real = Files.createDirectories(folder).toRealPath();
    return tried(folder, real, made)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "%s: process %s is at work in this folder; wait for it, or choose another folder."
                        .formatted(folder, owner(real))));
  }

  /** What is done with the right to some folders. */
  public interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Does something with the right to all of these folders, which are made if they are not there.
   *
   * @throws InvalidInputException when another process has one of them
   */
  public static <T> T holding(Collection<Path> folders, Work<T> work) throws IOException {
    Deque<FolderLock> held = new ArrayDeque<>();
    try {
      for (Path folder : new LinkedHashSet<>(folders)) {
        held.push(of(folder));
      }
      return work.run();
    } finally {
      while (!held.isEmpty()) {
        held.pop().close();
      }
    }
  }

  /** The right to a folder that is there; empty when somebody has it. */
  public static Optional<FolderLock> attempt(Path folder) throws IOException {
    return tried(folder, folder.toRealPath(), false);
  }

  private static Optional<FolderLock> tried(Path named, Path folder, boolean made)
      throws IOException {
    if (!OWN.add(folder)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    try {
      channel = locked(folder.resolve(NAME));
      return Optional.ofNullable(channel).map(held -> new FolderLock(named, folder, made, held));
    } finally {
      if (channel == null) {
        OWN.remove(folder);
      }
    }
  }

  /** The locked file, null when another process has locked it. */
  private static FileChannel locked(Path file) throws IOException {
    while (true) {
      Object before = identity(file);
      if (before == null) {
        try {
          Files.createFile(file);
        } catch (FileAlreadyExistsException somebodyElseDid) {
          // all the better
        }
        continue;
      }
      FileChannel channel;
      try {
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      } catch (NoSuchFileException goneMeanwhile) {
        continue;
      }
      // the file that was opened keeps its identity; only the name may pass to another
      boolean same = before.equals(identity(file));
      if (same && channel.tryLock(Long.MAX_VALUE - 1, 1, false) == null) {
        channel.close();
        return null;
      }
      if (same && before.equals(identity(file))) {
        String pid = ProcessHandle.current().pid() + "\n";
        channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)), 0);
        return channel;
      }
      channel.close();
    }
  }

  /** The folder, as it was named. */
  public Path folder() {
    return named;
  }

  /** What tells a file from one that takes its name later; null when there is none. */
  private static Object identity(Path file) throws IOException {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return Objects.requireNonNullElse(key, file);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static String owner(Path folder) {
    try {
      return OWN.contains(folder)
          ? Long.toString(ProcessHandle.current().pid())
          : Files.readString(folder.resolve(NAME)).strip();
    } catch (IOException ended) {
      return "unknown";
    }
  }

  /** Gives it back; a folder that was made for it and is empty goes. */
  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(folder.resolve(NAME));
      channel.close();
      if (made) {
        Files.deleteIfExists(folder);
      }
    } catch (DirectoryNotEmptyException holdsResults) {
      // as it should
    } finally {
      OWN.remove(folder);
    }
  }
}
