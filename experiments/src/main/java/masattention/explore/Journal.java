package masattention.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import masattention.input.InvalidInputException;

/**
 * The rows that an exploration has finished: what a killed exploration goes on from, and what its
 * tables are written from.
 *
 * <p>A line of text names the version, the space and the build. Every point has a slot of its own
 * behind it, in the order of the space, so that rows may come in any order and none is kept in
 * memory. A slot ends with a checksum over the point and its row, which guards against accidents,
 * not against whoever edits the file; one that is not whole is done again. The disk is made to hold
 * the slots once a second.
 */
final class Journal implements AutoCloseable {
  private static final int VERSION = 2;
  private static final int HEAD = 256;
  private static final int SLOT = ExplorationRow.BYTES + Integer.BYTES;
  private static final int SLOTS_READ = 4096;
  private static final long FORCE_NANOSECONDS = TimeUnit.SECONDS.toNanos(1);
  private static final Pattern TITLE =
      Pattern.compile("mas exploration, journal (\\d{1,9}): (.+) by build (\\w+) ([0-9a-f]{1,8})");

  private final Path file;
  private final int points;
  private final BitSet done = new BitSet();
  private final FileChannel channel;
  private String build;
  private long forced = System.nanoTime();

  /**
   * Opens the journal of an exploration, or begins it.
   *
   * @param identity what tells the space from others
   * @param points of the space
   * @param ownBuild the name of this build
   */
  Journal(Path file, String identity, int points, String ownBuild) throws IOException {
    this.file = file;
    this.points = points;
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw refused("is not a regular file");
    }
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      open("%s of %d points".formatted(identity, points), ownBuild);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void open(String space, String ownBuild) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    fill(head, 0);
    String text = new String(head.array(), 0, head.position(), StandardCharsets.UTF_8);
    if (text.startsWith("exploration of ")) {
      throw refused("is a journal of version 1, which this build (version 2) does not read");
    }
    Matcher title = TITLE.matcher(text.strip());
    boolean whole = title.matches() && title.group(4).equals(checksum(text, title.start(4)));
    if (!whole && channel.size() > HEAD) {
      throw refused("is no journal of an exploration");
    }
    if (!whole) {
      build = ownBuild;
      channel.truncate(0);
      String said = "mas exploration, journal %d: %s by build %s ".formatted(VERSION, space, build);
      String line = said + checksum(said, said.length());
      String padded = line + " ".repeat(HEAD - 1 - line.length()) + "\n";
      write(StandardCharsets.UTF_8.encode(padded), 0);
      return;
    }
    if (Integer.parseInt(title.group(1)) != VERSION) {
      throw refused(
          "is a journal of version %s, which this build (version %d) does not read"
              .formatted(title.group(1), VERSION));
    }
    if (!title.group(2).equals(space)) {
      throw refused("belongs to another exploration");
    }
    build = title.group(3);
    Rows rows = new Rows();
    for (int point = 0; point < points && !rows.ended; point++) {
      if (rows.next(point) != null) {
        done.set(point);
      }
    }
  }

  private static String checksum(String text, int end) {
    CRC32 checksum = new CRC32();
    checksum.update(text.substring(0, end).getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(checksum.getValue());
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

  /** The points whose rows it has; a copy. */
  synchronized BitSet done() {
    return (BitSet) done.clone();
  }

  /** The row of a point that it has. */
  ExplorationRow row(int point) throws IOException {
    ByteBuffer slot = ByteBuffer.allocate(SLOT);
    fill(slot, offset(point));
    return ExplorationRow.readFrom(slot.flip());
  }

  /** Adds the rows of a run of points; may be called by any thread. */
  synchronized void add(RangeRows range) {
    ByteBuffer slots = ByteBuffer.allocate(range.rows().size() * SLOT);
    int point = range.from();
    for (ExplorationRow row : range.rows()) {
      int start = slots.position();
      row.writeTo(slots);
      slots.putInt(checksum(point, slots, start));
      point++;
    }
    try {
      write(slots.flip(), offset(range.from()));
      done.set(range.from(), point);
      if (System.nanoTime() - forced > FORCE_NANOSECONDS) {
        channel.force(false);
        forced = System.nanoTime();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long offset(int point) {
    return HEAD + (long) point * SLOT;
  }

  private static int checksum(int point, ByteBuffer slots, int start) {
    CRC32 checksum = new CRC32();
    checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(point).flip());
    checksum.update(slots.duplicate().limit(start + ExplorationRow.BYTES).position(start));
    return (int) checksum.getValue();
  }

  private void write(ByteBuffer bytes, long offset) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  private void fill(ByteBuffer bytes, long offset) throws IOException {
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = channel.read(bytes, offset + bytes.position());
    }
  }

  /** The rows of all points, in their order; the journal must have all. */
  Iterator<ExplorationRow> rows() {
    Rows rows = new Rows();
    return IntStream.range(0, points).mapToObj(rows::whole).iterator();
  }

  /** Reads slots in their order, many at a time. */
  private final class Rows {
    private final ByteBuffer slots = ByteBuffer.allocate(SLOTS_READ * SLOT).limit(0);

    /** Whether the file has no more whole slot. */
    private boolean ended;

    /** The row of the next point, null where there is none that is whole. */
    ExplorationRow next(int point) throws IOException {
      if (slots.remaining() < SLOT) {
        slots.clear();
        fill(slots, offset(point));
        slots.flip();
      }
      ended = slots.remaining() < SLOT;
      if (ended) {
        return null;
      }
      int start = slots.position();
      slots.position(start + SLOT);
      if (slots.get(start) == 0
          || slots.getInt(start + ExplorationRow.BYTES) != checksum(point, slots, start)) {
        return null;
      }
      try {
        return ExplorationRow.readFrom(slots.duplicate().position(start));
      } catch (IllegalArgumentException e) {
        throw refused("the slot of point %d is no row of this exploration".formatted(point));
      }
    }

    /** The row of the next point, which must be there. */
    ExplorationRow whole(int point) {
      try {
        ExplorationRow row = next(point);
        if (row == null) {
          throw new IOException("the row of point %d is not whole".formatted(point));
        }
        return row;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A journal without a row goes. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (done.isEmpty()) {
      Files.deleteIfExists(file);
    }
  }
}
