package masattention.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.util.List;
import masattention.npu.Machines;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;
import masattention.schedulers.Schedulers;
import masattention.search.Objective;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.Network;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A part of the committed comparison, small enough for every test run. */
class CommittedRowsTest {
  private static final Path CSV = Path.of("..", "results", "comparison.csv");
  private static final String REMEDY =
      "comparison.csv is not what the code gives; if that is meant: mvn verify -Dmas.accept";
  private static final List<String> HEADERS =
      List.of(
          ("objective,preset,network,heads,kv_heads,seq_q,seq_kv,head_dim,scheduler,rows_per_block,"
                  + "cols_per_tile,kv_buffers,resident_key_tiles,resident_value_tiles,partition,"
                  + "cycles,latency_us,bound_cycles,mac_busy_cycles,vec_busy_cycles,"
                  + "dram_busy_cycles,dram_read_bytes,dram_write_bytes,refetch_bytes,spill_bytes,"
                  + "l1_peak_bytes,energy_pj,energy_mac_pj,energy_vec_pj,energy_l0_pj,energy_l1_pj,"
                  + "energy_dram_pj,energy_static_pj,mac_utilisation_percent,vec_utilisation_percent,"
                  + "dram_utilisation_percent,bound_share_percent,speedup_over_flat,"
                  + "speedup_of_mas,energy_saving_of_mas_percent")
              .split(","));

  @BeforeEach
  void committed() {
    assumeFalse(Boolean.getBoolean("mas.accept"), "new files are about to be accepted");
  }

  private final Dataset<Line> rows = Csv.read(CSV);

  private Line row(String objective, String preset, String network, String scheduler) {
    return rows.where(line -> line.text("objective"), objective)
        .where(line -> line.text("preset"), preset)
        .where(line -> line.text("network"), network)
        .where(line -> line.text("scheduler"), scheduler)
        .only();
  }

  @Test
  void thereAreTwoRowsForEveryPresetNetworkAndScheduler() {
    assertEquals(HEADERS, rows.headers());
    assertEquals(2 * 2 * 12 * Schedulers.published().size(), rows.size());
    assertEquals(rows.size(), rows.distinct(line -> rows.cells(line).subList(0, 9)).size());
  }

  @ParameterizedTest
  @CsvSource({"edge,bert-base,mas", "davinci,llama3-8b,flat", "edge,t5-mini,fusemax"})
  void aRowIsWhatItsTilingGives(String preset, String network, String scheduler) {
    Line row = row("cycles", preset, network, scheduler);
    Network core = CoreSet.network(network);
    Tiling tiling =
        Tiling.resident(core.shape(), number(row, "rows_per_block"), number(row, "cols_per_tile"))
            .withKvBuffers(number(row, "kv_buffers"))
            .withResident(number(row, "resident_key_tiles"), number(row, "resident_value_tiles"))
            .withPartition(row.text("partition").equals("rows") ? Partition.ROWS : Partition.HEADS);
    assertEquals(
        measured(row),
        shown(
            simulator(preset, network)
                .simulate(Schedulers.named(scheduler).orElseThrow(), tiling)
                .orElseThrow()),
        REMEDY);
  }

  private static Simulator simulator(String preset, String network) {
    return new Simulator(CoreSet.network(network), Machines.resolve(preset).config(), 2);
  }

  private static List<String> shown(Measurement measurement) {
    return Columns.MEASURED.stream().map(column -> column.textOf(measurement)).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "CYCLES,edge,vit-b-16,flat-stream",
    "CYCLES,davinci,vit-b-16,soft-pipe",
    "BALANCED,edge,vit-b-16,mas",
    "BALANCED,davinci,vit-b-16,flat",
  })
  void aSearchFindsTheTilingOfTheRow(
      Objective objective, String preset, String network, String scheduler) {
    assertEquals(
        measured(row(objective.id(), preset, network, scheduler)),
        shown(
            simulator(preset, network)
                .search(Schedulers.named(scheduler).orElseThrow(), objective)
                .orElseThrow()),
        REMEDY);
  }

  /** The columns of one measurement, without the ratios between rows. */
  private List<String> measured(Line row) {
    return rows.cells(row).subList(1, 1 + Columns.MEASURED.size());
  }

  /** Both presets have two cores. */
  @Test
  void ratiosAreThoseOfCyclesAndEnergies() {
    for (Line row : rows) {
      String objective = row.text("objective");
      Line flat = row(objective, row.text("preset"), row.text("network"), "flat");
      Line mas = row(objective, row.text("preset"), row.text("network"), "mas");
      if (objective.equals("cycles")) {
        assertEquals(cycles(flat) / cycles(row), row.number("speedup_over_flat"), 5e-5);
        assertEquals(cycles(row) / cycles(mas), row.number("speedup_of_mas"), 5e-5);
        assertEquals("", row.cell("energy_saving_of_mas_percent"));
      } else {
        double ratio = mas.number("energy_pj") / row.number("energy_pj");
        assertEquals(100 - 100 * ratio, row.number("energy_saving_of_mas_percent"), 6e-3);
        assertEquals("", row.cell("speedup_of_mas"));
      }
      assertEquals(
          50.0 * row.number("vec_busy_cycles") / cycles(row),
          row.number("vec_utilisation_percent"),
          5e-4);
    }
  }

  private static double cycles(Line row) {
    return row.number("cycles");
  }

  private static int number(Line row, String column) {
    return (int) row.whole(column, 0, Integer.MAX_VALUE);
  }
}
