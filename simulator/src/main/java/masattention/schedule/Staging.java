package masattention.schedule;

import masattention.program.Buffer;
import masattention.program.ProgramSink;
import masattention.program.Snapshot;

/**
 * A core's staging area of two sub-tiles, through which tiles that do not stay in L1 pass in the
 * order announced. A tile is fetched as soon as the tile two places before it has been used.
 */
public final class Staging {
  private final ProgramSink sink;
  private final Buffer buffer;
  private final int core;
  private Run[] runs = new Run[4];
  private int firstRun;
  private int runCount;
  private int fetchRun;
  private int fetchAt;
  private int useAt;
  private int ahead;
  private long used;

  /** The staging area of a core in {@code buffer}. */
  public Staging(ProgramSink sink, Buffer buffer, int core) {
    this.sink = sink;
    this.buffer = buffer;
    this.core = core;
  }

  /** Consecutive tiles of one size, or of two matrices in turn. */
  private static final class Run {
    private long tile;
    private long bytes;
    private long otherTile;
    private long otherBytes;
    private int width;
    private int length;

    long tileAt(int at) {
      return at % width == 0 ? tile + at / width : otherTile + at / width;
    }

    long bytesAt(int at) {
      return at % width == 0 ? bytes : otherBytes;
    }
  }

  /** Says that {@code count} consecutive tiles are used after those announced so far. */
  public void announce(long tile, long tileBytes, int count) {
    if (count > 0) {
      add(tile, tileBytes, 0, 0, 1, count);
    }
  }

  /** Says that {@code count} tiles of two matrices are used in turn. */
  void announcePairs(long tile, long tileBytes, long other, long otherBytes, int count) {
    if (count > 0) {
      add(tile, tileBytes, other, otherBytes, 2, 2 * count);
    }
  }

  private void add(long tile, long bytes, long other, long otherBytes, int width, int length) {
    if (runCount == runs.length) {
      grow();
    }
    int at = (firstRun + runCount++) & (runs.length - 1);
    if (runs[at] == null) {
      runs[at] = new Run();
    }
    Run run = runs[at];
    run.tile = tile;
    run.bytes = bytes;
    run.otherTile = other;
    run.otherBytes = otherBytes;
    run.width = width;
    run.length = length;
    fetch();
  }

  private void grow() {
    Run[] larger = new Run[2 * runs.length];
    for (int i = 0; i < runCount; i++) {
      larger[i] = run(i);
    }
    runs = larger;
    firstRun = 0;
  }

  private Run run(int index) {
    return runs[(firstRun + index) & (runs.length - 1)];
  }

  private void fetch() {
    while (fetchRun < runCount && ahead < buffer.copies()) {
      Run run = run(fetchRun);
      int slot = buffer.slot(core, (int) ((used + ahead) % buffer.copies()), 0);
      sink.load(core, slot, run.tileAt(fetchAt), 1, run.bytesAt(fetchAt));
      ahead++;
      if (++fetchAt == run.length) {
        fetchRun++;
        fetchAt = 0;
      }
    }
  }

  /** The slot of the next tile in the order announced. */
  public int slot() {
    return slot(0);
  }

  /** The slot of the tile {@code further} places after the next. */
  int slot(int further) {
    return buffer.slot(core, (int) ((used + further) % buffer.copies()), 0);
  }

  /** Whether a tile would be fetched if it were announced. */
  public boolean hasRoom() {
    return fetchRun == runCount && ahead < buffer.copies();
  }

  /** Says that the task that reads the next tile has been emitted. */
  public void used() {
    used++;
    ahead--;
    if (++useAt == run(0).length) {
      useAt = 0;
      firstRun = (firstRun + 1) & (runs.length - 1);
      runCount--;
      fetchRun--;
    }
    fetch();
  }

  /** Tiles used so far. */
  long usedCount() {
    return used;
  }

  /** Hands over how far the tiles have come, but not which they are: no time depends on that. */
  public void visit(Snapshot snapshot) {
    snapshot.same(runCount);
    snapshot.same(fetchRun);
    snapshot.same(ahead);
    used = snapshot.count(used);
    useAt = snapshot.count(useAt);
    fetchAt = snapshot.count(fetchAt);
    for (int i = 0; i < runCount; i++) {
      Run run = run(i);
      snapshot.same(run.bytes);
      snapshot.same(run.otherBytes);
      snapshot.same(run.width);
      snapshot.same(run.length);
    }
  }
}
