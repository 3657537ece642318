package masattention.laws;

import java.util.HashSet;
import java.util.Set;
import masattention.interpret.energy.WorkCounts;
import masattention.interpret.timing.BusyCycles;
import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;
import masattention.schedule.Normalize;
import masattention.schedulers.Schedulers;
import masattention.tiling.Partition;
import masattention.tiling.Spans;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * What a scheduler's program must move and compute according to the model page, summed up from the
 * sizes alone, without the grid, the teams, the durations or the work counts of the simulator.
 */
final class ClosedForms {
  private final LawCase question;
  private final AttentionShape shape;
  private final Tiling tiling;
  private final NpuConfig machine;
  private final VectorCosts costs;
  private final int eb;
  private final int kb;
  private final int vb;
  private final Spans spans;
  private final boolean fuseMax;
  private final boolean assisted;
  private final boolean dividesOutputs;
  private final int arrayRows;
  private final long fill;
  private final int spilledTiles;

  /** The most sub-tiles of scores of a row block, where some of them may go to DRAM. */
  private int mostTiles;

  private final Set<String> fetched = new HashSet<>();

  private long macs;
  private long adds;
  private long subs;
  private long muls;
  private long maxes;
  private long exps;
  private long divs;
  private long l0Reads;
  private long l0Writes;
  private long l1Reads;
  private long l1Writes;
  private long dramReads;
  private long dramWrites;
  private long kvReads;
  private long spills;
  private long macCycles;
  private long vecCycles;
  private long dramCycles;

  private ClosedForms(LawCase question) {
    this.question = question;
    shape = question.shape();
    tiling = question.tiling();
    machine = question.machine();
    costs = machine.vectorCosts();
    eb = shape.elementBytes();
    kb = shape.kElementBytes();
    vb = shape.vElementBytes();
    spans = tiling.spans();
    boolean inSpans = question.scheduler().id().equals("assist");
    boolean plain = spans.equals(Spans.PLAIN);
    fuseMax = question.scheduler() == Schedulers.FUSEMAX || (inSpans && plain);
    assisted = inSpans && !plain && !(spans.isUnassisted() && spans.whole());
    dividesOutputs =
        fuseMax || assisted || question.scheduler().traits().normalize() == Normalize.OUTPUTS;
    boolean halves = question.scheduler().id().equals("tileflow");
    arrayRows = halves ? machine.macRows() / 2 : machine.macRows();
    fill = halves ? Math.max(0, machine.macFillCycles() - arrayRows) : machine.macFillCycles();
    spilledTiles = question.scheduler().id().equals("mas-spill") ? spilledTiles() : 0;
    int index = 0;
    int headsPerGroup = shape.queryHeads() / shape.kvHeads();
    int groupRows = headsPerGroup * shape.seqQ();
    for (int group = 0; group < shape.batch() * shape.kvHeads(); group++) {
      for (int first = 0; first < groupRows; first += tiling.rowsPerBlock()) {
        int rows = Math.min(tiling.rowsPerBlock(), groupRows - first);
        int last = (first + rows - 1) / headsPerGroup;
        boolean fetches = endsPass(group, index, groupRows);
        rowBlock(group, index++, first / headsPerGroup, last, rows, fetches);
      }
    }
  }

  static ClosedForms of(LawCase question) {
    return new ClosedForms(question);
  }

  WorkCounts work() {
    int cols = tiling.colsPerTile();
    int valueCols = tiling.valueColsPerTile();
    int keys = shape.seqKv() - firstSeen(0) / cols * cols;
    int values = shape.seqKv() - firstSeen(0) / valueCols * valueCols;
    long kvOnce =
        (long) shape.batch()
            * shape.kvHeads()
            * (keys * shape.headDim() * kb + values * shape.valueDim() * vb);
    return new WorkCounts(
        macs,
        adds,
        subs,
        muls,
        maxes,
        exps,
        divs,
        l0Reads,
        l0Writes,
        l1Reads,
        l1Writes,
        dramReads,
        dramWrites,
        kvReads - kvOnce,
        spills);
  }

  BusyCycles busy() {
    boolean halves = question.scheduler().id().equals("tileflow");
    return new BusyCycles(halves ? (macCycles + 1) / 2 : macCycles, vecCycles, dramCycles);
  }

  private static int tiles(int extent, int tile) {
    return (extent + tile - 1) / tile;
  }

  private int firstSeen(int position) {
    int own = position + shape.seqKv() - shape.seqQ();
    int window = shape.window() == 0 ? 1 << 20 : shape.window();
    return Math.max(0, shape.causal() ? own - window + 1 : own - (window - 1) / 2);
  }

