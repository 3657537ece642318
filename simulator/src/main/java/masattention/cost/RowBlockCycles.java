package masattention.cost;

import java.util.Objects;
import masattention.interpret.timing.Durations;
import masattention.npu.NpuConfig;
import masattention.program.EngineKind;
import masattention.schedule.Leeway;
import masattention.schedule.Problem;
import masattention.schedule.Traits;
import masattention.tiling.BlockGrid;
import masattention.tiling.Partition;
import masattention.tiling.RowBlockRuns;
import masattention.tiling.Tiling;

/**
 * The cycles of every row block of a group; runs of those that are alike are computed once. At
 * least, with any columns per tile, a run may be of row blocks that see ever more: it has the
 * cycles of its first.
 */
public final class RowBlockCycles {
  /** Of any columns, about the most runs that a group is cut into. */
  private static final int RUNS = 128;

  private static final ThreadLocal<RowBlockCycles> LAST = new ThreadLocal<>();

  private final Traits traits;
  private final NpuConfig machine;
  private final BlockGrid grid;
  private final Durations durations;
  private final Products products;
  private final int mostColumns;
  private final boolean anySpans;

  private final RowBlockRuns runs;
  private final Tiling counts;
  private final BlockCycles[] known;
  private final BlockSteps[] steps;

  private RowBlockCycles(Traits traits, Problem problem, Leeway leeway) {
    this.traits = traits;
    machine = problem.machine();
    mostColumns = leeway.mostColumns();
    anySpans = leeway.anySpans();
    grid = problem.grid();
    durations = new Durations(problem.machine());
    products = new Products(traits, grid, durations);
    boolean more = anyColumns() && !alike();
    runs = more ? RowBlockRuns.ofMore(grid, RUNS) : RowBlockRuns.of(grid);
    counts = whatCounts(problem, traits);
    known = new BlockCycles[runs.count()];
    steps = new BlockSteps[runs.count()];
  }

  /** What of a tiling they depend on. */
  private static Tiling whatCounts(Problem problem, Traits traits) {
    Tiling tiling = problem.tiling().withPartition(Partition.HEADS).withKvBuffers(1);
    return traits.spans()
        ? tiling.withResident(0, 0).withSpans(tiling.spans().withBlocksPerPass(1))
        : tiling;
  }

  /** Those of a problem, or the last ones, if they are the same. */
  static RowBlockCycles of(Traits traits, Problem problem, Leeway leeway) {
    RowBlockCycles last = LAST.get();
    if (last == null || !last.serves(traits, problem, leeway)) {
      last = new RowBlockCycles(traits, problem, leeway);
      LAST.set(last);
    }
    return last;
  }

  private boolean serves(Traits ofTraits, Problem problem, Leeway leeway) {
    return mostColumns == leeway.mostColumns()
        && anySpans == leeway.anySpans()
        && Objects.equals(machine, problem.machine())
        && counts.equals(whatCounts(problem, traits))
        && grid.shape().equals(problem.shape())
        && traits.equals(ofTraits);
  }

  /** Runs of row blocks that are alike. */
  int runs() {
    return runs.count();
  }

  /** The first row block of a run; of one beyond the last, that after the last row block. */
  int start(int run) {
    return runs.start(run);
  }

  /** The cycles of each row block of a run. */
  BlockCycles ofRun(int run) {
    int kind = runs.kind(run);
    if (known[kind] == null) {
      known[kind] = cycles(runs.start(kind));
    }
    return known[kind];
  }

  /** The run that a row block belongs to. */
  int runOf(int rowBlock) {
    return runs.runOf(rowBlock);
  }

  /** Whether all row blocks but the last are alike. */
  boolean alike() {
    return !grid.shape().isMasked();
  }

  /** The division of the outputs of the last row block by their sums. */
  long lastDivision() {
    return durations.normalize(grid.rows(grid.rowBlocks() - 1), grid.shape().valueDim());
  }

  /** Whether the matrix unit works as two halves. */
  boolean splitsMatrixUnit() {
    return traits.matrixUnit() != EngineKind.MAC;
  }

  int rowBlocks() {
    return grid.rowBlocks();
  }

  Durations durations() {
    return durations;
  }

  /** Whether they are the least that they are with any columns per tile. */
  boolean anyColumns() {
    return mostColumns > 0;
  }

  /** Whether they are the least that they are with any spans. */
  boolean anySpans() {
    return anySpans;
  }

  private BlockCycles cycles(int rowBlock) {
    if (traits.spans()) {
      SpanCycles spans = new SpanCycles(products, rowBlock);
      return anySpans ? spans.least(anyColumns()) : spans.of();
    }
    return anyColumns()
        ? BlockCycles.least(products, rowBlock, mostColumns)
        : BlockCycles.of(products, rowBlock);
  }

  BlockCycles of(int rowBlock) {
    return ofRun(runOf(rowBlock));
  }

  /** The steps of a row block in two streams. */
  BlockSteps steps(int rowBlock) {
    int kind = runs.kind(runOf(rowBlock));
    if (steps[kind] == null) {
      steps[kind] = stepsOf(rowBlock);
    }
    return steps[kind];
  }

  private BlockSteps stepsOf(int rowBlock) {
    if (traits.spans()) {
      return new SpanCycles(products, rowBlock).steps();
    }
    return traits.onePass()
        ? products.onePassSteps(grid.rows(rowBlock), grid.kept(rowBlock))
        : BlockSteps.whole(of(rowBlock));
  }
}
