package masattention.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedule.Schedulers;
import masattention.search.Objective;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.Network;
import masattention.workload.Networks;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
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
          ("preset,network,heads,kv_heads,seq_q,seq_kv,head_dim,scheduler,rows_per_block,"
                  + "cols_per_tile,kv_buffers,resident_key_tiles,resident_value_tiles,partition,"
                  + "cycles,latency_us,bound_cycles,mac_busy_cycles,vec_busy_cycles,"
                  + "dram_busy_cycles,dram_read_bytes,dram_write_bytes,refetch_bytes,spill_bytes,"
                  + "l1_peak_bytes,energy_pj,energy_mac_pj,energy_vec_pj,energy_l0_pj,energy_l1_pj,"
                  + "energy_dram_pj,energy_static_pj,mac_utilisation_percent,vec_utilisation_percent,"
                  + "dram_utilisation_percent,bound_share_percent,speedup_over_flat,"
                  + "speedup_of_mas")
              .split(","));

  @BeforeEach
  void committed() {
    assumeFalse(Boolean.getBoolean("mas.accept"), "new files are about to be accepted");
    assumeTrue(Files.exists(CSV), "not written yet");
  }

  private static List<CSVRecord> rows() throws IOException {
    try (Reader reader = Files.newBufferedReader(CSV)) {
      return CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .get()
          .parse(reader)
          .getRecords();
    }
  }

  private static CSVRecord row(String preset, String network, String scheduler) throws IOException {
    return rows().stream()
        .filter(r -> r.get("preset").equals(preset))
        .filter(r -> r.get("network").equals(network))
        .filter(r -> r.get("scheduler").equals(scheduler))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void thereIsARowForEveryPresetNetworkAndScheduler() throws IOException {
    List<CSVRecord> rows = rows();
    assertEquals(HEADERS, rows.get(0).getParser().getHeaderNames());
    assertEquals(2 * 12 * Schedulers.values().length, rows.size());
    assertEquals(
        rows.size(),
        rows.stream().map(r -> Arrays.asList(r.values()).subList(0, 8)).distinct().count());
  }

  @ParameterizedTest
  @CsvSource({"edge,bert-base,mas", "davinci,llama3-8b,flat", "edge,t5-mini,fusemax"})
  void aRowIsWhatItsTilingGives(String preset, String network, String scheduler)
      throws IOException {
    CSVRecord row = row(preset, network, scheduler);
    Network core = core(network);
    Tiling tiling =
        Tiling.resident(core.shape(), number(row, "rows_per_block"), number(row, "cols_per_tile"))
            .withKvBuffers(number(row, "kv_buffers"))
            .withResident(number(row, "resident_key_tiles"), number(row, "resident_value_tiles"))
            .withPartition(row.get("partition").equals("rows") ? Partition.ROWS : Partition.HEADS);
    NpuConfig machine = Machines.resolve(preset).config();
    Measurement measurement =
        new Simulator(core, machine, 1)
            .simulate(Schedulers.named(scheduler).orElseThrow(), tiling)
            .orElseThrow();
    assertEquals(
        measured(row),
        Arrays.stream(Column.values()).map(column -> column.text(measurement)).toList(),
        REMEDY);
  }

  @ParameterizedTest
  @CsvSource({"edge,vit-b-16,flat-stream", "davinci,vit-b-16,soft-pipe"})
  void aSearchFindsTheTilingOfTheRow(String preset, String network, String scheduler)
      throws IOException {
    Network core = core(network);
    Measurement best =
        new Simulator(core, Machines.resolve(preset).config(), 2)
            .search(Schedulers.named(scheduler).orElseThrow(), Objective.CYCLES)
            .orElseThrow();
    assertEquals(
        measured(row(preset, network, scheduler)),
        Arrays.stream(Column.values()).map(column -> column.text(best)).toList(),
        REMEDY);
  }

  /** The columns of one measurement, without the ratios between rows. */
  private static List<String> measured(CSVRecord row) {
    return Arrays.asList(row.values()).subList(0, Column.values().length);
  }

  /** Both presets have two cores. */
  @Test
  void ratiosAreThoseOfTheCycles() throws IOException {
    for (CSVRecord row : rows()) {
      double flat = cycles(row(row.get("preset"), row.get("network"), "flat"));
      double mas = cycles(row(row.get("preset"), row.get("network"), "mas"));
      assertEquals(flat / cycles(row), Double.parseDouble(row.get("speedup_over_flat")), 5e-5);
      assertEquals(cycles(row) / mas, Double.parseDouble(row.get("speedup_of_mas")), 5e-5);
      assertEquals(
          50.0 * Long.parseLong(row.get("vec_busy_cycles")) / cycles(row),
          Double.parseDouble(row.get("vec_utilisation_percent")),
          5e-4);
    }
  }

  private static double cycles(CSVRecord row) {
    return Double.parseDouble(row.get("cycles"));
  }

  private static int number(CSVRecord row, String column) {
    return Integer.parseInt(row.get(column));
  }

  private static Network core(String name) {
    return Networks.coreSet().stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
  }
}