  private int endSeen(int position) {
    int own = position + shape.seqKv() - shape.seqQ();
    int window = shape.window() == 0 ? 1 << 20 : shape.window();
    return Math.min(shape.seqKv(), shape.causal() ? own + 1 : own + (window - 1) / 2 + 1);
  }

  /** The most sub-tiles that so many row blocks in succession see. */
  private int mostTiles(int cols, int blocks, int stride) {
    int headsPerGroup = shape.queryHeads() / shape.kvHeads();
    int groupRows = headsPerGroup * shape.seqQ();
    int most = 0;
    for (int first = 0; first < groupRows; first += tiling.rowsPerBlock()) {
      int start = first;
      for (int more = 1; more < blocks; more++) {
        if (start + stride * tiling.rowsPerBlock() < groupRows) {
          start += stride * tiling.rowsPerBlock();
        }
      }
      int last = Math.min(start + tiling.rowsPerBlock(), groupRows) - 1;
      int from = firstSeen(first / headsPerGroup) / cols;
      most = Math.max(most, tiles(endSeen(last / headsPerGroup), cols) - from);
    }
    return most;
  }

  /** The bytes of the resident sub-tiles of all cores. */
  private long residentBytes() {
    int cores = machine.cores();
    boolean rows = tiling.partition() == Partition.ROWS;
    boolean once = rows && machine.l1Shared() && cores > 1;
    int owners = once ? 1 : cores;
    if (!shape.hasWindow()) {
      return (long) shape.seqKv() * (shape.headDim() * kb + shape.valueDim() * vb) * owners;
    }
    int blocks = once ? cores + 1 : 2;
    int stride = rows && !once ? cores : 1;
    long keys = (long) mostTiles(tiling.colsPerTile(), blocks, stride) * tiling.colsPerTile();
    return keys * (shape.headDim() * kb + shape.valueDim() * vb) * owners;
  }

  /** The least number of P sub-tiles in DRAM with which the buffers of MAS fit. */
  private int spilledTiles() {
    int cores = machine.cores();
    if (tiling.residentKeyTiles() < tiles(shape.seqKv(), tiling.colsPerTile())
        || tiling.kvBuffers() > 1) {
      return 0;
    }
    mostTiles = mostTiles(tiling.colsPerTile(), 1, 1);
    long output = dividesOutputs ? 4L * shape.valueDim() : (long) shape.valueDim() * eb;
    long sums = dividesOutputs ? 4L * 4 * tiling.rowsPerBlock() : 0;
    long ends = 2L * tiling.rowsPerBlock() * ((long) shape.headDim() * eb + output) + sums;
    long room = machine.l1Bytes() / cores * cores - residentBytes() - cores * ends;
    long row = (long) tiling.rowsPerBlock() * mostCols() * eb;
    long tile = (long) tiling.rowsPerBlock() * tiling.colsPerTile() * eb;
    if (cores * 2L * row <= room) {
      return 0;
    }
    int spilled = 1;
    while (cores * (row + (mostTiles - spilled) * tile + 2 * tile) > room) {
      spilled++;
    }
    return spilled;
  }

  /** The most keys in the sub-tiles that a row block sees. */
  private int mostCols() {
    int headsPerGroup = shape.queryHeads() / shape.kvHeads();
    int groupRows = headsPerGroup * shape.seqQ();
    int most = 0;
    for (int first = 0; first < groupRows; first += tiling.rowsPerBlock()) {
      int last = Math.min(first + tiling.rowsPerBlock(), groupRows) - 1;
      most =
          Math.max(
              most,
              colEnd(last / headsPerGroup)
                  - firstSeen(first / headsPerGroup) / tiling.colsPerTile() * tiling.colsPerTile());
    }
    return most;
  }

  private int colEnd(int lastPosition) {
    int cols = tiling.colsPerTile();
    return Math.min(tiles(endSeen(lastPosition), cols) * cols, shape.seqKv());
  }

  /** Whether a row block is the last of those of its core that share a pass over K and V. */
  private boolean endsPass(int group, int index, int groupRows) {
    int blocks = tiles(groupRows, tiling.rowsPerBlock());
    int inGroup = index - group * blocks;
    int stride = tiling.partition() == Partition.ROWS ? machine.cores() : 1;
    return inGroup / stride % spans.blocksPerPass() == spans.blocksPerPass() - 1
        || inGroup + stride >= blocks;
  }

