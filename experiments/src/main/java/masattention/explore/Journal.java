package masattention.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import masattention.input.InvalidInputException;

/**
 * The rows that an exploration has finished, one line each, appended as they come: what a killed
 * exploration goes on from.
 *
 * <p>The first line names the exploration and the build. Every line ends with a checksum, which
 * guards against accidents, not against whoever edits the file; from the first that is not whole
 * on, the file is cut off. The disk is made to hold the lines once a second.
 */
final class Journal implements AutoCloseable {
  private static final long FORCE_NANOSECONDS = TimeUnit.SECONDS.toNanos(1);
  private static final String BUILD = " by build ";

  private final Path file;
  private final Map<Integer, ExplorationRow> rows = new TreeMap<>();
  private final FileChannel channel;
  private String build;
  private long forced = System.nanoTime();

  /**
   * Opens the journal of an exploration of so many tasks, or begins it.
   *
   * @param identity the exploration's name
   * @param ownBuild the name of this build
   */
  Journal(Path file, String identity, int tasks, String ownBuild) throws IOException {
    this.file = file;
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw refused("is not a regular file");
    }
    byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    int whole = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        String line = new String(bytes, whole, at - whole, StandardCharsets.UTF_8);
        if (!isWhole(line)) {
          break;
        }
        read(content(line), identity, tasks);
        whole = at + 1;
      }
    }
    channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.truncate(whole);
    channel.position(whole);
    if (build == null) {
      build = ownBuild;
      append(identity + BUILD + ownBuild);
    }
  }

  private void read(String content, String identity, int tasks) {
    if (build != null) {
      row(content, tasks);
    } else if (content.startsWith(identity + BUILD)) {
      build = content.substring((identity + BUILD).length());
    } else if (content.equals(identity)) {
      build = "unknown";
    } else {
      throw refused("belongs to another exploration");
    }
  }

  private void row(String content, int tasks) {
    try {
      int blank = content.indexOf(' ');
      int number = Integer.parseInt(content.substring(0, blank));
      if (number < 0 || number >= tasks) {
        throw new IllegalArgumentException();
      }
      rows.put(number, ExplorationRow.parse(content.substring(blank + 1)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw refused("the line (%s) is no row of this exploration".formatted(content));
    }
  }

  /** The refusal of this journal, with what to do about it. */
  InvalidInputException refused(String complaint) {
    return new InvalidInputException(
        "%s: %s; delete it or choose another folder.".formatted(file, complaint));
  }

  /** The build that began the journal. */
  String build() {
    return build;
  }

  private static String content(String line) {
    return line.substring(0, line.lastIndexOf(' '));
  }

  private static boolean isWhole(String line) {
    int blank = line.lastIndexOf(' ');
    return blank > 0 && line.substring(blank + 1).equals(checksum(line.substring(0, blank)));
  }

  private static String checksum(String text) {
    CRC32 checksum = new CRC32();
    checksum.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(checksum.getValue());
  }

  /** The rows by their number. */
  Map<Integer, ExplorationRow> rows() {
    return rows;
  }

  /** Adds the row of task {@code number}; may be called by any thread. */
  synchronized void add(int number, ExplorationRow row) {
    rows.put(number, row);
    try {
      append(number + " " + row.line());
      if (System.nanoTime() - forced > FORCE_NANOSECONDS) {
        channel.force(false);
        forced = System.nanoTime();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(String content) throws IOException {
    String line = content + " " + checksum(content) + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** A journal without a row goes. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (rows.isEmpty()) {
      Files.deleteIfExists(file);
    }
  }
}
