package masattention.explore;

import java.io.Serializable;
import java.math.BigDecimal;
import masattention.report.Decimals;
import masattention.search.Evaluation;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * What an exploration found on one machine.
 *
 * @param cycles 0 where no tiling fits
 * @param energyPicojoules with three decimals
 */
public record ExplorationRow(
    long cycles,
    BigDecimal energyPicojoules,
    int rowsPerBlock,
    int colsPerTile,
    int kvBuffers,
    int residentKeyTiles,
    int residentValueTiles,
    Partition partition)
    implements Serializable {
  private static final int FIELDS = 8;
  private static final int ENERGY_DECIMALS = 3;

  /** No tiling fits. */
  public static final ExplorationRow INFEASIBLE =
      new ExplorationRow(
          0, BigDecimal.ZERO.setScale(ENERGY_DECIMALS), 0, 0, 0, 0, 0, Partition.HEADS);

  static ExplorationRow of(Evaluation best) {
    Tiling tiling = best.tiling();
    return new ExplorationRow(
        best.cycles(),
        Decimals.rounded(best.energyPicojoules(), ENERGY_DECIMALS),
        tiling.rowsPerBlock(),
        tiling.colsPerTile(),
        tiling.kvBuffers(),
        tiling.residentKeyTiles(),
        tiling.residentValueTiles(),
        tiling.partition());
  }

  boolean fits() {
    return cycles > 0;
  }

  /** The tiling of a shape that the row names. */
  Tiling tiling(AttentionShape shape) {
    return new Tiling(
        rowsPerBlock,
        colsPerTile,
        kvBuffers,
        residentKeyTiles,
        residentValueTiles,
        partition,
        shape.headDim(),
        colsPerTile);
  }

  /** On one line. */
  String line() {
    return "%d %s %d %d %d %d %d %s"
        .formatted(
            cycles,
            energyPicojoules.toPlainString(),
            rowsPerBlock,
            colsPerTile,
            kvBuffers,
            residentKeyTiles,
            residentValueTiles,
            partition);
  }

  /** The row on a line that {@link #line} made. */
  static ExplorationRow parse(String line) {
    String[] fields = line.split(" ", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException(
          "The row (%s) must have %d fields.".formatted(line, FIELDS));
    }
    return new ExplorationRow(
        Long.parseLong(fields[0]),
        new BigDecimal(fields[1]),
        Integer.parseInt(fields[2]),
        Integer.parseInt(fields[3]),
        Integer.parseInt(fields[4]),
        Integer.parseInt(fields[5]),
        Integer.parseInt(fields[6]),
        Partition.valueOf(fields[7]));
  }
}