  private void rowBlock(
      int group, int index, int firstPosition, int lastPosition, int rows, boolean fetches) {
    int from = firstSeen(firstPosition);
    int visible = endSeen(lastPosition);
    int firstTile = from / tiling.colsPerTile();
    int keyTiles = tiles(visible, tiling.colsPerTile());
    int end = colEnd(lastPosition);
    int cols = end - firstTile * tiling.colsPerTile();
    boolean ownCopy = tiling.partition() == Partition.ROWS && !machine.l1Shared();
    String holder = ownCopy ? group + " on core " + index % machine.cores() : "" + group;
    load((long) rows * shape.headDim() * eb);
    for (int tile = firstTile; tile < keyTiles; tile++) {
      int width = Math.min(tiling.colsPerTile(), shape.seqKv() - tile * tiling.colsPerTile());
      if (!fetches) {
        // they come with the last row block of the pass
      } else if (tile >= tiling.residentKeyTiles() || fetched.add("K " + tile + " of " + holder)) {
        fetchKv((long) width * shape.headDim() * kb);
      }
      scores(rows, width);
      scoreTraffic(tile - firstTile, rows, width);
      if (fuseMax) {
        onlineSoftmax(rows, width, tile > firstTile);
      }
      if (assisted && tile % spans.tilesPerSpan() < spans.shiftTiles()) {
        matmul(false, rows, 1, width, true, eb, eb);
      }
    }
    for (int tile = 0; assisted && tile < keyTiles; tile += spans.tilesPerSpan()) {
      span(rows, cols, tile);
    }
    scoreRowTraffic((long) rows * cols * eb);
    int firstValue = from / tiling.valueColsPerTile();
    for (int tile = firstValue; tile * tiling.valueColsPerTile() < visible; tile++) {
      int start = tile * tiling.valueColsPerTile();
      int height = Math.min(tiling.valueColsPerTile(), shape.seqKv() - start);
      if (!fetches) {
        // they come with the last row block of the pass
      } else if (tile >= tiling.residentValueTiles()
          || fetched.add("V " + tile + " of " + holder)) {
        fetchKv((long) height * shape.valueDim() * vb);
      }
      int kept = Math.min(start + height, end) - Math.max(start, firstTile * tiling.colsPerTile());
      int ones = assisted && tile % spans.tilesPerSpan() < spans.sumTiles() ? 1 : 0;
      matmul(
          false, rows, kept, shape.valueDim() + ones, tile > firstValue, dividesOutputs ? 4 : eb);
    }
    if (!fuseMax && !assisted) {
      softmax(rows, cols);
    }
    if (dividesOutputs) {
      scale(rows, shape.valueDim(), costs.divMilli() * rows);
      divs += rows;
    }
    store((long) rows * shape.valueDim() * eb);
  }

  private void scoreTraffic(int tile, int rows, int width) {
    long bytes = (long) rows * width * eb;
    switch (question.scheduler().id()) {
      case "layer-wise" -> {
        store(bytes);
        load(bytes);
      }
      case "soft-pipe" -> load(bytes);
      case "mas-spill" -> {
        if (spilledTiles > 0 && tile >= mostTiles - spilledTiles) {
          store(bytes);
          load(bytes);
          spills += bytes;
        }
      }
      case "flat", "flat-no-prefetch", "flat-stream", "tileflow", "fusemax", "mas", "assist" -> {}
      default -> throw new AssertionError(question.scheduler());
    }
  }

  private void scoreRowTraffic(long bytes) {
    if (question.scheduler() == Schedulers.LAYER_WISE) {
      load(bytes);
      store(bytes);
    } else if (question.scheduler() == Schedulers.SOFT_PIPE) {
      store(bytes);
    }
  }

  private void fetchKv(long bytes) {
    load(bytes);
    kvReads += bytes;
  }

  private void load(long bytes) {
    dramReads += bytes;
    l1Writes += bytes;
    transfer(bytes);
  }

  private void store(long bytes) {
    dramWrites += bytes;
    l1Reads += bytes;
    if (machine.postedWrites()) {
      dramCycles++;
    } else {
      transfer(bytes);
    }
  }

  private void transfer(long bytes) {
    long perCycle = machine.dramMillibytesPerCycle();
    dramCycles += (bytes * 1000 + perCycle - 1) / perCycle;
  }

  private void scores(int rows, int width) {
    for (int e = 0; e < shape.headDim(); e += tiling.depthPerTile()) {
      int depth = Math.min(tiling.depthPerTile(), shape.headDim() - e);
      matmul(true, rows, depth, width, e > 0, eb);
    }
  }

  private void matmul(boolean ofScores, int m, int k, int n, boolean accumulates, int outBytes) {
    matmul(ofScores, m, k, n, accumulates, ofScores ? kb : vb, outBytes);
  }

