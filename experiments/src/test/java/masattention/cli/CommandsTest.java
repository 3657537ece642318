package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import masattention.experiments.Columns;
import masattention.report.Column;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.simulator.Measurement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SMALL =
      "simulate --network bert-small --seq 96 --heads 2 --scheduler mas --tiling rows=32,cols=48";

  private static String out(String line) {
    Call call = Call.line(line);
    assertEquals("", call.err());
    assertEquals(CommandRunner.OK, call.exitCode());
    return call.out();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "networks ",
        "machines ",
        "schedulers ",
        "simulate ",
        "compare ",
        "search ",
        "explore ",
        "verify-kernel ",
        "bench ",
        "regress ",
        "diff ",
        "reproduce "
      })
  void everyCommandHasHelpAndVersion(String command) {
    assertTrue(out(command + "--help").startsWith("Usage: mas " + command));
    assertTrue(out(command + "--version").matches("mas \\d.*\\n"));
  }

  @Test
  void verifyKernelPrintsAndWritesTheCommittedTable(@TempDir Path folder) throws IOException {
    String printed = out("verify-kernel --results " + folder);
    assertTrue(printed.contains("large-logits") && printed.contains("streams"), printed);
    assertEquals(
        Files.readString(Path.of("../results/kernel-exactness.csv")),
        Files.readString(folder.resolve("kernel-exactness.csv")));
  }

  @Test
  void listsNameEveryEntryWithItsSource() {
    String networks = out("networks");
    assertTrue(networks.contains("llama3-8b") && networks.contains("d_kv"), networks);
    assertTrue(!out("networks bert-base").contains("llama3-8b"));
    String machines = out("machines");
    assertTrue(machines.contains("dram.bytesPerCycle") && machines.contains("Accelergy"), machines);
    assertTrue(!out("machines davinci").contains("tileflow-edge:"));
    String schedulers = out("schedulers");
    for (Scheduler scheduler : Schedulers.builtIn()) {
      assertTrue(schedulers.contains(scheduler.id() + " "), scheduler.id());
      assertTrue(schedulers.contains(scheduler.source()), scheduler.source());
    }
  }

  @Test
  void simulatePrintsEveryColumnOfTheComparison() throws IOException {
    String text = out(SMALL);
    JsonNode json = JSON.readTree(out(SMALL + " --json"));
    List<String> lines = text.lines().toList();
    for (Column<Measurement> column : Columns.MEASURED) {
      String line =
          lines.stream().filter(l -> l.startsWith(column.header() + " ")).findFirst().orElseThrow();
      assertEquals(line.replaceFirst("\\S+ +", ""), text(json, column.header()), column.header());
    }
    assertEquals(96, json.get("seq_kv").intValue());
    assertEquals(2, json.get("kv_heads").intValue());
    assertTrue(json.get("cycles").longValue() >= json.get("bound_cycles").longValue());
  }

  private static String text(JsonNode json, String header) {
    JsonNode value = json.get(header);
    if (!value.isNumber() || (value.isIntegralNumber() && !header.endsWith("_percent"))) {
      return value.asText();
    }
    return value.decimalValue().setScale(header.equals("latency_us") ? 6 : 3).toPlainString();
  }

  @Test
  void theCommandOfASimulationRepeatsIt() throws IOException {
    String first =
        out("simulate --network vit-b-16 --seq 64 --kv-heads 4 --scheduler fusemax --json");
    ObjectNode searched = (ObjectNode) JSON.readTree(first);
    String command = searched.get("command").textValue();
    searched.remove(List.of("objective", "within")); // the command states the tiling itself
    assertEquals(
        withoutGap(searched), JSON.readTree(out(command.substring("./mas ".length()) + " --json")));
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    String search = "simulate --network vit-b-16 --scheduler mas --objective edp --threads ";
    assertEquals(out(search + 1), out(search + 5));
  }

  @Test
  void whatATilingLeavesOutHasADefault() throws IOException {
    JsonNode mas = JSON.readTree(out(SMALL + " --json"));
    assertEquals(1, mas.get("kv_buffers").intValue());
    assertEquals(2, mas.get("resident_key_tiles").intValue());
    assertEquals(2, mas.get("resident_value_tiles").intValue());
    assertEquals("heads", mas.get("partition").textValue());
    JsonNode stream = JSON.readTree(out(SMALL.replace("mas", "flat-stream") + " --json"));
    assertEquals(0, stream.get("resident_key_tiles").intValue());
  }

  @Test
  void aCheckSaysWhatItChecked() throws IOException {
    String said = out(SMALL + " --check=7");
    for (String part :
        List.of(
            "no hazard",
            "L1 peaks at",
            "the bound of",
            "no engine is busy for longer",
            "the compulsory",
            "fast evaluation",
            "bit for bit")) {
      assertTrue(said.contains(part), said);
    }
    assertTrue(out(SMALL.replace("mas", "fusemax") + " --check").contains("as near to the exact"));
    assertEquals(7, JSON.readTree(out(SMALL + " --json --check=7")).get("checked").size());
    assertFalse(said.contains("not checked"), said);
    assertFalse(JSON.readTree(out(SMALL + " --json")).has("checked"));
  }

  @Test
  void theTraceHasATrackPerEngineAndACounterOfL1(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("trace.json");
    String out = out(SMALL + " --json --trace " + file);
    JsonNode events = JSON.readTree(file.toFile()).get("traceEvents");
    long busy = 0;
    long peak = 0;
    for (JsonNode event : events) {
      if (event.path("cat").asText().equals("VEC")) {
        busy += event.get("args").get("cycles").longValue();
      }
      peak = Math.max(peak, event.path("args").path("bytes").asLong());
    }
    JsonNode result = JSON.readTree(out);
    assertEquals(result.get("vec_busy_cycles").longValue(), busy);
    assertTrue(peak >= result.get("l1_peak_bytes").longValue());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void comparesOfEnergyHaveNoBalancedColumn() {
    String shape = "compare --network vit-b-16 --seq 16 --heads 2";
    assertTrue(out(shape).contains("balanced"));
    assertTrue(!out(shape + " --objective energy").contains("balanced"));
  }

  @Test
  void compareAgreesWithSimulate() throws IOException {
    String shape = "--network vit-b-16 --seq 80 --heads 4 --machine davinci";
    JsonNode rows = JSON.readTree(out("compare " + shape + " --json")).get("schedulers");
    String table = out("compare " + shape);
    assertEquals(
        Schedulers.builtIn().stream().map(Scheduler::id).collect(Collectors.toSet()),
        Set.copyOf(rows.findValuesAsText("scheduler")));
    List<Long> cycles = new ArrayList<>();
    rows.forEach(row -> cycles.add(row.get("cycles").longValue()));
    assertEquals(cycles.stream().sorted().toList(), cycles);
    for (JsonNode row : rows) {
      JsonNode balanced = withoutGap(((ObjectNode) row).remove("balanced"));
      withoutGap(row);
      String id = row.get("scheduler").textValue();
      String command = row.get("command").textValue().substring("./mas ".length());
      assertEquals(row, JSON.readTree(out(command + " --json")));
      String simulate = "simulate " + shape + " --scheduler " + id + " --json";
      assertEquals(row, atATiling(simulate + " --objective cycles"));
      assertEquals(balanced, atATiling(simulate));
      assertTrue(table.contains(" " + row.get("cycles").longValue() + " "), table);
    }
  }

  /** What a command prints, without what its search made small. */
  private static JsonNode atATiling(String command) throws IOException {
    ObjectNode row = (ObjectNode) JSON.readTree(out(command));
    row.remove(List.of("objective", "within"));
    return withoutGap(row);
  }

  /** The same without what is known of how good it is. */
  private static JsonNode withoutGap(JsonNode row) {
    return ((ObjectNode) row)
        .remove(List.of("proven_optimal", "gap_percent", "fewest_cycles_gap_percent"));
  }
}
