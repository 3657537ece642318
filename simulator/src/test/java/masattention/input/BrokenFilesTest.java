package masattention.input;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import masattention.npu.Machines;
import masattention.workload.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that name nothing, and files that hold no JSON object. */
class BrokenFilesTest {

  private static final String MACHINES =
      "edge, davinci, flat-edge, tileflow-edge, tileflow-rtl, hopper-sm; or give the path of a JSON file.";

  @TempDir private Path folder;

  private record Case(String content, String complaint) {}

  static List<Case> cases() {
    return List.of(
        new Case("", "is empty; it must hold a JSON object."),
        new Case(" \n\t", "is empty; it must hold a JSON object."),
        new Case("\uFEFF", "is empty; it must hold a JSON object."),
        new Case("[1]", "holds an array; it must hold a JSON object."),
        new Case("7", "holds 7; it must hold a JSON object."),
        new Case("null", "holds null; it must hold a JSON object."),
        new Case("\"edge\"", "holds \"edge\"; it must hold a JSON object."),
        new Case(
            "{\"a\": " + "[".repeat(1001),
            "line 1, column 1007, at a"
                + "[0]".repeat(19)
                + "[0…: deeper nesting or a"
                + " longer number or text than any file needs."),
        new Case(
            "{\"a\": " + "9".repeat(1001) + "}",
            "line 1, column 1008, at a: deeper nesting or a longer number or text than any file"
                + " needs."),
        new Case("{\"a\": 1\0}", "is not UTF-8 text; it must be a JSON file."),
        new Case(
            "{\n  \"name\": \"a\",\n  \"mac\": {\"rows\": 3",
            "line 3, column 20, at mac.rows: the JSON ends too early; close every string, array"
                + " and object."),
        new Case(
            "{\"name\": \"a",
            "line 1, column 12, at name: the JSON ends too early; close every string, array and"
                + " object."),
        new Case(
            "{\"name\": \"a\",}",
            "line 1, column 14, at name: Unexpected character ('}' (code 125)): was expecting"
                + " double-quote to start field name; the file must be valid JSON."),
        new Case(
            "{\"a\": {\"b\": [1, {\"c\": 1, \"c\": 2}]}}",
            "line 1, column 29, at a.b[1].c: Duplicate field 'c'; the file must be valid JSON."),
        new Case(
            "{\"name\": \"a\"} x",
            "line 1, column 16: Unrecognized token 'x': was expecting (JSON String, Number (or"
                + " 'NaN'/'+INF'/'-INF'), Array, Object or token 'null', 'true' or 'false'); the"
                + " file must be valid JSON."),
        new Case(
            "{\"name\": \"a\"} {}",
            "line 1, column 15: something follows the JSON object; nothing may."),
        new Case(
            "{\"mac\": {\"rows\": 1e99999999999}}",
            "line 1, column 31, at mac.rows: the exponent is too large; give a smaller number."),
        new Case(
            "{'name': \"a\"}",
            "line 1, column 2: Unexpected character (''' (code 39)): was expecting double-quote to"
                + " start field name; the file must be valid JSON."),
        new Case(
            "{\"name\": \"a\nb\"}",
            "line 1, column 12, at name: Illegal unquoted character ((CTRL-CHAR, code 10)): has to"
                + " be escaped using backslash to be included in string value; the file must be"
                + " valid JSON."));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areRefused(Case broken) throws IOException {
    String path = Files.writeString(folder.resolve("file.json"), broken.content()).toString();
    String message = path + ": " + broken.complaint();
    Refusal.assertRefused(message, Machines::resolve, path);
    Refusal.assertRefused(message, Networks::resolve, path);
  }

  @Test
  void binaryFileIsRefused() throws IOException {
    byte[] image = {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff, (byte) 0xfe};
    String path = Files.write(folder.resolve("machine.json"), image).toString();
    Refusal.assertRefused(
        path + ": is not UTF-8 text; it must be a JSON file.", Machines::resolve, path);
  }

  @Test
  void fileOfAnotherEncodingIsRefused() throws IOException {
    byte[] latin = "{\"name\": \"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    String path = Files.write(folder.resolve("machine.json"), latin).toString();
    Refusal.assertRefused(
        path + ": is not UTF-8 text; it must be a JSON file.", Machines::resolve, path);
  }

  @Test
  void missingFileIsRefused() {
    String path = folder.resolve("none.json").toString();
    Refusal.assertRefused(
        path + ": no such file; name an existing JSON file.", Machines::resolve, path);
    Refusal.assertRefused(
        path + ": no such file; name an existing JSON file.", Networks::resolve, path + "#a");
  }

  @Test
  void folderIsRefused() {
    Refusal.assertRefused(
        folder + ": is a directory; name a JSON file.", Machines::resolve, folder.toString());
  }

  @Test
  @EnabledOnOs(OS.LINUX) // the reason is the system's text
  void fileThatIsNoFolderIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "{}");
    String path = file.resolve("machine.json").toString();
    Refusal.assertRefused(
        path + ": cannot be read (Not a directory); name a readable JSON file.",
        Machines::resolve,
        path);
  }

  @Test
  void impossiblePathIsRefused() {
    Refusal.assertRefused(
        "a\\u0000/b.json: cannot be the path of a file; name an existing JSON file.",
        Machines::resolve,
        "a\0/b.json");
  }

  @Test
  void hugeFileIsRefused() throws IOException {
    String path = Files.write(folder.resolve("m.json"), new byte[(16 << 20) + 1]).toString();
    Refusal.assertRefused(
        path + ": is too large; at most 16777216 bytes are read.", Machines::resolve, path);
  }

  @Test
  void unknownNameGetsTheNearestSuggestion() {
    Refusal.assertRefused(
        "Unknown machine \"egde\"; did you mean edge? Known: " + MACHINES,
        Machines::resolve,
        "egde");
    Refusal.assertRefused(
        "Unknown machine \"DaVinci\"; did you mean davinci? Known: " + MACHINES,
        Machines::resolve,
        "DaVinci");
  }

  @Test
  void unknownNameFarFromAllGetsTheListAlone() {
    Refusal.assertRefused("Unknown machine \"tpu\"; known: " + MACHINES, Machines::resolve, "tpu");
    Refusal.assertRefused("Unknown machine \"\"; known: " + MACHINES, Machines::resolve, "");
    Refusal.assertRefused(
        "Unknown machine \"x\\ny#z\"; known: " + MACHINES, Machines::resolve, "x\ny#z");
  }

  @Test
  void unknownNetworkIsRefused() {
    Refusal.assertRefused(
        "Unknown network \"bert-bas\"; did you mean bert-base? Known: bert-small, bert-base,"
            + " bert-large, t5-small, t5-base, t5-large, t5-mini, t5-efficient-mini, t5-3b,"
            + " vit-b-14, vit-l-14, vit-h-14, vit-b-16, vit-l-16, vit-h-16, xlm, xlm-xnli,"
            + " llama3-8b, sd15-unet-64, sd15-unet-32, sd15-unet-16, sd15-unet-8; or give the"
            + " path of a JSON file.",
        Networks::resolve,
        "bert-bas");
  }
}