  private void matmul(
      boolean ofScores, int m, int k, int n, boolean accumulates, int right, int outBytes) {
    macs += (long) m * k * n;
    long factors = (long) m * k * eb + (long) k * n * right;
    long reads = factors + (accumulates ? (long) m * n * outBytes : 0);
    long writes = (long) m * n * outBytes;
    l1Reads += reads;
    l1Writes += writes;
    l0Reads +=
        (long) m * k * eb * tiles(n, machine.macCols())
            + (long) k * n * right * tiles(m, arrayRows);
    l0Writes += factors;
    long array =
        (long) tiles(m, arrayRows) * tiles(n, machine.macCols()) * tiles(k, machine.macDepth());
    if (!machine.outputsInSeries()) {
      macCycles += Math.max(array + fill, moving(reads + writes));
    } else if (ofScores) {
      macCycles += Math.max(array + (accumulates ? 0 : fill), moving(factors));
    } else {
      macCycles += Math.max(array + fill, moving(factors)) + moving(writes);
    }
  }

  private long moving(long bytes) {
    long rate = machine.l1BytesPerCyclePerCore();
    return bytes / rate + (bytes % rate == 0 ? 0 : 1);
  }

  private void softmax(int m, int n) {
    long elements = (long) m * n;
    maxes += elements;
    subs += elements;
    exps += elements;
    adds += elements;
    l1Reads += 2 * elements * eb;
    l1Writes += elements * eb;
    if (dividesOutputs) {
      vector(elements, elements * perElement());
    } else {
      muls += elements;
      divs += m;
      vector(elements, elements * (perElement() + costs.mulMilli()) + m * costs.divMilli());
    }
  }

  private long perElement() {
    return costs.maxMilli() + costs.subMilli() + costs.addMilli() + costs.reductionMilli();
  }

  private void onlineSoftmax(int m, int n, boolean rescales) {
    long elements = (long) m * n;
    maxes += elements + m;
    subs += elements + m;
    exps += elements + m;
    adds += elements + m;
    muls += m;
    l1Reads += 2 * elements * eb;
    l1Writes += elements * eb;
    long perRow = costs.maxMilli() + costs.subMilli() + costs.mulMilli() + costs.addMilli();
    vector(elements + m, elements * perElement() + m * perRow);
    if (rescales) {
      scale(m, shape.valueDim(), 0);
    }
  }

  /** The vector work of the span of a row block that begins with a sub-tile. */
  private void span(int m, int cols, int tile) {
    long n = columns(cols, tile, spans.tilesPerSpan());
    long subtracted = n - columns(cols, tile, spans.shiftTiles());
    long summed = n - columns(cols, tile, spans.sumTiles());
    long half = costs.reductionMilli() / 2;
    long ofMaxima = m * n * (costs.maxMilli() + half);
    maxes += m * n;
    if (!spans.whole()) {
      ofMaxima += m * (costs.maxMilli() + costs.subMilli());
      maxes += m;
      subs += m;
      exps += m;
    }
    long others =
        m * subtracted * costs.subMilli()
            + m * summed * (costs.addMilli() + costs.reductionMilli() - half);
    subs += m * subtracted;
    exps += m * n;
    adds += m * summed;
    if (!spans.whole() && spans.sumTiles() < spans.tilesPerSpan()) {
      others += m * (costs.mulMilli() + costs.addMilli());
      muls += m;
      adds += m;
    }
    l1Reads += 2L * m * n * eb;
    l1Writes += (long) m * n * eb;
    if (spans.shiftTiles() > 0) {
      vector(spans.whole() ? 0 : m, ofMaxima);
      vector(m * n, others);
    } else {
      vector(spans.whole() ? m * n : m * (n + 1), ofMaxima + others);
    }
    if (tile > 0) {
      scale(m, shape.valueDim() + (spans.sumTiles() > 0 ? 1 : 0), 0);
    }
  }

  /** Columns of {@code count} sub-tiles from one on, of a row of so many. */
  private long columns(int cols, int tile, int count) {
    long from = (long) tile * tiling.colsPerTile();
    return Math.min(cols - from, (long) count * tiling.colsPerTile());
  }

  private void scale(int m, int width, long divisions) {
    long elements = (long) m * width;
    muls += elements;
    l1Reads += elements * 4;
    l1Writes += elements * 4;
    vector(0, elements * costs.mulMilli() + divisions);
  }

  private void vector(long exponentials, long others) {
    long milliLanes = 1000L * machine.vectorLanes();
    long ofExponentials = exponentials * costs.expMilli();
    long work = costs.expBeside() ? Math.max(ofExponentials, others) : ofExponentials + others;
    vecCycles += costs.startupCycles() + (work + milliLanes - 1) / milliLanes;
  }
}
