package masattention.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedule.Traits.Residency;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * The tilings among which a search chooses.
 *
 * <p>Rows per block: 1, 2, 4, 8 below the array's rows, its multiples up to 512, then powers of
 * two, and all rows; columns per tile: multiples of the array's columns up to 512, then powers of
 * two, and all keys; one or two K/V buffers; both partitions. Residency: all of K and V, neither,
 * one of them; where all does not fit, the most of K beside all of V and the most of V beside all
 * of K that does (or the most of one beside none of the other); and, of a scheduler with two score
 * buffers, the residency that the proactive overwrite leaves of either. Extents that cut the shape
 * into too many tiles are left out.
 */
public final class TilingSpace {
  private static final int DENSE = 512;

  private final Scheduler scheduler;
  private final AttentionShape shape;
  private final NpuConfig machine;
  private final Predicate<Problem> allowed;

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
  }

  /** Candidate rows per block, ascending. */
  public static List<Integer> rowsPerBlock(AttentionShape shape, NpuConfig machine) {
    NavigableSet<Integer> rows = extents(machine.macRows(), shape.groupRows());
    for (int few = 1; few <= 8 && few < machine.macRows(); few *= 2) {
      rows.add(few);
    }
    return List.copyOf(rows.headSet(shape.groupRows(), true));
  }

  /** Candidate columns per tile, ascending. */
  public static List<Integer> colsPerTile(AttentionShape shape, NpuConfig machine) {
    return List.copyOf(extents(machine.macCols(), shape.seqKv()));
  }

  private static NavigableSet<Integer> extents(int step, int whole) {
    NavigableSet<Integer> extents = new TreeSet<>();
    for (int extent = step; extent <= DENSE; extent += step) {
      extents.add(extent);
    }
    for (long extent = 2L * DENSE; extent < whole; extent *= 2) {
      extents.add((int) extent);
    }
    extents.add(whole);
    return new TreeSet<>(extents.headSet(whole, true));
  }

  /**
   * The tiling that keeps nothing of K and V in L1, for every pair of extents, ascending. Pairs
   * that cut the shape into more tiles than can be named or counted are not among them.
   *
   * @throws IllegalArgumentException when every pair does, with what is wrong with the largest
   */
  public List<Tiling> smallest() {
    List<Tiling> smallest = new ArrayList<>();
    Optional<IllegalArgumentException> refusal = Optional.empty();
    for (int rows : rowsPerBlock(shape, machine)) {
      for (int cols : colsPerTile(shape, machine)) {
        Tiling tiling = Tiling.resident(shape, rows, cols).withResident(0, 0);
        try {
          Problem.of(shape, machine, tiling);
          smallest.add(tiling);
        } catch (IllegalArgumentException e) {
          refusal = Optional.of(e);
        }
      }
    }
    if (smallest.isEmpty()) {
      throw refusal.orElseThrow();
    }
    return smallest;
  }

  /** Every feasible tiling, ascending. */
  public List<Tiling> feasible() {
    List<Tiling> tilings = new ArrayList<>();
    for (Tiling least : smallest()) {
      tilings.addAll(feasible(least.rowsPerBlock(), least.colsPerTile()));
    }
    return tilings;
  }

  /** Every feasible tiling of these extents, ascending. */
  public List<Tiling> feasible(int rowsPerBlock, int colsPerTile) {
    List<Tiling> tilings = new ArrayList<>();
    add(tilings, Tiling.resident(shape, rowsPerBlock, colsPerTile));
    tilings.sort(null);
    return tilings;
  }

  private void add(List<Tiling> tilings, Tiling whole) {
    for (Partition partition : Partition.values()) {
      for (int buffers = 1; buffers <= (scheduler.traits().doubleBuffersKv() ? 2 : 1); buffers++) {
        Tiling base = whole.withPartition(partition).withKvBuffers(buffers);
        for (Resident resident : residencies(base)) {
          if (buffers == 1 || resident.keys() + resident.values() > 0) {
            Tiling tiling = base.withResident(resident.keys(), resident.values());
            if (fits(tiling) && allowed.test(Problem.of(shape, machine, tiling))) {
              tilings.add(tiling);
            }
          }
        }
      }
    }
  }

  /** Resident sub-tiles of K and of V. */
  private record Resident(int keys, int values) {}

  private Set<Resident> residencies(Tiling base) {
    int all = base.residentKeyTiles();
    Set<Resident> residencies = new LinkedHashSet<>();
    residencies.add(new Resident(0, 0));
    Residency rule = scheduler.traits().residency();
    if (rule != Residency.NONE) {
      residencies.add(new Resident(all, all));
    }
    if (rule == Residency.PARTIAL && !fits(base)) {
      addMost(residencies, base, all);
      addOverwrites(residencies, base, all);
    }
    return residencies;
  }

  private void addMost(Set<Resident> residencies, Tiling base, int all) {
    int values = most(all, v -> fits(base.withResident(all, v)));
    int keys = most(all, k -> fits(base.withResident(k, all)));
    if (values > 0) {
      residencies.add(new Resident(all, values));
    }
    if (keys > 0) {
      residencies.add(new Resident(keys, all));
    }
    if (values < 0) {
      int keysAlone = most(all, k -> fits(base.withResident(k, 0)));
      int valuesAlone = most(all, v -> fits(base.withResident(0, v)));
      residencies.add(new Resident(Math.max(0, keysAlone), 0));
      residencies.add(new Resident(0, Math.max(0, valuesAlone)));
    }
  }

  /** The largest number up to {@code limit} that fits, −1 when not even 0 does. */
  private static int most(int limit, IntPredicate fits) {
    int below = -1;
    int above = limit + 1;
    while (above - below > 1) {
      int middle = (below + above) >>> 1;
      if (fits.test(middle)) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return below;
  }

  /** What stays when the second score buffer takes the place of the last sub-tiles of K or V. */
  private void addOverwrites(Set<Resident> residencies, Tiling base, int all) {
    if (!scheduler.traits().overwrites() || base.kvBuffers() > 1) {
      return;
    }
    long scoreBytes = (long) base.rowsPerBlock() * shape.seqKv();
    int overKeys = victims(scoreBytes, (long) base.colsPerTile() * shape.headDim());
    int overValues = victims(scoreBytes, (long) base.colsPerTile() * shape.valueDim());
    if (overKeys <= all) {
      residencies.add(new Resident(all - overKeys, all));
    }
    if (overValues <= all) {
      residencies.add(new Resident(all, all - overValues));
    }
  }

  private static int victims(long scoreElements, long tileElements) {
    return (int) Math.min(Integer.MAX_VALUE, (scoreElements - 1) / tileElements + 1);
  }

  private boolean fits(Tiling tiling) {
    if (tiling.kvBuffers() > 1 && tiling.residentKeyTiles() + tiling.residentValueTiles() == 0) {
      return false;
    }
    return scheduler.fits(Problem.of(shape, machine, tiling));
  }
}
