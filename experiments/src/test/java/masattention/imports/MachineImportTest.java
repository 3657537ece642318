package masattention.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import masattention.input.InvalidInputException;
import masattention.npu.Machine;
import masattention.npu.Machines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Machines of other tools: what their files state, and nothing else. */
class MachineImportTest {
  private static final String TIMELOOP =
      """
      architecture:
        version: 0.4
        nodes:
        - !Container
          name: system
          attributes: {technology: "45nm", global_cycle_seconds: 1e-9}
        - !Component
          name: main
          class: DRAM
          attributes: {width: 64, datawidth: 8, shared_bandwidth: 4}
        - !Container
          name: tile
          spatial: {meshX: 2}
        - !Component
          name: buffer
          class: SRAM
          attributes: {depth: 1024, width: 128, datawidth: 16, read_bandwidth: 16}
        - !Container
          name: PE
          spatial: {meshX: 14, meshY: 12}
        - !Component
          name: registers
          class: regfile
          attributes: {depth: 16, width: 16, datawidth: 16}
        - !Component
          name: mac
          class: intmac
      """;
  private static final String ZIGZAG =
      """
      name: mine
      memories:
        registers: {size: 16, r_bw: 16, w_bw: 16, r_cost: 0.02, w_cost: 0.02, latency: 1}
        buffer: {size: 8388608, r_bw: 512, w_bw: 256, r_cost: 96, w_cost: 64, latency: 1}
        dram: {size: 10000000000, r_bw: 64, w_bw: 64, r_cost: 700, w_cost: 740, latency: 20}
      operational_array:
        unit_energy: 0.04
        dimensions: [D1, D2]
        sizes: [32, 16]
      """;
  private static final String ONNXIM =
      """
      {"num_cores": 4, "core_freq": 1000, "precision": 2,
       "core_config": {"core_0": {"core_width": 8, "core_height": 16, "spad_size": 64,
         "vector_process_bit": 1024, "add_latency": 1, "exp_latency": 4}},
       "dram_freq": 800, "dram_channels": 2, "dram_req_size": 64, "dram_nbl": 2,
       "dram_latency": 10}
      """;
  private static final String SCALE_SIM =
      """
      [general]
      run_name = mine
      [architecture_presets]
      ArrayHeight:    32
      ArrayWidth:     16
      IfmapSramSzkB:    64
      FilterSramSzkB:   64
      OfmapSramSzkB:    32
      Dataflow : ws
      Bandwidth : 10
      [run_presets]
      InterfaceBandwidth: USER
      """;

  @TempDir private Path folder;

  private Draft read(String text) throws IOException {
    return MachineImport.read(Files.writeString(folder.resolve("mine.yaml"), text).toString());
  }

  private static void assertStates(Draft draft, Object... pathsAndValues) {
    int stated = 0;
    for (int i = 0; i < pathsAndValues.length; i += 2) {
      JsonNode value = draft.json().at("/" + pathsAndValues[i].toString().replace('.', '/'));
      assertEquals(pathsAndValues[i + 1].toString(), value.get("value").asText(), value.toString());
      assertTrue(value.get("source").textValue().startsWith("mine.yaml: "), value.toString());
      stated++;
    }
    assertEquals(33 - stated, draft.missing().size(), draft.missing().toString());
  }

  @Test
  void timeloop() throws IOException {
    assertStates(
        read(TIMELOOP),
        "clockMegahertz",
        1000,
        "cores",
        2,
        "mac.rows",
        12,
        "mac.cols",
        14,
        "mac.depth",
        1,
        // 1024 * 128 bits / 8 * 2 instances
        "l1.bytes",
        32768,
        "l1.shared",
        false,
        "l1.bytesPerCyclePerCore",
        32,
        "dram.bytesPerCycle",
        4);
  }

  @Test
  void zigZag() throws IOException {
    Draft draft = read(ZIGZAG);
    assertStates(
        draft,
        "cores",
        1,
        "mac.rows",
        32,
        "mac.cols",
        16,
        "mac.depth",
        1,
        "l1.bytes",
        1048576,
        "l1.shared",
        true,
        "l1.bytesPerCyclePerCore",
        64,
        "dram.bytesPerCycle",
        8,
        "dram.latencyCycles",
        20,
        "energy.macPicojoules",
        0.04,
        "energy.l1ReadPicojoulesPerByte",
        1.5,
        "energy.l1WritePicojoulesPerByte",
        2,
        "energy.dramPicojoulesPerByte",
        90);
    Draft four = read(ZIGZAG.replace("[32, 16]", "[8, 8, 4, 4]"));
    assertTrue(four.missing().toString().contains("which of the 4 dimensions"));
    assertTrue(four.json().at("/mac/rows").isNull());
  }

