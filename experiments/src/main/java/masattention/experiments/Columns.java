package masattention.experiments;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.simulator.Measurement;
import masattention.simulator.TilingText;
import masattention.tiling.Tiling;

/**
 * The columns in which tables show measurements and points.
 *
 * <p>Cycles, bytes and counts are exact; latency has 6 decimals, energy and shares 3, all rounded
 * half to even. Busy cycles of MAC and VEC are summed over the cores; their utilisation is the mean
 * over the cores of the share of all cycles in which the unit works. Cells that hang on a tiling
 * are empty where none fits.
 */
public final class Columns {
  /** The latency in microseconds. */
  public static final Column<Measurement> LATENCY =
      number("latency_us", m -> latencyMicroseconds(m));

  /** The columns of a tiling. */
  public static final List<Column<Tiling>> TILING =
      List.of(
          number("rows_per_block", Tiling::rowsPerBlock),
          number("cols_per_tile", Tiling::colsPerTile),
          number("kv_buffers", Tiling::kvBuffers),
          number("resident_key_tiles", Tiling::residentKeyTiles),
          number("resident_value_tiles", Tiling::residentValueTiles),
          text("partition", tiling -> TilingText.id(tiling.partition())),
          number("tiles_per_span", tiling -> tiling.spans().tilesPerSpan()),
          number("sum_tiles", tiling -> tiling.spans().sumTiles()),
          number("shift_tiles", tiling -> tiling.spans().shiftTiles()),
          number("blocks_per_pass", tiling -> tiling.spans().blocksPerPass()));

  /** The columns of {@code comparison.csv} and the fields of {@code mas simulate}. */
  public static final List<Column<Measurement>> MEASURED =
      Dataset.<Measurement>of(List.of())
          .show(
              text("preset", m -> m.machine().name()),
              text("network", Measurement::network),
              number("heads", m -> m.shape().queryHeads()),
              number("kv_heads", m -> m.shape().kvHeads()),
              number("seq_q", m -> m.shape().seqQ()),
              number("seq_kv", m -> m.shape().seqKv()),
              number("head_dim", m -> m.shape().headDim()),
              text("scheduler", m -> m.scheduler().id()))
          .show(TILING.subList(0, 6), Measurement::tiling) // the spans stand elsewhere
          .show(
              number("cycles", Measurement::cycles),
              LATENCY,
              number("bound_cycles", Measurement::boundCycles),
              number("mac_busy_cycles", m -> m.busy().mac()),
              number("vec_busy_cycles", m -> m.busy().vec()),
              number("dram_busy_cycles", m -> m.busy().dram()),
              number("dram_read_bytes", m -> m.work().dramReadBytes()),
              number("dram_write_bytes", m -> m.work().dramWriteBytes()),
              number("refetch_bytes", m -> m.work().refetchBytes()),
              number("spill_bytes", m -> m.work().spillBytes()),
              number("l1_peak_bytes", Measurement::l1PeakBytes),
              number("energy_pj", 3, m -> m.energy().totalPicojoules()),
              number("energy_mac_pj", 3, m -> m.energy().macPicojoules()),
              number("energy_vec_pj", 3, m -> m.energy().vecPicojoules()),
              number("energy_l0_pj", 3, m -> m.energy().l0Picojoules()),
              number("energy_l1_pj", 3, m -> m.energy().l1Picojoules()),
              number("energy_dram_pj", 3, m -> m.energy().dramPicojoules()),
              number("energy_static_pj", 3, m -> m.energy().staticPicojoules()),
              number("mac_utilisation_percent", m -> perCore(m.busy().mac(), m)),
              number("vec_utilisation_percent", m -> perCore(m.busy().vec(), m)),
              number("dram_utilisation_percent", m -> percent(m.busy().dram(), m.cycles())),
              number("bound_share_percent", m -> percent(m.boundCycles(), m.cycles())))
          .columns();

