package masattention.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import masattention.tiling.Partition;
import masattention.tiling.Spans;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/** Makes a failing case smaller while it still fails. */
final class Shrinking {
  private Shrinking() {}

  static LawCase smallest(LawCase failing, Predicate<LawCase> fails) {
    LawCase smallest = failing;
    boolean progress = true;
    while (progress) {
      progress = false;
      for (LawCase smaller : smaller(smallest)) {
        if (fails.test(smaller)) {
          smallest = smaller;
          progress = true;
          break;
        }
      }
    }
    return smallest;
  }

  private static List<LawCase> smaller(LawCase c) {
    List<LawCase> cases = new ArrayList<>();
    AttentionShape s = c.shape();
    int[] sizes = {
      s.batch(), s.queryHeads(), s.kvHeads(), s.seqQ(), s.seqKv(), s.headDim(), s.valueDim(),
    };
    for (int i = 0; i < sizes.length; i++) {
      for (int less : new int[] {1, sizes[i] / 2, sizes[i] - 1}) {
        if (0 < less && less < sizes[i]) {
          int[] fewer = sizes.clone();
          fewer[i] = less;
          addShape(cases, c, fewer, s.causal(), s.window());
        }
      }
    }
    if (s.causal()) {
      addShape(cases, c, sizes, false, s.hasWindow() ? 2 * s.window() - 1 : 0);
    }
    if (s.hasWindow()) {
      addShape(cases, c, sizes, s.causal(), AttentionShape.NO_WINDOW);
      addShape(cases, c, sizes, s.causal(), s.causal() ? s.window() - 1 : s.window() - 2);
    }
    if (c.machine().cores() > 1) {
      cases.add(c.with(RandomMachines.withCores(c.machine(), c.machine().cores() - 1)));
    }
    if (c.machine().dramLatencyCycles() > 0) {
      cases.add(c.with(RandomMachines.withLatency(c.machine(), 0)));
    }
    tilings(c.tiling(), s).stream()
        .filter(tiling -> tiling.compareTo(c.tiling()) != 0)
        .forEach(tiling -> cases.add(c.with(tiling)));
    return cases;
  }

  private static void addShape(
      List<LawCase> cases, LawCase c, int[] n, boolean causal, int window) {
    if (n[1] % n[2] != 0
        || (causal && n[4] < n[3])
        || window < 0
        || (!causal && window > 0 && n[3] - n[4] > window / 2)) {
      return;
    }
    AttentionShape shape =
        new AttentionShape(
            n[0],
            n[1],
            n[2],
            n[3],
            n[4],
            n[5],
            n[6],
            causal,
            window,
            c.shape().elementBytes(),
            c.shape().kElementBytes(),
            c.shape().vElementBytes());
    cases.add(c.with(shape).with(clamped(c.tiling(), c.shape(), shape)));
  }

  private static Tiling clamped(Tiling t, AttentionShape before, AttentionShape after) {
    int cols = Math.min(t.colsPerTile(), after.seqKv());
    int valueCols = Math.min(t.valueColsPerTile(), after.seqKv());
    int keys = resident(t.residentKeyTiles(), before.seqKv(), t.colsPerTile(), after.seqKv(), cols);
    int values =
        resident(
            t.residentValueTiles(), before.seqKv(), t.valueColsPerTile(), after.seqKv(), valueCols);
    return new Tiling(
        Math.min(t.rowsPerBlock(), after.groupRows()),
        cols,
        keys + values == 0 ? 1 : t.kvBuffers(),
        keys,
        values,
        t.partition(),
        t.depthPerTile() == before.headDim()
            ? after.headDim()
            : Math.min(t.depthPerTile(), after.headDim()),
        valueCols,
        spans(t.spans(), (after.seqKv() - 1) / cols + 1));
  }

  private static Spans spans(Spans s, int tiles) {
    int perSpan = s.whole() ? tiles : Math.min(s.tilesPerSpan(), Math.max(1, tiles - 1));
    return new Spans(
        perSpan,
        Math.min(s.sumTiles(), perSpan),
        Math.min(s.shiftTiles(), perSpan),
        s.blocksPerPass(),
        s.whole());
  }

  private static int resident(int tiles, int before, int cols, int after, int newCols) {
    int all = (before - 1) / cols + 1;
    int newAll = (after - 1) / newCols + 1;
    return tiles == all ? newAll : Math.min(tiles, newAll);
  }

  private static List<Tiling> tilings(Tiling t, AttentionShape shape) {
    List<Tiling> tilings = new ArrayList<>();
    tilings.add(t.withKvBuffers(1));
    tilings.add(t.withPartition(Partition.HEADS));
    tilings.add(t.withDepthAndValueTiles(shape.headDim(), t.valueColsPerTile()));
    for (int rows : new int[] {1, (t.rowsPerBlock() + 1) / 2}) {
      tilings.add(
          new Tiling(
              rows,
              t.colsPerTile(),
              t.kvBuffers(),
              t.residentKeyTiles(),
              t.residentValueTiles(),
              t.partition(),
              t.depthPerTile(),
              t.valueColsPerTile(),
              t.spans()));
    }
    tilings.add(t.withSpans(t.spans().withBlocksPerPass((t.spans().blocksPerPass() + 1) / 2)));
    tilings.add(t.withSpans(t.spans().assisted(t.spans().sumTiles(), t.spans().shiftTiles() / 2)));
    tilings.add(t.withSpans(t.spans().assisted(t.spans().sumTiles() / 2, t.spans().shiftTiles())));
    if (t.kvBuffers() == 1) {
      if (t.residentKeyTiles() > 0) {
        tilings.add(t.withResident(t.residentKeyTiles() - 1, t.residentValueTiles()));
      }
      if (t.residentValueTiles() > 0) {
        tilings.add(t.withResident(t.residentKeyTiles(), t.residentValueTiles() - 1));
      }
    }
    return tilings;
  }
}
