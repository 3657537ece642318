package masattention.experiments.sweep;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import masattention.report.CsvText;
import masattention.report.Decimals;
import masattention.search.Evaluation;
import masattention.simulator.TilingText;

/**
 * The columns of every sweep's CSV file, in their order.
 *
 * <p>Cells of the tiling and of what it costs are empty where no tiling fits. Busy cycles of MAC
 * and VEC are summed over the cores.
 */
public enum SweepColumn {
  SWEEP("sweep", r -> r.point().sweep()),
  SETTING("setting", r -> r.point().setting()),
  MACHINE("machine", r -> r.point().machine().name()),
  VEC_LANES("vec_lanes", r -> r.point().machine().vectorLanes()),
  L1_BYTES("l1_bytes", r -> r.point().machine().l1Bytes()),
  DRAM_BYTES_PER_CYCLE(
      "dram_bytes_per_cycle",
      r -> BigDecimal.valueOf(r.point().machine().dramMillibytesPerCycle(), 3)),
  DRAM_LATENCY("dram_latency_cycles", r -> r.point().machine().dramLatencyCycles()),
  NETWORK("network", r -> r.point().network()),
  HEADS("heads", r -> r.point().shape().queryHeads()),
  KV_HEADS("kv_heads", r -> r.point().shape().kvHeads()),
  HEAD_DIM("head_dim", r -> r.point().shape().headDim()),
  TOKENS("tokens", SweepRow::tokens),
  SCHEDULER("scheduler", r -> r.point().scheduler().id()),
  KV_ALLOWED("kv_allowed", r -> r.point().kept().map(KvKept::id).orElse("any")),
  FEASIBLE("feasible", SweepRow::feasible),
  KV_KEPT("kv_kept", r -> r.feasible() ? r.kept().id() : ""),
  ROWS_PER_BLOCK("rows_per_block", found(e -> e.tiling().rowsPerBlock())),
  COLS_PER_TILE("cols_per_tile", found(e -> e.tiling().colsPerTile())),
  KV_BUFFERS("kv_buffers", found(e -> e.tiling().kvBuffers())),
  RESIDENT_KEY_TILES("resident_key_tiles", found(e -> e.tiling().residentKeyTiles())),
  RESIDENT_VALUE_TILES("resident_value_tiles", found(e -> e.tiling().residentValueTiles())),
  PARTITION("partition", found(e -> TilingText.id(e.tiling().partition()))),
  CYCLES("cycles", found(Evaluation::cycles)),
  LATENCY("latency_us", r -> r.feasible() ? latencyMicroseconds(r) : ""),
  BOUND_CYCLES("bound_cycles", SweepRow::boundCycles),
  MAC_BUSY("mac_busy_cycles", found(e -> e.busy().mac())),
  VEC_BUSY("vec_busy_cycles", found(e -> e.busy().vec())),
  DRAM_BUSY("dram_busy_cycles", found(e -> e.busy().dram())),
  DRAM_READ("dram_read_bytes", found(e -> e.work().dramReadBytes())),
  DRAM_WRITE("dram_write_bytes", found(e -> e.work().dramWriteBytes())),
  REFETCH("refetch_bytes", found(e -> e.work().refetchBytes())),
  SPILL("spill_bytes", found(e -> e.work().spillBytes())),
  ENERGY("energy_pj", found(e -> Decimals.rounded(e.energyPicojoules(), 3)));

  private static final int LATENCY_DECIMALS = 6;

  private final String header;
  private final Function<SweepRow, Object> value;

  SweepColumn(String header, Function<SweepRow, Object> value) {
    this.header = header;
    this.value = value;
  }

  private static Function<SweepRow, Object> found(Function<Evaluation, Object> value) {
    return row -> row.feasible() ? value.apply(row.found()) : "";
  }

  private static BigDecimal latencyMicroseconds(SweepRow row) {
    return BigDecimal.valueOf(row.cycles())
        .divide(
            new BigDecimal(row.point().machine().clockMegahertz()),
            LATENCY_DECIMALS,
            RoundingMode.HALF_EVEN);
  }

  /** The value as the file prints it. */
  public String text(SweepRow row) {
    Object object = value.apply(row);
    return object instanceof BigDecimal decimal ? decimal.toPlainString() : object.toString();
  }

  /** A header, then a line per row. */
  public static String csv(List<SweepRow> rows) {
    CsvText csv = new CsvText(Arrays.stream(values()).map(column -> column.header).toList());
    for (SweepRow row : rows) {
      csv.add(Arrays.stream(values()).map(column -> column.text(row)).toList());
    }
    return csv.toString();
  }
}
