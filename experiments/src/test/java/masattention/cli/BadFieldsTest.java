package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every field of every kind of file, broken in every way, through the command line. The fields are
 * those of a sound file, which must have all that its reader knows: a new one is covered at once.
 */
class BadFieldsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern KNOWN =
      Pattern.compile("(\\S*)zz9 is not a field; (?:did you mean .*\\? K|k)nown here: (.*)\\.");

  @TempDir private Path folder;

  /** A kind of input file: a sound one, who reads it, and which damage does it no harm. */
  enum Kind {
    NETWORK(
        "{'networks': [{'name': 'a', 'queryHeads': 1, 'seqQ': 2, 'headDim': 2}, {'name': 'b',"
            + " 'batch': 1, 'queryHeads': 2, 'kvHeads': 1, 'seqQ': 2, 'seqKv': 2, 'headDim': 2,"
            + " 'valueDim': 2, 'causal': false, 'window': 1, 'elementBytes': 2,"
            + " 'kElementBytes': 2, 'vElementBytes': 2, 'layers': 1, 'grade': 'P',"
            + " 'source': 'here'}]}",
        "simulate --network FILE#b --scheduler mas --tiling rows=2,cols=2",
        "networks\\[1]\\.(batch|kvHeads|seqKv|valueDim|causal|window|elementBytes|kElementBytes|vElementBytes|layers) missing"),
    MACHINE(
        "{'name': 'm', 'description': 'd', 'clockMegahertz': {'value': 800, 'grade': 'P', 'source':"
            + " 'p'}, 'cores': 1, 'mac': {'rows': 2, 'cols': 2, 'depth': 2, 'fillCycles': 2,"
            + " 'outputsInSeries': false},"
            + " 'vector': {'lanes': 4, 'startupCycles': 1, 'maxLaneCycles': 1, 'subLaneCycles': 1,"
            + " 'expLaneCycles': {'value': 1, 'grade': 'A', 'source': 'p'}, 'addLaneCycles': 1,"
            + " 'mulLaneCycles': 1, 'divLaneCycles': 1, 'reductionLaneCycles': 1, 'expBeside': true}, 'l1': {'bytes':"
            + " 1024, 'shared': true, 'bytesPerCyclePerCore': 64}, 'dram': {'bytesPerCycle': 8,"
            + " 'latencyCycles': 1, 'postedWrites': false}, 'interference': {'macPercent': 1, 'vecPercent':"
            + " 1}, 'energy': {'macPicojoules': 1, 'addPicojoules': 1,"
            + " 'subPicojoules': 1, 'mulPicojoules': 1, 'maxPicojoules': 1, 'expPicojoules': 1,"
            + " 'divPicojoules': 1, 'l0ReadPicojoulesPerByte': 1, 'l0WritePicojoulesPerByte': 1,"
            + " 'l1ReadPicojoulesPerByte': 1, 'l1WritePicojoulesPerByte': 1,"
            + " 'dramPicojoulesPerByte': 1, 'staticMilliwatts': 1}}",
        "simulate --network NETWORK --scheduler mas --tiling rows=2,cols=2 --machine FILE",
        "(description|mac\\.fillCycles|mac\\.outputsInSeries|vector\\.expBeside|dram\\.postedWrites"
            + "|interference(\\.\\w+)?) missing"
            + "|(mac\\.fillCycles|vector\\.\\w+Cycles(\\.value)?|dram\\.latencyCycles|energy\\.\\w+"
            + "|interference\\.\\w+) zero|energy\\.\\w+ tiny"),
    SPACE(
        "{'macArray': '2x2', 'vectorLanes': '4', 'l1Bytes': '1024', 'dramBytesPerCycle': '8',"
            + " 'cores': '1', 'clockMegahertz': '1000', 'energy': {'macPicojoules': 1,"
            + " 'addPicojoules': 1, 'subPicojoules': 1, 'mulPicojoules': 1, 'maxPicojoules': 1,"
            + " 'expPicojoules': 1, 'divPicojoules': 1, 'l0ReadPicojoulesPerByte': 1,"
            + " 'l0WritePicojoulesPerByte': 1, 'l1ReadPicojoulesPerByte': 1,"
            + " 'l1WritePicojoulesPerByte': 1, 'dramPicojoulesPerByte': 1, 'staticMilliwatts': 1},"
            + " 'area': {'perMac': 1, 'perLane': 1, 'perL1Kibibyte': 1, 'perDramBytePerCycle': 1,"
            + " 'constant': 1}}",
        "explore --network NETWORK --scheduler mas --out OUT --space FILE",
        ".* missing|area\\.\\w+ zero");

    private final String sound;
    private final String command;
    private final Pattern harmless;

    Kind(String sound, String command, String harmless) {
      this.sound = sound.replace('\'', '"');
      this.command = command;
      this.harmless = Pattern.compile(harmless);
    }
  }

  private Call call(Kind kind, String text) throws IOException {
    Files.writeString(folder.resolve("file.json"), text);
    Files.writeString(
        folder.resolve("network.json"),
        "{\"name\": \"n\", \"queryHeads\": 1, \"seqQ\": 2, \"headDim\": 2}");
    Files.deleteIfExists(folder.resolve("out").resolve("explore.csv"));
    return Call.line(line(kind));
  }

  private String line(Kind kind) {
    return kind.command
        .replace("FILE", folder.resolve("file.json").toString())
        .replace("NETWORK", folder.resolve("network.json").toString())
        .replace("OUT", folder.resolve("out").toString());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyBrokenFieldIsNamed(Kind kind) throws IOException {
    Call sound = call(kind, kind.sound);
    assertEquals(CommandRunner.OK, sound.exitCode(), sound.err());
    List<String> failures = new ArrayList<>();
    int refused = 0;
    for (BrokenField broken : BrokenField.of((ObjectNode) JSON.readTree(kind.sound))) {
      Path file = folder.resolve("file.json");
      if (broken.toString().equals("networks missing")) {
        continue; // a file of one network then, of which every field is missing
      }
      if (kind.harmless.matcher(broken.toString()).matches()) {
        Call harmless = call(kind, broken.text());
        if (harmless.exitCode() != CommandRunner.OK) {
          failures.add(broken + ": " + harmless.err());
        }
        continue;
      }
      Files.writeString(file, broken.text());
      try {
        DiskState.assertRefused(folder, () -> Call.line(line(kind)), "mas: " + file, broken.path());
        refused++;
      } catch (AssertionError e) {
        failures.add(broken + ": " + e.getMessage());
      }
    }
    assertEquals(List.of(), failures);
    assertTrue(refused >= 100, "only %d cases".formatted(refused));
  }

  /** Asks every object of the sound file, by a field it cannot have, for the fields it can have. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void theSoundFileHasEveryField(Kind kind) throws IOException {
    ObjectNode root = (ObjectNode) JSON.readTree(kind.sound);
    List<JsonNode> objects = new ArrayList<>(List.of(root));
    collect(root, objects);
    int asked = 0;
    for (JsonNode node : objects) {
      ObjectNode object = (ObjectNode) node;
      object.put("zz9", 1);
      Matcher known = KNOWN.matcher(call(kind, root.toString()).err());
      object.remove("zz9");
      assertTrue(known.find(), object.toString());
      Set<String> fields = new TreeSet<>();
      object.fieldNames().forEachRemaining(fields::add);
      if (object.has("bytesPerCycle")) {
        fields.add("bytesPerSecond"); // the same in another unit
      }
      if (!known.group(1).startsWith("networks[0]")) {
        assertEquals(new TreeSet<>(List.of(known.group(2).split(", "))), fields);
      }
      asked++;
    }
    assertTrue(asked >= 2, "objects of " + kind);
  }

  private static void collect(JsonNode node, List<JsonNode> objects) {
    for (JsonNode child : node) {
      if (child.isObject()) {
        objects.add(child);
      }
      collect(child, objects);
    }
  }

  @Test
  void theKindsAreBroken() throws IOException {
    int cases = 0;
    for (Kind kind : Kind.values()) {
      cases += BrokenField.of((ObjectNode) JSON.readTree(kind.sound)).size();
    }
    assertTrue(cases > 500, cases + " cases");
  }
}