  /** Further columns of a point; where both have a header, a point needs no tiling. */
  private static final List<Column<Point>> OF_POINTS =
      List.of(
          text("sweep", p -> p.on().sweep()),
          text("setting", Point::setting),
          text("objective", p -> p.by().tilings().objective()),
          text("machine", p -> p.machine().name()),
          number("vec_lanes", p -> p.machine().vectorLanes()),
          number("l1_bytes", p -> p.machine().l1Bytes()),
          number(
              "dram_bytes_per_cycle",
              p -> BigDecimal.valueOf(p.machine().dramMillibytesPerCycle(), 3)),
          number("dram_latency_cycles", p -> p.machine().dramLatencyCycles()),
          text("network", Point::network),
          number("heads", p -> p.shape().queryHeads()),
          number("kv_heads", p -> p.shape().kvHeads()),
          number("head_dim", p -> p.shape().headDim()),
          number("tokens", p -> p.shape().seqKv()),
          number("batch", p -> p.shape().batch()),
          text("causal", p -> p.shape().causal()),
          number("element_bytes", p -> p.shape().elementBytes()),
          text("scheduler", p -> p.scheduler().id()),
          text("normalize", p -> p.scheduler().traits().normalize().id()),
          text("kv_allowed", p -> p.by().allowed().map(KvKept::id).orElse("any")),
          text("feasible", Point::feasible),
          text("kv_kept", p -> p.feasible() ? p.kept().id() : null),
          number("bound_cycles", Point::boundCycles),
          number("balanced_cycles", p -> p.feasible() ? p.balanced().cycles() : null),
          number(
              "balanced_energy_pj",
              p -> p.feasible() ? Decimals.rounded(p.balanced().picojoules(), 3) : null));

  private static final Map<String, Column<Point>> BY_HEADER =
      Stream.of(
              measured().stream(),
              TILING.stream().map(c -> c.<Point>of(p -> p.best().map(Measurement::tiling))),
              OF_POINTS.stream())
          .flatMap(columns -> columns)
          .collect(Collectors.toMap(Column::header, Function.identity(), (of, own) -> own));

  /** The columns of every sweep over machines or lengths. */
  public static final List<Column<Point>> SWEPT =
      of(
          """
          sweep setting machine vec_lanes l1_bytes dram_bytes_per_cycle dram_latency_cycles
          network heads kv_heads head_dim tokens scheduler kv_allowed feasible kv_kept
          rows_per_block cols_per_tile kv_buffers resident_key_tiles resident_value_tiles partition
          cycles latency_us bound_cycles mac_busy_cycles vec_busy_cycles dram_busy_cycles
          dram_read_bytes dram_write_bytes refetch_bytes spill_bytes energy_pj
          """);

  /** The further columns of those sweeps whose energies are shown. */
  public static final List<Column<Point>> BALANCED = of("balanced_cycles balanced_energy_pj");

  private Columns() {}

  /** Those of a measurement, of a point. */
  public static List<Column<Point>> measured() {
    return MEASURED.stream().map(column -> column.of(Point::best)).toList();
  }

  /** The columns of points that have these headers, which blanks separate. */
  public static List<Column<Point>> of(String headers) {
    return Arrays.stream(headers.strip().split("\\s+", -1)).map(Columns::named).toList();
  }

  /** The column of points that has this header. */
  public static Column<Point> named(String header) {
    Column<Point> column = BY_HEADER.get(header);
    if (column == null) {
      throw new IllegalArgumentException("There is no column %s of points.".formatted(header));
    }
    return column;
  }

  private static BigDecimal latencyMicroseconds(Measurement m) {
    return BigDecimal.valueOf(m.cycles())
        .divide(new BigDecimal(m.machine().clockMegahertz()), 6, RoundingMode.HALF_EVEN);
  }

  private static BigDecimal perCore(long busyCycles, Measurement m) {
    return percent(busyCycles, m.cycles() * m.machine().cores());
  }

  private static BigDecimal percent(long part, long whole) {
    return BigDecimal.valueOf(part)
        .multiply(BigDecimal.valueOf(100))
        .divide(BigDecimal.valueOf(whole), 3, RoundingMode.HALF_EVEN);
  }
}