  @Test
  void onnxim() throws IOException {
    assertStates(
        read(ONNXIM),
        "clockMegahertz",
        1000,
        "cores",
        4,
        "mac.rows",
        16,
        "mac.cols",
        8,
        "mac.depth",
        1,
        "vector.lanes",
        64,
        "vector.addLaneCycles",
        1,
        "vector.expLaneCycles",
        4,
        "l1.bytes",
        262144,
        "l1.shared",
        false,
        // 800 MHz * 2 channels * 64 bytes / 2 / 1000 MHz
        "dram.bytesPerCycle",
        51.2);
  }

  @Test
  void scaleSim() throws IOException {
    Draft draft = read(SCALE_SIM);
    assertStates(
        draft,
        "cores",
        1,
        "mac.rows",
        32,
        "mac.cols",
        16,
        "mac.depth",
        1,
        "l1.bytes",
        163840,
        "l1.shared",
        true);
    assertTrue(draft.missing().toString().contains("Bandwidth (10) counts words"));
  }

  @Test
  void aMachineFileThatIsCompletedIsRead() throws IOException {
    ObjectNode json = read(ONNXIM).json();
    Path file = folder.resolve("mine.json");
    Files.writeString(file, json.toString());
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> Machines.resolve(file.toString()));
    assertTrue(refusal.getMessage().contains("(null) must be"), refusal.getMessage());
    ((ObjectNode) json.get("mac")).remove("fillCycles");
    for (String part : List.of("vector", "l1", "dram", "energy")) {
      ObjectNode values = (ObjectNode) json.get(part);
      for (String name : List.copyOf(names(values))) {
        if (values.get(name).isNull()) {
          values.put(name, 1);
        }
      }
    }
    Files.writeString(file, json.toString());
    Machine machine = Machines.resolve(file.toString());
    assertEquals(51_200, machine.config().dramMillibytesPerCycle());
    assertEquals("P", machine.values().get("mac.rows").grade().letter());
  }

  private static List<String> names(ObjectNode node) {
    List<String> names = new java.util.ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{} ~ is of no known tool",
        "a: [ ~ must be YAML or JSON",
        "{\"num_cores\": \"four\"} ~ num_cores (\"four\") must be a number.",
        "{\"num_cores\": 0} ~ num_cores (0) must be a positive whole number.",
        "{\"num_cores\": -1} ~ num_cores (-1) must be a number from 0",
        "{\"num_cores\": 1e99} ~ num_cores (",
        "{\"num_cores\": 1, \"core_config\": {\"core_0\": {\"core_width\": []}}} ~ core_config.core_0.core_width (an object or array) must be a number.",
        "architecture: {version: 0.3, nodes: [{name: a}]} ~ architecture.version (0.3) must be 0.4",
        "architecture: {version: 0.4, nodes: []} ~ architecture.nodes (an object or array) must be an array",
        "memories: {dram: {r_bw: wide}} ~ memories.dram.r_bw (\"wide\") must be a number.",
      })
  void whatIsWrongIsRefusedByField(String text, String complaint) {
    InvalidInputException refusal = assertThrows(InvalidInputException.class, () -> read(text));
    assertTrue(
        refusal.getMessage().startsWith(folder.resolve("mine.yaml") + ": ")
            && refusal.getMessage().contains(complaint),
        refusal.getMessage());
  }

  @Test
  void scaleSimIsRefusedByLineAndTopologiesByName() {
    InvalidInputException line =
        assertThrows(
            InvalidInputException.class, () -> read("[architecture_presets]\nArrayHeight 32\n"));
    assertTrue(line.getMessage().contains("line 2: must be a name"), line.getMessage());
    InvalidInputException topology =
        assertThrows(InvalidInputException.class, () -> MachineImport.read("layers.csv"));
    assertTrue(topology.getMessage().contains("is no machine"), topology.getMessage());
  }
}
