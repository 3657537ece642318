package masattention.experiments.validation;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.List;
import masattention.npu.NpuConfig;
import masattention.report.Column;
import masattention.report.Line;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.simulator.Simulator;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * How one run of the validated accelerator cut its head of attention.
 *
 * @param name its number in the reference
 * @param rowsPerBlock query rows of a block; K and V pass once for every block
 * @param depthPerTile slice of the head dimension in a QKᵀ tile
 * @param valueColsPerTile keys of a PV tile
 */
record RtlMapping(
    String name,
    int seqQ,
    int seqKv,
    int headDim,
    int rowsPerBlock,
    int depthPerTile,
    int valueColsPerTile) {
  static final Scheduler SCHEDULER = Schedulers.FLAT_STREAM;

  static final List<Column<RtlMapping>> COLUMNS =
      List.of(
          text("case", RtlMapping::name),
          number("seq_q", RtlMapping::seqQ),
          number("seq_kv", RtlMapping::seqKv),
          number("head_dim", RtlMapping::headDim),
          number("rows_per_block", RtlMapping::rowsPerBlock),
          number("depth_per_tile_qk", RtlMapping::depthPerTile),
          number("cols_per_tile_pv", RtlMapping::valueColsPerTile));

  private static final int LARGEST = 1 << 20;
  private static final long MOST_TILES = 1 << 20;

  /** Reads the columns {@link #COLUMNS} of a line. */
  static RtlMapping of(Line row) {
    int seqQ = row.size("seq_q", LARGEST);
    int seqKv = row.size("seq_kv", LARGEST);
    int headDim = row.size("head_dim", LARGEST);
    RtlMapping mapping =
        new RtlMapping(
            row.text("case"),
            seqQ,
            seqKv,
            headDim,
            row.size("rows_per_block", seqQ),
            row.size("depth_per_tile_qk", headDim),
            row.size("cols_per_tile_pv", seqKv));
    if (mapping.tiles() > MOST_TILES) {
      throw row.refused(
          "rows_per_block",
          "and the tiles beside it make %d tiles, which must not exceed %d"
              .formatted(mapping.tiles(), MOST_TILES));
    }
    return mapping;
  }

  private long tiles() {
    long blocks = pieces(seqQ, rowsPerBlock);
    return blocks * pieces(seqKv, valueColsPerTile) * (1 + pieces(headDim, depthPerTile));
  }

  private static long pieces(long extent, long piece) {
    return (extent - 1) / piece + 1;
  }

  AttentionShape shape() {
    return new AttentionShape(1, 1, 1, seqQ, seqKv, headDim, headDim, false, 2);
  }

  /** Row blocks against K and V that are fetched for each; sub-tiles of K as wide as those of V. */
  Tiling tiling() {
    return new Tiling(
        rowsPerBlock, valueColsPerTile, 1, 0, 0, Partition.HEADS, depthPerTile, valueColsPerTile);
  }

  /**
   * What the suite predicts on a machine.
   *
   * @throws IllegalArgumentException when the buffers of the mapping do not fit
   */
  long cycles(NpuConfig machine) {
    Problem problem = Problem.of(shape(), machine, tiling());
    return Simulator.timeline(SCHEDULER, problem).orElseThrow().makespanCycles();
  }
}
