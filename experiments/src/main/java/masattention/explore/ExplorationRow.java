package masattention.explore;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import masattention.report.Decimals;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.algorithms.SearchAlgorithms;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.tiling.Partition;
import masattention.tiling.Spans;
import masattention.tiling.Tiling;

/**
 * What an exploration found at one point.
 *
 * @param cycles 0 where no tiling fits
 * @param energyPicojoules to a thousandth
 * @param tiling null where none fits
 */
public record ExplorationRow(long cycles, double energyPicojoules, Tiling tiling) {
  /** Bytes of a row. */
  public static final int BYTES = 57;

  private static final int ENERGY_DECIMALS = 3;
  private static final byte FITS = 2;
  private static final byte FITS_NOT = 1;

  /** No tiling fits. */
  public static final ExplorationRow INFEASIBLE = new ExplorationRow(0, 0, null);

  static ExplorationRow of(Evaluation best) {
    double energy = Decimals.rounded(best.energyPicojoules(), ENERGY_DECIMALS).doubleValue();
    return new ExplorationRow(best.cycles(), energy, best.tiling());
  }

  /** The row that a task comes to: a function of the task alone. */
  static ExplorationRow of(SearchTask task) {
    return SearchAlgorithms.BRANCH_AND_BOUND
        .search(task, Evaluator.fast(), SearchSettings.unlimited(1))
        .best()
        .map(ExplorationRow::of)
        .orElse(INFEASIBLE);
  }

  /**
   * Whether it is what a task gives at its tiling, or no tiling fits as it says. A row that was
   * made up is not; that the tiling is the best is not looked at.
   */
  boolean agreesWith(SearchTask task) {
    if (!fits()) {
      return task.space().feasible().findFirst().isEmpty();
    }
    try {
      return of(Evaluator.fast().evaluate(task.scheduler(), task.problem(tiling))).equals(this);
    } catch (IllegalArgumentException | ArithmeticException noSuchTiling) {
      return false;
    }
  }

  boolean fits() {
    return tiling != null;
  }

  /** The energy in picojoules with its decimals. */
  BigDecimal energy() {
    return Decimals.rounded(energyPicojoules, ENERGY_DECIMALS);
  }

  /** Puts its {@link #BYTES} into a buffer. */
  public void writeTo(ByteBuffer bytes) {
    if (tiling == null) {
      bytes.put(FITS_NOT).put(new byte[BYTES - 1]);
      return;
    }
    Spans spans = tiling.spans();
    bytes.put(FITS).putLong(cycles).putDouble(energyPicojoules);
    bytes.putInt(tiling.rowsPerBlock()).putInt(tiling.colsPerTile());
    bytes.put((byte) tiling.kvBuffers());
    bytes.putInt(tiling.residentKeyTiles()).putInt(tiling.residentValueTiles());
    bytes.put((byte) (tiling.partition() == Partition.ROWS ? 1 : 0));
    bytes.putInt(tiling.depthPerTile()).putInt(tiling.valueColsPerTile());
    bytes.putInt(spans.tilesPerSpan()).putInt(spans.sumTiles()).putInt(spans.shiftTiles());
    bytes.put((byte) spans.blocksPerPass()).put((byte) (spans.whole() ? 1 : 0));
  }

  /**
   * The row whose bytes are next in a buffer.
   *
   * @throws IllegalArgumentException when they are none
   */
  public static ExplorationRow readFrom(ByteBuffer bytes) {
    byte kind = bytes.get();
    if (kind == FITS_NOT) {
      bytes.position(bytes.position() + BYTES - 1);
      return INFEASIBLE;
    }
    if (kind != FITS) {
      throw new IllegalArgumentException("The kind of a row (%d) must be 1 or 2.".formatted(kind));
    }
    long cycles = bytes.getLong();
    double energy = bytes.getDouble();
    Tiling tiling =
        new Tiling(
            bytes.getInt(),
            bytes.getInt(),
            bytes.get(),
            bytes.getInt(),
            bytes.getInt(),
            bytes.get() == 1 ? Partition.ROWS : Partition.HEADS,
            bytes.getInt(),
            bytes.getInt(),
            new Spans(
                bytes.getInt(), bytes.getInt(), bytes.getInt(), bytes.get(), bytes.get() == 1));
    if (cycles <= 0 || !Double.isFinite(energy)) {
      throw new IllegalArgumentException(
          "The cycles (%d) of a row must be positive and its energy (%s) finite."
              .formatted(cycles, energy));
    }
    return new ExplorationRow(cycles, energy, tiling);
  }
}
