package masattention.tiling;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The row blocks of a group as runs of those that are alike: as many rows, which see as many
 * sub-tiles of the same sizes. Runs that do not follow each other may be alike, too.
 */
public final class RowBlockRuns {
  private final int[] starts;

  /** By run, the first that is alike. */
  private final int[] kinds;

  private final int end;

  private RowBlockRuns(int[] starts, int[] kinds, int end) {
    this.starts = starts;
    this.kinds = kinds;
    this.end = end;
  }

  /** What row blocks that are alike have in common. */
  private record Kind(
      int rows, int keys, int cols, int values, int firstCols, int lastCols, int lastWhole) {
    static Kind of(BlockGrid grid, int rowBlock) {
      Kept kept = grid.kept(rowBlock);
      int last = kept.valueEnd() - 1;
      return new Kind(
          grid.rows(rowBlock),
          kept.keys(),
          kept.cols(),
          kept.values(),
          grid.keptValueCols(kept, kept.firstValue()),
          grid.keptValueCols(kept, last),
          grid.valueCols(last));
    }

    /** By hand: that of a record takes a third longer for a search under a window. */
    @Override
    public boolean equals(Object object) {
      return object instanceof Kind other
          && rows == other.rows
          && keys == other.keys
          && cols == other.cols
          && values == other.values
          && firstCols == other.firstCols
          && lastCols == other.lastCols
          && lastWhole == other.lastWhole;
    }

    @Override
    public int hashCode() {
      return ((rows * 31 + keys) * 31 + cols) * 31 + firstCols;
    }
  }

  /** The runs of a group that is so cut. */
  public static RowBlockRuns of(BlockGrid grid) {
    return grid.shape().hasWindow() ? underWindow(grid) : withoutWindow(grid);
  }

  private static RowBlockRuns withoutWindow(BlockGrid grid) {
    int last = grid.rowBlocks() - 1;
    boolean ragged = grid.rows(last) < grid.tiling().rowsPerBlock();
    IntStream.Builder starts = IntStream.builder();
    int next;
    for (int block = 0; block <= last; block = next) {
      starts.add(block);
      Kept kept = grid.kept(block);
      next = ragged && block < last ? last : last + 1;
      if (kept.keyEnd() < grid.keyTiles()) {
        next = Math.min(next, grid.firstBlockKeepingKeys(kept.keyEnd()));
      }
      if (kept.valueEnd() < grid.valueTiles()) {
        next = Math.min(next, grid.firstBlockKeepingValues(kept.valueEnd()));
      }
    }
    int[] all = starts.build().toArray();
    return new RowBlockRuns(all, IntStream.range(0, all.length).toArray(), last + 1);
  }

  private static RowBlockRuns underWindow(BlockGrid grid) {
    InnerBlocks inner = new InnerBlocks(grid);
    Map<Kind, Integer> known = new HashMap<>();
    IntStream.Builder starts = IntStream.builder();
    IntStream.Builder kinds = IntStream.builder();
    int[] ofBlocks = new int[grid.rowBlocks()];
    int runs = 0;
    for (int block = 0; block < ofBlocks.length; block++) {
      int run = runs;
      ofBlocks[block] =
          inner.repeats(block)
              ? ofBlocks[block - inner.period()]
              : known.computeIfAbsent(Kind.of(grid, block), unknown -> run);
      if (block == 0 || ofBlocks[block] != ofBlocks[block - 1]) {
        starts.add(block);
        kinds.add(ofBlocks[block]);
        runs++;
      }
    }
    return new RowBlockRuns(starts.build().toArray(), kinds.build().toArray(), grid.rowBlocks());
  }

  /**
   * Without a window {@code most} runs or one more of row blocks none of which sees fewer keys than
   * the first of its run, nor has fewer rows; under one they may be more.
   */
  public static RowBlockRuns ofMore(BlockGrid grid, int most) {
    int last = grid.rowBlocks() - 1;
    IntStream.Builder starts = IntStream.builder();
    int next;
    for (int block = 0; block <= last; block = next) {
      starts.add(block);
      int end = Math.min(last, block + 1 + last / most);
      int fewest = grid.visibleKeys(block);
      next = block + 1;
      while (next < end && grid.visibleKeys(next) >= fewest) {
        next++;
      }
    }
    int[] all = starts.build().toArray();
    return new RowBlockRuns(all, IntStream.range(0, all.length).toArray(), last + 1);
  }

  /** Their number. */
  public int count() {
    return starts.length;
  }

  /** The first row block of a run; of one beyond the last, that after the last row block. */
  public int start(int run) {
    return run < starts.length ? starts[run] : end;
  }

  /** Row blocks of a run. */
  public int length(int run) {
    return start(run + 1) - starts[run];
  }

  /** The first run that is like a run. */
  public int kind(int run) {
    return kinds[run];
  }

  /** The run that a row block belongs to. */
  public int runOf(int rowBlock) {
    int at = Arrays.binarySearch(starts, rowBlock);
    return at >= 0 ? at : -at - 2;
  }
}
