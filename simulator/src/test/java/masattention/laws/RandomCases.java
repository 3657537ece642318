package masattention.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import masattention.npu.NpuConfig;
import masattention.program.EngineKind;
import masattention.schedule.Normalize;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedule.Traits;
import masattention.schedule.Traits.Residency;
import masattention.schedulers.Schedulers;
import masattention.tiling.BlockGrid;
import masattention.tiling.Partition;
import masattention.tiling.Spans;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/** Small random layers on random machines with random tilings that a scheduler accepts. */
public final class RandomCases {
  private RandomCases() {}

  public static RandomGenerator generator(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** The built-in schedulers, then those of them that can divide outputs in place of scores. */
  public static List<Scheduler> schedulers() {
    List<Scheduler> schedulers = new ArrayList<>(Schedulers.builtIn());
    for (Scheduler scheduler : Schedulers.builtIn()) {
      scheduler
          .normalizing(Normalize.OUTPUTS)
          .filter(variant -> variant != scheduler)
          .ifPresent(schedulers::add);
    }
    return schedulers;
  }

  /** The case of {@code seed}; L1 mostly has just the room that the buffers need. */
  static LawCase of(Scheduler scheduler, long seed) {
    RandomGenerator random = generator(seed * 31 + schedulers().indexOf(scheduler));
    AttentionShape shape = shape(random);
    NpuConfig machine = RandomMachines.random(random);
    if (scheduler.traits().matrixUnit() != EngineKind.MAC) {
      machine = RandomMachines.withEvenRows(machine);
    }
    Tiling tiling = tiling(random, shape, scheduler.traits());
    if (scheduler.traits().spans()) {
      tiling = spans(random, shape, tiling);
    }
    if (scheduler.traits().objection(Problem.of(shape, machine, tiling)).isPresent()) {
      tiling = tiling.withPartition(Partition.HEADS); // too few row blocks for ROWS
    }
    long needed = scheduler.plan(Problem.of(shape, machine, tiling)).bytes();
    int keyTiles = new BlockGrid(shape, tiling).mostKeptKeyTiles();
    boolean canSpill =
        scheduler.id().equals("mas-spill")
            && keyTiles > 3
            && tiling.residentKeyTiles() > 0
            && tiling.kvBuffers() == 1;
    if (canSpill && random.nextInt(4) > 0) {
      long tile = (long) tiling.rowsPerBlock() * tiling.colsPerTile() * shape.elementBytes();
      needed -= random.nextLong((keyTiles - 3) * tile * machine.cores()) + 1;
    } else if (random.nextInt(4) == 0) {
      needed += random.nextLong(4 * needed + 1);
    }
    return new LawCase(scheduler, seed, shape, RandomMachines.withJust(machine, needed), tiling);
  }

  /** Sizes from 1 up, small ones often. */
  private static int size(RandomGenerator random, int most) {
    return 1 + random.nextInt(random.nextInt(most) + 1);
  }

  static AttentionShape shape(RandomGenerator random) {
    int kvHeads = 1 + random.nextInt(3);
    int headsPerGroup = random.nextInt(3) == 0 ? 1 + random.nextInt(8) : 1;
    boolean decodes = headsPerGroup > 1 && random.nextBoolean();
    int seqQ = decodes ? 1 + random.nextInt(3) : size(random, headsPerGroup > 3 ? 8 : 26);
    boolean causal = random.nextInt(3) == 0;
    int seqKv = random.nextBoolean() ? seqQ : causal ? seqQ + random.nextInt(12) : size(random, 30);
    int headDim = size(random, 10);
    int valueDim = random.nextBoolean() ? headDim : size(random, 10);
    AttentionShape shape =
        new AttentionShape(
            random.nextInt(3) == 0 ? 2 : 1,
            kvHeads * headsPerGroup,
            kvHeads,
            seqQ,
            seqKv,
            headDim,
            valueDim,
            causal,
            1 << random.nextInt(3));
    return withWindow(shape);
  }

  /**
   * The shape with a window in a third of cases, and with elements of other sizes in a few; drawn
   * apart, so that the rest of a seed's case hangs on neither.
   */
  public static AttentionShape withWindow(AttentionShape shape) {
    RandomGenerator random = generator(shape.visiblePositions() * 31 + shape.compulsoryBytes());
    AttentionShape sized =
        random.nextInt(6) > 0
            ? shape
            : shape.withKvElementBytes(1 << random.nextInt(3), 1 << random.nextInt(3));
    if (random.nextInt(3) > 0) {
      return sized;
    }
    int reach = random.nextInt(random.nextInt(shape.seqKv()) + 1);
    int least = Math.max(0, shape.seqQ() - shape.seqKv());
    return sized.withWindow(shape.causal() ? reach + 1 : 2 * Math.max(reach, least) + 1);
  }

  private static Tiling tiling(RandomGenerator random, AttentionShape shape, Traits traits) {
    int rows = size(random, shape.groupRows());
    int cols = size(random, shape.seqKv());
    int valueCols =
        traits.splitsValueTiles() && random.nextInt(3) == 0 ? size(random, shape.seqKv()) : cols;
    int keyTiles = (shape.seqKv() - 1) / cols + 1;
    int valueTiles = (shape.seqKv() - 1) / valueCols + 1;
    int keys = 0;
    int values = 0;
    boolean all = random.nextInt(3) > 0;
    if (traits.residency() != Residency.NONE && all) {
      keys = keyTiles;
      values = valueTiles;
    } else if (traits.residency() == Residency.PARTIAL && random.nextInt(4) > 0) {
      keys = random.nextInt(keyTiles + 1);
      values = random.nextInt(valueTiles + 1);
    }
    if (traits.residency(shape) != Residency.PARTIAL && (keys < keyTiles || values < valueTiles)) {
      keys = 0;
      values = 0;
    }
    boolean twice = traits.doubleBuffersKv(shape) && keys + values > 0 && random.nextBoolean();
    return new Tiling(
        rows,
        cols,
        twice ? 2 : 1,
        keys,
        values,
        random.nextBoolean() ? Partition.HEADS : Partition.ROWS,
        random.nextInt(3) == 0 ? size(random, shape.headDim()) : shape.headDim(),
        valueCols);
  }

  /** Spans of any kind, plain ones and whole rows among them, and these alone under a window. */
  private static Tiling spans(RandomGenerator random, AttentionShape shape, Tiling tiling) {
    int tiles = (shape.seqKv() - 1) / tiling.colsPerTile() + 1;
    if (shape.hasWindow()) {
      return random.nextBoolean() ? tiling : tiling.withSpans(Spans.whole(tiles));
    }
    boolean streams = tiling.residentKeyTiles() + tiling.residentValueTiles() == 0;
    int blocks = streams && random.nextInt(4) > 0 ? 1 + random.nextInt(random.nextInt(16) + 1) : 1;
    int most = blocks > 1 ? Math.min(tiles, 2) : tiles;
    int perSpan = random.nextInt(3) == 0 ? most : 1 + random.nextInt(most);
    boolean whole = perSpan == tiles && (tiles > 1 || random.nextBoolean());
    int sums = random.nextInt(3) == 0 ? 0 : random.nextInt(perSpan + 1);
    int shifts = random.nextInt(3) == 0 ? 0 : random.nextInt(perSpan + 1);
    return tiling.withSpans(new Spans(perSpan, sums, shifts, blocks, whole));
  }
}
