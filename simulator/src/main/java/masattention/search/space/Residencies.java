package masattention.search.space;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedule.Traits.Residency;
import masattention.tiling.Bisection;
import masattention.tiling.Spans;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/** What of K and V may stay in L1, among which a search chooses ({@link TilingSpace}). */
final class Residencies {
  /** Parts of the resident sub-tiles of a causal layer. */
  private static final int PARTS = 4;

  private final Scheduler scheduler;
  private final AttentionShape shape;
  private final NpuConfig machine;

  Residencies(Scheduler scheduler, AttentionShape shape, NpuConfig machine) {
    this.scheduler = scheduler;
    this.shape = shape;
    this.machine = machine;
  }

  /** Resident sub-tiles of K and of V. */
  record Resident(int keys, int values) {
    static final Resident NONE = new Resident(0, 0);

    /** A tiling that keeps them, else like {@code base}. */
    Tiling of(Tiling base) {
      return base.withResident(keys, values);
    }
  }

  /** Those of the tilings that are {@code base} but for what stays; of that it has all. */
  Set<Resident> of(Tiling base) {
    int all = base.residentKeyTiles();
    Set<Resident> residencies = new LinkedHashSet<>();
    residencies.add(Resident.NONE);
    Residency rule = scheduler.traits().residency(shape);
    if (rule != Residency.NONE) {
      residencies.add(new Resident(all, all));
    }
    Spans spans = base.spans();
    if (rule == Residency.PARTIAL && !fits(base)) {
      addMost(residencies, base, all);
      if (!scheduler.traits().spans() || (spans.isCorner() && spans.whole())) {
        addOverwrites(residencies, base, all);
      }
    }
    if (rule == Residency.PARTIAL && shape.causal() && spans.isCorner()) {
      addParts(residencies, all);
      Optional<Resident> even = most(base, both -> new Resident(both, both));
      addEven(residencies, even.orElse(Resident.NONE).keys(), all);
    }
    return residencies;
  }

  /**
   * Some of one of K and V beside all, none or about as much of the other, whatever L1 has room
   * for.
   */
  private static void addParts(Set<Resident> residencies, int all) {
    Set<Integer> parts = new LinkedHashSet<>();
    for (int part = 1; part <= PARTS; part++) {
      parts.add((int) ((long) all * part / PARTS));
    }
    for (long part = 1; part < all; part *= 2) {
      parts.add((int) part);
    }
    for (int some : parts) {
      addEven(residencies, some, all);
      residencies.add(new Resident(some, all));
      residencies.add(new Resident(all, some));
      residencies.add(new Resident(some, 0));
      residencies.add(new Resident(0, some));
    }
  }

  /** As much of K as of V, and one more of either. */
  private static void addEven(Set<Resident> residencies, int both, int all) {
    residencies.add(new Resident(both, both));
    residencies.add(new Resident(Math.min(all, both + 1), both));
    residencies.add(new Resident(both, Math.min(all, both + 1)));
  }

  /** The most of V beside all of K, or of K alone, and the same the other way round. */
  private void addMost(Set<Resident> residencies, Tiling base, int all) {
    residencies.add(
        most(base, values -> new Resident(all, values))
            .or(() -> most(base, keys -> new Resident(keys, 0)))
            .orElse(Resident.NONE));
    residencies.add(
        most(base, keys -> new Resident(keys, all))
            .or(() -> most(base, values -> new Resident(0, values)))
            .orElse(Resident.NONE));
  }

  /** That with the largest number that fits; none when not even 0 does, which is asked first. */
  private Optional<Resident> most(Tiling base, IntFunction<Resident> residency) {
    if (base.kvBuffers() == 1 && !fits(residency.apply(0).of(base))) {
      return Optional.empty();
    }
    long most =
        Bisection.largest(
            0, base.residentKeyTiles(), number -> fits(residency.apply((int) number).of(base)));
    return most < 0 ? Optional.empty() : Optional.of(residency.apply((int) most));
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

  /** Whether L1 has room for a tiling, which keeps something if it buffers that twice. */
  boolean fits(Tiling tiling) {
    if (tiling.kvBuffers() > 1 && tiling.residentKeyTiles() + tiling.residentValueTiles() == 0) {
      return false;
    }
    return scheduler.fits(Problem.of(shape, machine, tiling));
  }
}
