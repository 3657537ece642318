package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a model's own file to an answer. */
class ModelCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WINDOWED =
      "{'model_type': 'gemma2', 'hidden_size': 64, 'num_attention_heads': 4,"
          + " 'num_key_value_heads': 2, 'head_dim': 16, 'num_hidden_layers': 5,"
          + " 'sliding_window': 24}";
  private static final String TRANSLATOR =
      "{'model_type': 'bart', 'd_model': 32, 'encoder_layers': 3, 'encoder_attention_heads': 2,"
          + " 'decoder_layers': 2, 'decoder_attention_heads': 2}";
  private static final String LATENT =
      "{'model_type': 'deepseek_v3', 'num_attention_heads': 4, 'num_hidden_layers': 2,"
          + " 'kv_lora_rank': 24, 'qk_nope_head_dim': 10, 'qk_rope_head_dim': 6, 'v_head_dim': 12}";

  @TempDir private Path folder;

  @BeforeEach
  void models() throws IOException {
    model("windowed", WINDOWED);
    model("translator", TRANSLATOR);
    model("latent", LATENT);
    model(
        "swin",
        "{'model_type': 'swin', 'image_size': 112, 'embed_dim': 16, 'depths': [1, 2],"
            + " 'num_heads': [1, 2], 'window_size': 7}");
    model(
        "qwen",
        "{'model_type': 'qwen2_vl', 'hidden_size': 64, 'num_attention_heads': 4,"
            + " 'num_key_value_heads': 2, 'num_hidden_layers': 2,"
            + " 'vision_config': {'depth': 3, 'embed_dim': 32, 'num_heads': 4}}");
    Files.writeString(
        folder.resolve("two.json"),
        "{\"networks\": [{\"name\": \"a\", \"queryHeads\": 2, \"seqQ\": 32, \"headDim\": 16,"
            + " \"layers\": 3}, {\"name\": \"b\", \"queryHeads\": 2, \"seqQ\": \"1K\","
            + " \"headDim\": 16}]}");
  }

  private void model(String name, String json) throws IOException {
    Path file = Files.createDirectory(folder.resolve(name)).resolve("config.json");
    Files.writeString(file, json.replace('\'', '"'));
  }

  private Call call(String line) {
    return Call.line(line.replace("DIR", folder.toString()));
  }

  private String out(String line) {
    Call call = call(line);
    assertEquals("", call.err());
    assertEquals(CommandRunner.OK, call.exitCode());
    return call.out();
  }

  private JsonNode json(String line) throws IOException {
    return JSON.readTree(out(line + " --json"));
  }

  @Test
  void networksListsTheGroupsOfAFileOrFolder() throws IOException {
    JsonNode groups = json("networks DIR/windowed");
    assertEquals(groups, json("networks DIR/windowed/config.json"));
    assertEquals(2, groups.size());
    JsonNode local = groups.get(0);
    assertEquals(
        List.of(
            "model_type",
            "group",
            "layers",
            "query_heads",
            "kv_heads",
            "head_dim",
            "value_dim",
            "causal",
            "window",
            "tokens_fixed",
            "repeats"),
        fieldNames(local));
    assertEquals(
        "{\"model_type\":\"gemma2\",\"group\":\"local\",\"layers\":3,\"query_heads\":4,\"kv_heads\":2,"
            + "\"head_dim\":16,\"value_dim\":16,\"causal\":true,\"window\":24,\"tokens_fixed\":null,"
            + "\"repeats\":1}",
        local.toString());
    assertTrue(groups.get(1).get("window").isNull());
    JsonNode stage = json("networks DIR/swin").get(0);
    assertEquals(49, stage.get("tokens_fixed").intValue());
    assertEquals(16, stage.get("repeats").intValue());
    String text = out("networks DIR/windowed");
    assertTrue(text.contains("num_key_value_heads") && text.contains("tanh"), text);
    assertTrue(out("networks DIR/two.json").contains("stated in two.json"));
    assertTrue(call("networks DIR/two.json --part text").err().contains("--part belongs to"));
    assertTrue(call("networks DIR/windowed --steps 2").err().contains("--steps belongs to"));
    assertTrue(call("networks --json").err().contains("--json prints"));
  }

  private static List<String> fieldNames(JsonNode node) {
    List<String> names = new java.util.ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void aTotalIsTheSumOverLayersOfWhatEachGroupCosts() throws IOException {
    String line =
        "simulate --network DIR/translator%s --scheduler mas --tokens 48 --source-tokens 32";
    JsonNode whole = json(line.formatted(""));
    assertEquals(3, whole.get("groups").size());
    long cycles = 0;
    for (JsonNode group : whole.get("groups")) {
      String command = group.get("command").textValue().substring("./mas ".length());
      JsonNode alone = json(command);
      assertEquals(group.get("cycles"), alone.get("cycles"), command);
      cycles += group.get("layers").longValue() * group.get("cycles").longValue();
      assertEquals(
          group.get("layers").longValue() * group.get("cycles").longValue(),
          group.get("total").get("cycles").longValue());
    }
    assertEquals(cycles, whole.get("cycles").longValue());
    JsonNode encoder = whole.get("groups").get(0);
    assertEquals(32, encoder.get("seq_q").intValue());
    assertEquals(32, whole.get("groups").get(2).get("seq_kv").intValue());
    assertTrue(out(line.formatted("")).contains("decoder-cross"));
    JsonNode chosen = json(line.formatted("#encoder-self").replace(" --tokens 48", " --tokens 48"));
    assertEquals(encoder.get("total").get("cycles"), chosen.get("cycles"));
  }

  @Test
  void layersOfANetworkFileAreCounted() throws IOException {
    JsonNode whole = json("simulate --network DIR/two.json --scheduler flat");
    JsonNode a =
        json("simulate --network DIR/two.json#a --scheduler flat --tiling rows=32,cols=32");
    assertEquals(32, a.get("seq_q").intValue());
    assertEquals(1024, whole.get("groups").get(1).get("seq_q").intValue());
    assertEquals(3, whole.get("groups").get(0).get("layers").intValue());
    JsonNode three = json("simulate --network DIR/two.json#a --scheduler flat");
    assertEquals(
        3 * three.get("groups").get(0).get("cycles").longValue(), three.get("cycles").longValue());
  }

  @Test
  void theStepsOfADecodeAreSummedAtTheirOwnLengths() throws IOException {
    String line = "simulate --network DIR/windowed --scheduler fusemax --phase decode --tokens ";
    JsonNode all = json(line + "22 --steps 5");
    assertEquals(5, all.get("groups").get(0).get("steps").intValue());
    // the window is full from 24 tokens on
    assertEquals(24, all.get("groups").get(0).get("seq_kv").intValue());
    assertEquals(26, all.get("groups").get(1).get("seq_kv").intValue());
    long least = 0;
    for (int tokens = 22; tokens < 27; tokens++) {
      least += json(line + tokens).get("cycles").longValue();
    }
    long sum = all.get("cycles").longValue();
    assertTrue(sum >= least && sum <= least + least / 10, sum + " against " + least);
    JsonNode both = json(line.replace(" --phase decode", "") + "21 --steps 5");
    assertEquals(4, both.get("groups").size());
    long prefill = json(line.replace(" --phase decode", "") + "21").get("cycles").longValue();
    assertEquals(prefill + sum, both.get("cycles").longValue());
  }

  @Test
  void latentAttentionIsAbsorbedInDecode() throws IOException {
    String line = "simulate --network DIR/latent --scheduler mas --tokens 32";
    assertEquals(16, json(line).get("groups").get(0).get("head_dim").intValue());
    JsonNode decode = json(line + " --phase decode").get("groups").get(0);
    assertEquals(30, decode.get("head_dim").intValue());
    assertEquals(1, decode.get("kv_heads").intValue());
    JsonNode naive = json(line + " --phase decode --mla naive").get("groups").get(0);
    assertEquals(12, naive.get("value_dim").intValue());
    assertEquals(30, json("networks DIR/latent --mla absorbed").get(0).get("head_dim").intValue());
  }

  @Test
  void windowsOfSwinAreABatch() throws IOException {
    JsonNode stage = json("simulate --network DIR/swin --scheduler mas").get("groups").get(0);
    assertEquals(16, stage.get("batch").intValue());
    assertEquals(49, stage.get("seq_kv").intValue());
  }

  @Test
  void compareNamesTheWinnerAndTheBestOfEachGroup(@TempDir Path other) throws IOException {
    String line = "compare --network DIR/translator --tokens 16 --source-tokens 12";
    Path figure = other.resolve("figure.svg");
    JsonNode json = json(line + " --plot " + figure);
    assertTrue(Files.readString(figure).contains("<svg"));
    JsonNode first = json.get("schedulers").get(0);
    assertEquals(json.get("winner"), first.get("scheduler"));
    assertTrue(List.of("MAC", "VEC", "DRAM", "L1").contains(json.get("limited_by").textValue()));
    assertTrue(
        json.get("best_per_group").get("cycles").longValue() <= first.get("cycles").longValue());
    String text = out(line);
    assertTrue(text.contains(first.get("scheduler").textValue()) && text.contains("fastest"), text);
    List<String> rows = out(line + " --csv").lines().toList();
    assertTrue(rows.get(1).startsWith(first.get("scheduler").textValue() + ","), rows.get(1));
    assertEquals(1 + json.get("schedulers").size(), rows.size());
    assertTrue(out(line + " --markdown").startsWith("| scheduler |"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--network DIR/windowed | has no length of its own; give --tokens N.",
        "--network bert-small --window 4 | The window (4) of a shape that is not causal must be odd",
        "--network bert-small --window 0 | --window (0) must be a whole number",
        "--network DIR/windowed --tokens 24 --image-tokens 9 | --image-tokens 9: no group of this model",
        "--network DIR/windowed --tokens 24 --seq 8 | give --tokens instead.",
        "--network DIR/windowed --tokens 24k | --tokens (24k) must be written with a clear unit: K (1024)",
        "--network DIR/windowed --tokens 2KB | --tokens (2KB) must be a number, or one with a unit: K, M",
        "--network DIR/windowed --tokens -1 | --tokens (-1) must be a whole number",
        "--network DIR/windowed --steps 4 | --steps needs --tokens N",
        "--network DIR/windowed#other --tokens 4 | holds no group",
        "--network DIR/windowed --tokens 4 --part vision | has no part vision",
        "--network DIR/windowed --tokens 4 --part half | Unknown part",
        "--network DIR/windowed --tokens 4 --phase warm | Unknown phase",
        "--network DIR/windowed --tokens 4 --mla both | Unknown form",
        "--network DIR/windowed --tokens 4 --tiling rows=4,cols=4 | choose one, as in",
        "--network DIR/translator --tokens 4 | give --source-tokens N.",
        "--network DIR/qwen --tokens 4 | vision has no length of its own; give --image-tokens N.",
        "--network DIR/swin --batch 2 | --batch 2: stage1 has 16 attentions",
        "--network DIR/swin --phase decode | no group of this model runs in decode",
        "--network DIR | is a folder without a config.json",
        "--network DIR/model.onnx | ONNX files are not read",
        "--network DIR/topology.csv | says nothing about attention",
        "--network bert-base --mla naive | belongs to a model's config.json",
      })
  void oneLineAndCode2(String options, String complaint) {
    Call call = call("simulate --scheduler mas " + options);
    assertEquals(CommandRunner.REFUSED, call.exitCode());
    assertEquals("", call.out());
    assertEquals(1, call.err().lines().count(), call.err());
    assertTrue(call.err().contains(complaint), call.err());
  }

  @Test
  void aMachineFileMayExtendAPresetAndUseUnits() throws IOException {
    Path file = folder.resolve("mine.json");
    Files.writeString(
        file,
        "{\"name\": \"mine\", \"extends\": \"davinci\", \"clockMegahertz\": \"1 GHz\", \"l1\":"
            + " {\"bytes\": \"512 KiB\"}, \"dram\": {\"bytesPerSecond\": \"6.4 GB/s\"},"
            + " \"energy\": {\"dramPicojoulesPerByte\": \"8 pJ/bit\"}}");
    String text = out("machines " + file);
    assertTrue(text.contains("dram.bytesPerCycle") && text.contains("6.400"), text);
    assertTrue(text.contains("stated in mine.json") && text.contains("hicann"), text);
    out("simulate --network bert-base --seq 64 --scheduler mas --machine " + file);
    Files.writeString(file, "{\"name\": \"mine\", \"extends\": \"davinchi\"}");
    refused(file, "extends (\"davinchi\") must be one of edge, davinci");
    Files.writeString(
        file, "{\"name\": \"mine\", \"extends\": \"edge\", \"l1\": {\"bytes\": \"512 KB\"}}");
    refused(file, "l1.bytes (\"512 KB\") must be written with a clear unit: kB (1000) or KiB");
    Files.writeString(
        file,
        "{\"name\": \"mine\", \"extends\": \"edge\", \"dram\": {\"bytesPerCycle\": \"6 GB/s\"}}");
    refused(file, "dram.bytesPerCycle (\"6 GB/s\") must be a number (in B/cycle)");
    Files.writeString(
        file,
        "{\"name\": \"mine\", \"extends\": \"edge\", \"dram\": {\"bytesPerSecond\": 1,"
            + " \"bytesPerCycle\": 1}}");
    refused(file, "dram states bytesPerCycle and bytesPerSecond");
  }

  private static void refused(Path file, String complaint) {
    Call call = Call.mas("machines", file.toString());
    assertEquals(CommandRunner.REFUSED, call.exitCode());
    assertTrue(call.err().contains(complaint), call.err());
  }

  @Test
  void machinesOfOtherToolsAreImported() throws IOException {
    Path file = folder.resolve("mine.cfg");
    Files.writeString(file, "[architecture_presets]\nArrayHeight: 32\nArrayWidth: 16\n");
    Call call = Call.mas("machines", "--import", file.toString());
    assertEquals(CommandRunner.OK, call.exitCode());
    JsonNode machine = JSON.readTree(call.out());
    assertEquals(32, machine.at("/mac/rows/value").intValue());
    assertTrue(machine.at("/clockMegahertz").isNull());
    assertTrue(call.err().contains("clockMegahertz is null: "), call.err());
    Call topology = Call.mas("machines", "--import", "layers.csv");
    assertEquals(CommandRunner.REFUSED, topology.exitCode());
    assertTrue(topology.err().contains("is no machine"), topology.err());
  }

  @Test
  void aWindowIsSimulatedAndOneAsWideAsTheRowIsNone() throws IOException {
    JsonNode local = json("simulate --network DIR/windowed#local --scheduler mas --tokens 96");
    JsonNode group = local.get("groups").get(0);
    assertEquals(24, group.get("window").intValue());
    JsonNode alone = json(group.get("command").textValue().substring("./mas ".length()));
    assertEquals(group.get("cycles"), alone.get("cycles"));
    assertEquals(3 * alone.get("cycles").longValue(), local.get("cycles").longValue());
    JsonNode global = json("simulate --network DIR/windowed#global --scheduler mas --tokens 96");
    assertTrue(
        alone.get("cycles").longValue() < global.get("groups").get(0).get("cycles").longValue());
    String line = "simulate --network bert-small --seq 64 --scheduler mas --json";
    assertEquals(out(line), out(line + " --window 127"));
    assertEquals(out(line + " --causal"), out(line + " --causal --window 64"));
    JsonNode replayed =
        json("simulate --network bert-small --seq 64 --scheduler mas --window 9 --check");
    assertEquals(9, replayed.get("window").intValue());
  }

  /** What a file says is kept: at its own lengths it masks nothing, at longer ones it does. */
  @Test
  void aWindowWiderThanTheRowsOfAFileMasksLongerOnes() throws IOException {
    Path file = folder.resolve("wide.json");
    String network =
        "{\"name\": \"wide\", \"queryHeads\": 2, \"seqQ\": 64, \"headDim\": 16, \"causal\": true%s}";
    String given = "simulate --network " + file + " --scheduler mas --json";
    String longer = given + " --seq 128";
    Files.writeString(file, network.formatted(""));
    String plain = out(given);
    JsonNode plainLonger = JSON.readTree(out(longer));
    JsonNode masked = JSON.readTree(out(longer + " --window 100"));
    Files.writeString(file, network.formatted(", \"window\": 100"));
    assertEquals(plain, out(given));
    assertEquals(masked.get("cycles"), JSON.readTree(out(longer)).get("cycles"));
    JsonNode widened = JSON.readTree(out(longer + " --window 128"));
    assertEquals(plainLonger.get("cycles"), widened.get("cycles"));
    String replay = widened.get("command").textValue().substring("./mas ".length()) + " --json";
    assertEquals(plainLonger.get("cycles"), JSON.readTree(out(replay)).get("cycles"));
    assertTrue(out("networks " + file).contains("100"));
  }

  @Test
  void rankingsAreComparedOnOtherMachines() throws IOException {
    String line = "compare --network bert-small --heads 2 --seq 24 --sensitivity";
    JsonNode json = json(line);
    assertEquals(8, json.get("sensitivity").size());
    for (JsonNode change : json.get("sensitivity")) {
      JsonNode ranking = change.get("ranking");
      long fewest = ranking.get(0).get("cycles").longValue();
      ranking.forEach(row -> assertTrue(row.get("cycles").longValue() >= fewest));
    }
    Path file = folder.resolve("wide.json");
    Files.writeString(
        file, "{\"name\": \"wide\", \"extends\": \"edge\", \"vector\": {\"lanes\": 32}}");
    JsonNode wide = json("compare --network bert-small --heads 2 --seq 24 --machine " + file);
    JsonNode doubled = json.get("sensitivity").get(1);
    assertEquals("lanes x 2", doubled.get("change").textValue());
    assertEquals(
        wide.get("schedulers").get(0).get("cycles"), doubled.get("ranking").get(0).get("cycles"));
    assertTrue(out(line).contains("stays the fastest in"));
    assertTrue(out(line + " --csv").lines().findFirst().get().contains("interference 7/47"));
  }

  @Test
  void aTimelineIsDrawn() throws IOException {
    Path figure = folder.resolve("timeline.svg");
    String line =
        "simulate --network bert-small --seq 32 --scheduler mas --tiling rows=16,cols=16 --plot ";
    assertTrue(out(line + figure).contains("figure: "));
    String svg = Files.readString(figure);
    assertTrue(svg.contains("core 1 VEC") && svg.contains("All cycles of mas"), svg);
    assertTrue(call(line + folder.resolve("timeline.png")).err().contains("must end in .svg"));
  }

  @Test
  void rangesOfAnExplorationHaveUnits() throws IOException {
    String line =
        "explore --network bert-small --seq 32 --scheduler mas --l1-bytes %s"
            + " --dram-bytes-per-cycle 15GB/s --out DIR/explored";
    out(line.formatted("64KiB..128KiB*2"));
    List<String> rows = Files.readAllLines(folder.resolve("explored/explore.csv"));
    assertEquals(3, rows.size());
    assertTrue(rows.get(1).contains(",65536,4,") && rows.get(2).contains(",131072,4,"));
    assertTrue(call(line.formatted("64KB")).err().contains("kB (1000) or KiB (1024)"));
  }

  @Test
  void otherElementsAreWarnedOf() {
    String line = "simulate --network bert-small --seq 32 --scheduler mas";
    assertTrue(out(line + " --element-bytes 1").contains("those of FP16"));
    assertTrue(!out(line).contains("those of FP16"));
    assertTrue(out(line + " --k-element-bytes 1").contains("those of FP16"));
  }
}
