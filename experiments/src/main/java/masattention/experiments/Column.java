package masattention.experiments;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.Function;
import masattention.report.Decimals;
import masattention.simulator.Measurement;
import masattention.simulator.TilingText;

/**
 * The columns of {@code comparison.csv} and the fields of {@code mas simulate}, in their order.
 *
 * <p>Cycles, bytes and counts are exact; latency has 6 decimals, energy and shares 3, all rounded
 * half to even. Busy cycles of MAC and VEC are summed over the cores; their utilisation is the mean
 * over the cores of the share of all cycles in which the unit works.
 */
public enum Column {
  PRESET("preset", m -> m.machine().name()),
  NETWORK("network", Measurement::network),
  HEADS("heads", m -> m.shape().queryHeads()),
  KV_HEADS("kv_heads", m -> m.shape().kvHeads()),
  SEQ_Q("seq_q", m -> m.shape().seqQ()),
  SEQ_KV("seq_kv", m -> m.shape().seqKv()),
  HEAD_DIM("head_dim", m -> m.shape().headDim()),
  SCHEDULER("scheduler", m -> m.scheduler().id()),
  ROWS_PER_BLOCK("rows_per_block", m -> m.tiling().rowsPerBlock()),
  COLS_PER_TILE("cols_per_tile", m -> m.tiling().colsPerTile()),
  KV_BUFFERS("kv_buffers", m -> m.tiling().kvBuffers()),
  RESIDENT_KEY_TILES("resident_key_tiles", m -> m.tiling().residentKeyTiles()),
  RESIDENT_VALUE_TILES("resident_value_tiles", m -> m.tiling().residentValueTiles()),
  PARTITION("partition", m -> TilingText.id(m.tiling().partition())),
  CYCLES("cycles", Measurement::cycles),
  LATENCY("latency_us", Column::latencyMicroseconds),
  BOUND_CYCLES("bound_cycles", Measurement::boundCycles),
  MAC_BUSY_CYCLES("mac_busy_cycles", m -> m.busy().mac()),
  VEC_BUSY_CYCLES("vec_busy_cycles", m -> m.busy().vec()),
  DRAM_BUSY_CYCLES("dram_busy_cycles", m -> m.busy().dram()),
  DRAM_READ_BYTES("dram_read_bytes", m -> m.work().dramReadBytes()),
  DRAM_WRITE_BYTES("dram_write_bytes", m -> m.work().dramWriteBytes()),
  REFETCH_BYTES("refetch_bytes", m -> m.work().refetchBytes()),
  SPILL_BYTES("spill_bytes", m -> m.work().spillBytes()),
  L1_PEAK_BYTES("l1_peak_bytes", Column::l1PeakBytes),
  ENERGY("energy_pj", m -> picojoules(m.energy().totalPicojoules())),
  ENERGY_MAC("energy_mac_pj", m -> picojoules(m.energy().macPicojoules())),
  ENERGY_VEC("energy_vec_pj", m -> picojoules(m.energy().vecPicojoules())),
  ENERGY_L0("energy_l0_pj", m -> picojoules(m.energy().l0Picojoules())),
  ENERGY_L1("energy_l1_pj", m -> picojoules(m.energy().l1Picojoules())),
  ENERGY_DRAM("energy_dram_pj", m -> picojoules(m.energy().dramPicojoules())),
  ENERGY_STATIC("energy_static_pj", m -> picojoules(m.energy().staticPicojoules())),
  MAC_UTILISATION("mac_utilisation_percent", m -> utilisation(m.busy().mac(), m)),
  VEC_UTILISATION("vec_utilisation_percent", m -> utilisation(m.busy().vec(), m)),
  DRAM_UTILISATION("dram_utilisation_percent", m -> percent(m.busy().dram(), m.cycles())),
  BOUND_SHARE("bound_share_percent", m -> percent(m.boundCycles(), m.cycles()));

  /** What stands for a value that nobody knows. */
  public static final String UNKNOWN = "";

  private static final int LATENCY_DECIMALS = 6;
  private static final int ENERGY_DECIMALS = 3;
  private static final int PERCENT_DECIMALS = 3;

  private final String header;
  private final Function<Measurement, Object> value;

  Column(String header, Function<Measurement, Object> value) {
    this.header = header;
    this.value = value;
  }

  /** Name in files. */
  public String header() {
    return header;
  }

  /** A text, a whole number, or a decimal with a fixed number of digits. */
  public Object value(Measurement measurement) {
    return value.apply(measurement);
  }

  /** The value as files print it. */
  public String text(Measurement measurement) {
    Object object = value(measurement);
    return object instanceof BigDecimal decimal ? decimal.toPlainString() : object.toString();
  }

  private static Object l1PeakBytes(Measurement m) {
    return m.l1PeakBytes().isPresent() ? m.l1PeakBytes().getAsLong() : UNKNOWN;
  }

  private static BigDecimal latencyMicroseconds(Measurement m) {
    return BigDecimal.valueOf(m.cycles())
        .divide(
            new BigDecimal(m.machine().clockMegahertz()), LATENCY_DECIMALS, RoundingMode.HALF_EVEN);
  }

  private static BigDecimal picojoules(double value) {
    return Decimals.rounded(value, ENERGY_DECIMALS);
  }

  private static BigDecimal utilisation(long busyCycles, Measurement m) {
    return percent(busyCycles, m.cycles() * m.machine().cores());
  }

  private static BigDecimal percent(long part, long whole) {
    return BigDecimal.valueOf(part)
        .multiply(BigDecimal.valueOf(100))
        .divide(BigDecimal.valueOf(whole), PERCENT_DECIMALS, RoundingMode.HALF_EVEN);
  }
}
