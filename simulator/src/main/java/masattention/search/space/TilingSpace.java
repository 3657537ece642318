package masattention.search.space;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import masattention.npu.NpuConfig;
import masattention.program.EngineKind;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.search.space.Residencies.Resident;
import masattention.tiling.Partition;
import masattention.tiling.Spans;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * The tilings among which a search chooses.
 *
 * <p>Rows per block: for every possible number of row blocks the fewest rows that give it, and the
 * fewest of those that are a multiple of the array's rows; all multiples up to 512, the powers of
 * two, and all rows. A scheduler on half arrays counts in multiples of half the array's rows.
 * Columns per tile: the same with the keys and the array's columns. One or two K/V buffers; both
 * partitions. Residency: all of K and V, neither, one of them; where all does not fit, the most of
 * K beside all of V and the most of V beside all of K that does (or the most of one beside none of
 * the other); of a causal layer also about as much of K as of V, and quarters of them and powers of
 * two, since there keeping less than what fits can be faster; and, of a scheduler with two score
 * buffers, the residency that the proactive overwrite leaves of either. Under a window all of K and
 * V, which roll, or neither, and one buffer. Of a scheduler with spans, {@linkplain #spans those}:
 * in its corners with all of that, elsewhere, and not under a window, with multiples up to 512,
 * powers of two and the whole as extents, and without parts of a causal layer. Extents that cut the
 * shape into too many tiles are left out.
 *
 * <p>The space is not listed: {@link #rowsPerBlock} and {@link #colsPerTile} span it, {@link
 * #feasible(int, int)} holds what is feasible at one pair of them.
 */
public final class TilingSpace {
  private static final String NAME = "all numbers of row blocks and sub-tiles";

  private static final int DENSE = 512;

  /** Numbers of row blocks that share a pass, besides one. */
  public static final List<Integer> BLOCKS_PER_PASS = List.of(2, 3, 4, 6, 8, 12, 16);

  private final Scheduler scheduler;
  private final AttentionShape shape;
  private final NpuConfig machine;
  private final Predicate<Problem> allowed;
  private final Residencies residencies;
  private final int rowStep;
  private final List<Integer> rowsPerBlock;
  private final List<Integer> colsPerTile;

  /** The whole space. */
  public TilingSpace(Scheduler scheduler, AttentionShape shape, NpuConfig machine) {
    this(scheduler, shape, machine, problem -> true);
  }

  /** The part of the space whose problems are {@code allowed}. */
  public TilingSpace(
      Scheduler scheduler, AttentionShape shape, NpuConfig machine, Predicate<Problem> allowed) {
    this.scheduler = scheduler;
    this.shape = shape;
    this.machine = machine;
    this.allowed = allowed;
    residencies = new Residencies(scheduler, shape, machine);
    boolean halves = scheduler.traits().matrixUnit() != EngineKind.MAC;
    rowStep = halves ? Math.max(1, machine.macRows() / 2) : machine.macRows();
    rowsPerBlock = extents(rowStep, shape.groupRows());
    colsPerTile = extents(machine.macCols(), shape.seqKv());
  }

  /** Candidate rows per block, ascending. */
  public List<Integer> rowsPerBlock() {
    return rowsPerBlock;
  }

  /** Candidate columns per tile, ascending. */
  public List<Integer> colsPerTile() {
    return colsPerTile;
  }

  /** Pairs of candidate rows and columns, feasible or not. */
  public long pairs() {
    return (long) rowsPerBlock.size() * colsPerTile.size();
  }

  private static List<Integer> extents(int step, int whole) {
    NavigableSet<Integer> extents = new TreeSet<>();
    for (int extent = 1; extent < whole; extent = next(extent, whole)) {
      extents.add(extent);
      long multiple = (extent - 1L) / step * step + step;
      if (multiple < next(extent, whole)) {
        extents.add((int) multiple);
      }
    }
    for (long extent = step; extent <= Math.min(DENSE, whole); extent += step) {
      extents.add((int) extent);
    }
    for (long extent = 1; extent < whole; extent *= 2) {
      extents.add((int) extent);
    }
    extents.add(whole);
    return List.copyOf(extents);
  }

  /** The smallest extent that cuts {@code whole} into fewer pieces than {@code extent} does. */
  private static int next(int extent, int whole) {
    int pieces = (whole - 1) / extent + 1;
    return pieces == 1 ? whole + 1 : (whole - 1) / (pieces - 1) + 1;
  }

  /**
   * The tiling that keeps nothing of K and V in L1 and has the fewest columns, for every candidate
   * of rows, ascending. Extents that cut the shape into more tiles than can be named or counted are
   * not among them.
   *
   * @throws IllegalArgumentException when all do, with what is wrong with the largest
   */
  public List<Tiling> narrowest() {
    List<Tiling> narrowest = new ArrayList<>();
    for (int rows : rowsPerBlock) {
      colsPerTile.stream()
          .filter(cols -> refusal(rows, cols).isEmpty())
          .findFirst()
          .ifPresent(cols -> narrowest.add(least(rows, cols)));
    }
    if (narrowest.isEmpty()) {
      throw refusal(rowsPerBlock.get(rowsPerBlock.size() - 1), shape.seqKv()).orElseThrow();
    }
    return narrowest;
  }

  /** The smallest tiling of these extents, feasible or not: nothing of K and V stays. */
  public Tiling least(int rows, int cols) {
    return Tiling.resident(shape, rows, cols).withResident(0, 0);
  }

  /** Why extents are left out; empty when they are not. */
  private Optional<IllegalArgumentException> refusal(int rows, int cols) {
    try {
      Problem.of(shape, machine, least(rows, cols));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e);
    }
  }

  /** Every feasible tiling, ascending: for spaces that are small, or to be walked through. */
  public Stream<Tiling> feasible() {
    return narrowest().stream()
        .flatMap(
            least ->
                colsPerTile.stream()
                    .flatMap(cols -> feasible(least.rowsPerBlock(), cols).stream()));
  }

  /** Every feasible tiling of these extents, ascending. */
  public List<Tiling> feasible(int rowsPerBlock, int colsPerTile) {
    boolean may = mayAssist(rowsPerBlock, colsPerTile);
    return feasible(
        rowsPerBlock,
        colsPerTile,
        spans(colsPerTile).stream().filter(spans -> may || spans.isCorner()).toList(),
        tiling -> true);
  }

  /**
   * Those of them that have one of these spans, with one row block a pass or more, ascending.
   *
   * @param wanted whether those with as many row blocks a pass, as many buffers and the partition
   *     of a tiling, which keeps all of K and V unless row blocks share a pass, are
   */
  public List<Tiling> feasible(
      int rowsPerBlock, int colsPerTile, List<Spans> some, Predicate<Tiling> wanted) {
    List<Tiling> tilings = new ArrayList<>();
    if (refusal(rowsPerBlock, colsPerTile).isPresent()) {
      return tilings;
    }
    Tiling whole = Tiling.resident(shape, rowsPerBlock, colsPerTile);
    int mostBuffers = scheduler.traits().doubleBuffersKv(shape) ? 2 : 1;
    for (Spans spans : some) {
      for (Partition partition : Partition.values()) {
        Tiling base = whole.withPartition(partition);
        boolean fits = true;
        for (int buffers = 1; buffers <= mostBuffers && fits; buffers++) {
          fits = addPasses(tilings, base.withKvBuffers(buffers), spans, wanted);
        }
      }
    }
    tilings.sort(null);
    return tilings;
  }

  /**
   * Adds those with the spans, with one row block a pass or more; returns whether any fits. Where
   * none does, nor do those with more row blocks a pass or more buffers.
   */
  private boolean addPasses(
      List<Tiling> tilings, Tiling base, Spans spans, Predicate<Tiling> wanted) {
    boolean any = false;
    for (Spans pass : passes(base, spans)) {
      boolean shares = pass.blocksPerPass() > 1;
      Tiling kept = (shares ? base.withResident(0, 0) : base).withSpans(pass);
      Set<Resident> some = shares ? Set.of(Resident.NONE) : residencies.of(kept);
      List<Tiling> fitting =
          some.stream().map(resident -> resident.of(kept)).filter(residencies::fits).toList();
      if (fitting.isEmpty()) {
        return any;
      }
      any = true;
      if (wanted.test(kept)) {
        fitting.stream()
            .filter(tiling -> allowed.test(Problem.of(shape, machine, tiling)))
            .forEach(tilings::add);
      }
    }
    return any;
  }

  /**
   * Whether tilings of these extents may have spans other than those of the corners: multiples of
   * the array's extents up to 512, powers of two, and the whole.
   */
  public boolean mayAssist(int rows, int cols) {
    return hasSpans()
        && !shape.hasWindow()
        && isCoarse(rows, machine.macRows(), shape.groupRows())
        && isCoarse(cols, machine.macCols(), shape.seqKv());
  }

  /**
   * Whether rows and columns are multiples of the array's up to 512, or of a quarter of them up to
   * four times as many, powers of two, or all.
   */
  public boolean areCoarse(int rows, int cols) {
    return isFew(rows, rowStep, shape.groupRows()) && isFew(cols, machine.macCols(), shape.seqKv());
  }

  private static boolean isFew(int extent, int step, int whole) {
    return isCoarse(extent, step, whole)
        || (extent < 4 * step && extent % Math.max(1, step / 4) == 0);
  }

  /**
   * Whether rows and columns are multiples of the array's and one or three times a power of two, or
   * cut the whole into so many equal parts.
   */
  public boolean areRound(int rows, int cols) {
    return isRound(rows, rowStep, shape.groupRows())
        && isRound(cols, machine.macCols(), shape.seqKv());
  }

  private static boolean isRound(int extent, int step, int whole) {
    return extent == whole
        || (extent % step == 0
            && (isRound(extent) || (whole % extent == 0 && isRound(whole / extent))));
  }

  private static boolean isRound(int number) {
    int odd = number >> Integer.numberOfTrailingZeros(number);
    return odd == 1 || odd == 3;
  }

  /**
   * Whether rows and columns are next to those of a tiling: large ones multiples of the array's.
   */
  public boolean areNear(Tiling tiling, int rows, int cols) {
    return isNear(tiling.rowsPerBlock(), rows, rowStep)
        && isNear(tiling.colsPerTile(), cols, machine.macCols());
  }

  private static boolean isNear(int center, int extent, int step) {
    int away = Math.abs(extent - center);
    return away == 0
        || (extent % step == 0 && away <= Math.max(step, center / 8))
        || (extent < 4 * step && away <= center / 8);
  }

  private static boolean isCoarse(int extent, int step, int whole) {
    return extent == whole
        || (extent % step == 0 && extent <= DENSE)
        || Integer.bitCount(extent) == 1;
  }

  /** What that of a scheduler holds, in a few words: where something is proven, over this. */
  public static String name(Scheduler scheduler) {
    return scheduler.traits().spans()
        ? NAME + " in the corners and coarse ones with other spans"
        : NAME;
  }

  /** Whether its tilings differ in their spans. */
  public boolean hasSpans() {
    return scheduler.traits().spans();
  }

  /**
   * The spans of tilings with these columns, of one row block a pass: of 1, 2, 4 or all sub-tiles,
   * the sums and the subtraction of none, half or all of them on the matrix unit.
   */
  public Set<Spans> spans(int colsPerTile) {
    if (!hasSpans()) {
      return Set.of(Spans.PLAIN);
    }
    int tiles = (shape.seqKv() - 1) / colsPerTile + 1;
    Set<Spans> all = new LinkedHashSet<>();
    all.add(Spans.PLAIN);
    if (shape.hasWindow()) {
      all.add(Spans.whole(tiles));
      return all;
    }
    for (int perSpan : List.of(1, 2, 4, tiles)) {
      if (perSpan <= tiles) {
        for (int sums : shares(perSpan)) {
          for (int shifts : shares(perSpan)) {
            all.add(new Spans(perSpan, sums, shifts, 1, perSpan == tiles));
          }
        }
      }
    }
    return all;
  }

  private static Set<Integer> shares(int perSpan) {
    return new TreeSet<>(List.of(0, (perSpan + 1) / 2, perSpan));
  }

  /**
   * These spans, and where nothing stays those with more row blocks a pass that a core can have.
   */
  private List<Spans> passes(Tiling base, Spans spans) {
    List<Spans> passes = new ArrayList<>(List.of(spans));
    int rowBlocks = (shape.groupRows() - 1) / base.rowsPerBlock() + 1;
    boolean rows = base.partition() == Partition.ROWS;
    int most = rows ? (rowBlocks - 1) / machine.cores() + 1 : rowBlocks;
    boolean may =
        mayAssist(base.rowsPerBlock(), base.colsPerTile())
            && base.kvBuffers() == 1
            && spans.tilesPerSpan() <= 2;
    boolean only = spans.equals(Spans.PLAIN) && base.residentKeyTiles() == 1;
    int fewer = 1;
    for (int blocks : BLOCKS_PER_PASS) {
      if (may && !only && fewer < most) {
        passes.add(spans.withBlocksPerPass(blocks));
      }
      fewer = blocks;
    }
    return passes;
  }
}
