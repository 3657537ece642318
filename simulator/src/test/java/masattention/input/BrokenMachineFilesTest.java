package masattention.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import masattention.npu.Machines;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documented machine with one thing wrong in it. */
class BrokenMachineFilesTest {

  private static final String SIDE = "a whole number from 1 to 65536";
  private static final String LANE_CYCLES = "a number from 0 to 1000000 with at most 3 decimals";
  private static final String BANDWIDTH =
      "a number from 0.001 to 1099511627.776 with at most 3 decimals";
  private static final String PICOJOULES = "a number from 0 to 1000000000000";
  private static final String ENERGY = "\"energy\":";
  private static final String LINE = "a line of text";
  private static final String MAC_FIELDS = "rows, cols, depth, fillCycles, outputsInSeries";

  @TempDir private Path folder;

  /** What to put in place of what, and what is said then, after the file's name. */
  private record Case(String original, String broken, String complaint) {}

  private static Case wrong(
      String original, String broken, String field, String given, String right) {
    return new Case(original, broken, "%s (%s) must be %s.".formatted(field, given, right));
  }

  private static Case missing(String original, String field, String right) {
    return new Case(original, "", "%s is missing; it must be %s.".formatted(field, right));
  }

  private static Case interference(String fields, String field, String given) {
    return wrong(
        ENERGY,
        "\"interference\": " + fields + ", " + ENERGY,
        field,
        given,
        "a number from 0 to 10000 with at most 1 decimal");
  }

  static List<Case> cases() {
    return Stream.of(types(), ranges(), fields(), sources(), syntax()).flatMap(s -> s).toList();
  }

  private static Stream<Case> types() {
    String depth = "\"depth\": 2";
    String exp = "\"expLaneCycles\": 4.125";
    String shared = "\"shared\": false";
    String mac = "\"macPicojoules\": 0.5";
    String l1 = "\"unlimited\"";
    return Stream.of(
        wrong(depth, "\"depth\": \"2\"", "mac.depth", "\"2\"", SIDE),
        wrong(depth, "\"depth\": true", "mac.depth", "true", SIDE),
        wrong(depth, "\"depth\": null", "mac.depth", "null", SIDE),
        wrong(depth, "\"depth\": [2]", "mac.depth", "an array", SIDE),
        wrong(depth, "\"depth\": 2.5", "mac.depth", "2.5", SIDE),
        wrong(depth, "\"depth\": NaN", "mac.depth", "\"NaN\"", SIDE),
        wrong(exp, "\"expLaneCycles\": \"4\"", "vector.expLaneCycles", "\"4\"", LANE_CYCLES),
        wrong(exp, "\"expLaneCycles\": NaN", "vector.expLaneCycles", "\"NaN\"", LANE_CYCLES),
        wrong(exp, "\"expLaneCycles\": 4.1255", "vector.expLaneCycles", "4.1255", LANE_CYCLES),
        wrong(shared, "\"shared\": 0", "l1.shared", "0", "true or false"),
        wrong(shared, "\"shared\": \"no\"", "l1.shared", "\"no\"", "true or false"),
        wrong(shared, "\"shared\": null", "l1.shared", "null", "true or false"),
        wrong(
            depth, depth + ", \"outputsInSeries\": 1", "mac.outputsInSeries", "1", "true or false"),
        wrong(
            "\"latencyCycles\": 80",
            "\"latencyCycles\": 80, \"postedWrites\": \"yes\"",
            "dram.postedWrites",
            "\"yes\"",
            "true or false"),
        interference("{\"macPercent\": 7.25}", "interference.macPercent", "7.25"),
        interference("{\"vecPercent\": -1}", "interference.vecPercent", "-1"),
        interference("{\"vecPercent\": \"47\"}", "interference.vecPercent", "\"47\""),
        new Case(
            ENERGY,
            "\"interference\": {\"macPercent\": 100, \"vecPercent\": 100.1}, " + ENERGY,
            "The interference.macPercent (100) times interference.vecPercent (100.1) must not"
                + " exceed 10000, beyond which both units together are slower than in turn."),
        wrong(mac, "\"macPicojoules\": NaN", "energy.macPicojoules", "\"NaN\"", PICOJOULES),
        wrong(
            mac,
            "\"macPicojoules\": -Infinity",
            "energy.macPicojoules",
            "\"-Infinity\"",
            PICOJOULES),
        wrong(
            l1,
            "\"infinite\"",
            "l1.bytesPerCyclePerCore",
            "\"infinite\"",
            "a whole number from 1 to 1099511627776 or \"unlimited\""),
        wrong("\"name\": \"my-npu\"", "\"name\": 7", "name", "7", nameRule()),
        wrong("\"my-npu\"", "\"my npu\"", "name", "\"my npu\"", nameRule()),
        wrong("\"my-npu\"", "\"my\\nnpu\"", "name", "\"my\\nnpu\"", nameRule()),
        wrong(
            "\"One core after a data sheet, the rest guessed.\"",
            "\" \"",
            "description",
            "\" \"",
            LINE),
        wrong(
            "{\"bytes\": 1048576, \"shared\": false, \"bytesPerCyclePerCore\": \"unlimited\"}",
            "5",
            "l1",
            "5",
            "an object"));
  }

  private static Stream<Case> ranges() {
    String depth = "\"depth\": 2";
    String dram = "\"value\": 21.25";
    return Stream.of(
        wrong(depth, "\"depth\": 0", "mac.depth", "0", SIDE),
        wrong(depth, "\"depth\": -2", "mac.depth", "-2", SIDE),
        wrong(depth, "\"depth\": 65537", "mac.depth", "65537", SIDE),
        wrong(depth, "\"depth\": 4294967298", "mac.depth", "4294967298", SIDE),
        wrong(depth, "\"depth\": 18446744073709551618", "mac.depth", "18446744073709551618", SIDE),
        wrong(depth, "\"depth\": 1e400000000", "mac.depth", "1E+400000000", SIDE),
        wrong(depth, "\"depth\": 2e-400000000", "mac.depth", "2E-400000000", SIDE),
        wrong("\"cores\": 1", "\"cores\": 1025", "cores", "1025", "a whole number from 1 to 1024"),
        wrong(
            "\"value\": 800",
            "\"value\": 0",
            "clockMegahertz.value",
            "0",
            "a number from 0.001 to 1099511627776 with at most 3 decimals"),
        wrong(
            "\"lanes\": 64",
            "\"lanes\": 1048577",
            "vector.lanes",
            "1048577",
            "a whole number from 1 to 1048576"),
        wrong(
            "\"startupCycles\": 10",
            "\"startupCycles\": -1",
            "vector.startupCycles",
            "-1",
            "a whole number from 0 to 1000000000"),
        wrong(
            "\"divLaneCycles\": 4",
            "\"divLaneCycles\": 1000000.001",
            "vector.divLaneCycles",
            "1000000.001",
            LANE_CYCLES),
        wrong(
            "\"bytes\": 1048576",
            "\"bytes\": 1099511627777",
            "l1.bytes",
            "1099511627777",
            "a whole number from 1 to 1099511627776"),
        wrong(
            "\"unlimited\"",
            "0",
            "l1.bytesPerCyclePerCore",
            "0",
            "a whole number from 1 to 1099511627776 or \"unlimited\""),
        wrong(dram, "\"value\": -3", "dram.bytesPerCycle.value", "-3", BANDWIDTH),
        wrong(dram, "\"value\": 0", "dram.bytesPerCycle.value", "0", BANDWIDTH),
        wrong(dram, "\"value\": 0.0001", "dram.bytesPerCycle.value", "0.0001", BANDWIDTH),
        wrong(dram, "\"value\": 53.1915", "dram.bytesPerCycle.value", "53.1915", BANDWIDTH),
        wrong(
            "\"latencyCycles\": 80",
            "\"latencyCycles\": 1073741825",
            "dram.latencyCycles",
            "1073741825",
            "a whole number from 0 to 1073741824"),
        wrong(
            "\"staticMilliwatts\": 0",
            "\"staticMilliwatts\": 1e13",
            "energy.staticMilliwatts",
            "1E+13",
            PICOJOULES),
        wrong(
            "\"expPicojoules\": 2.4",
            "\"expPicojoules\": -2.4",
            "energy.expPicojoules",
            "-2.4",
            PICOJOULES));
  }

  private static Stream<Case> fields() {
    return Stream.of(
        missing("\"name\": \"my-npu\",", "name", nameRule()),
        missing("\"cores\": 1,", "cores", "a whole number from 1 to 1024"),
        missing("\"bytes\": 1048576,", "l1.bytes", "a whole number from 1 to 1099511627776"),
        missing("\"shared\": false,", "l1.shared", "true or false"),
        missing(",\n    \"reductionLaneCycles\": 0", "vector.reductionLaneCycles", LANE_CYCLES),
        missing("\"dramPicojoulesPerByte\": 64,", "energy.dramPicojoulesPerByte", PICOJOULES),
        new Case(
            "\"depth\"",
            "\"dept\"",
            "mac.dept is not a field; did you mean depth? Known here: " + MAC_FIELDS + "."),
        new Case(
            "\"depth\"",
            "\"Rows\"",
            "mac.Rows is not a field; did you mean rows? Known here: " + MAC_FIELDS + "."),
        new Case(
            "\"depth\"",
            "\"somethingElse\"",
            "mac.somethingElse is not a field; known here: " + MAC_FIELDS + "."),
        new Case(
            "\"cores\"",
            "\"core\"",
            "core is not a field; did you mean cores? Known here: name, description,"
                + " clockMegahertz, cores, mac, vector, l1, dram, interference, energy."));
  }

  private static Stream<Case> sources() {
    String sheet = "\"source\": \"my-npu data sheet, page 3\"";
    String grade = "\"value\": 800, \"grade\": \"P\"";
    return Stream.of(
        new Case(", " + sheet, "", "clockMegahertz.source is missing; it must be a line of text."),
        wrong(sheet, "\"source\": \"\"", "clockMegahertz.source", "\"\"", LINE),
        wrong(sheet, "\"source\": 3", "clockMegahertz.source", "3", LINE),
        new Case(
            sheet,
            "\"sauce\": \"x\"",
            "clockMegahertz.sauce is not a field; did you mean source? Known here: value, grade,"
                + " source."),
        wrong(
            grade,
            "\"value\": 800, \"grade\": \"B\"",
            "clockMegahertz.grade",
            "\"B\"",
            "one of P, S, D, A"),
        new Case(
            grade,
            "\"value\": 800",
            "clockMegahertz.grade is missing; it must be one of P, S, D, A."),
        new Case(
            "\"value\": 800, ",
            "",
            "clockMegahertz.value is missing; it must be a number from 0.001 to"
                + " 1099511627776 with at most 3 decimals."));
  }

  private static Stream<Case> syntax() {
    return Stream.of(
        new Case(
            "\"depth\": 2",
            "\"rows\": 2",
            "line 9, column 11, at mac.rows: Duplicate field 'rows'; the file must be valid JSON."));
  }

  private static String nameRule() {
    return "at most 64 letters, digits, dots, underscores and hyphens, the first a letter or a"
        + " digit";
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areRefused(Case broken) throws IOException {
    String sound = DocumentedExamplesTest.example("machine");
    assertTrue(sound.contains(broken.original()), broken.original());
    String text = sound.replace(broken.original(), broken.broken());
    String path = Files.writeString(folder.resolve("machine.json"), text).toString();
    Refusal.assertRefused(path + ": " + broken.complaint(), Machines::resolve, path);
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void boundsThemselvesAreAccepted(Case sound) throws IOException {
    String text =
        DocumentedExamplesTest.example("machine").replace(sound.original(), sound.broken());
    String path = Files.writeString(folder.resolve("machine.json"), text).toString();
    assertEquals(
        sound.complaint(),
        Machines.resolve(path).values().entrySet().stream()
            .filter(entry -> sound.complaint().startsWith(entry.getKey() + "="))
            .map(entry -> entry.getKey() + "=" + entry.getValue().value())
            .findFirst()
            .orElseThrow());
  }

  static List<Case> bounds() {
    return List.of(
        new Case("\"depth\": 2", "\"depth\": 65536", "mac.depth=65536"),
        new Case("\"depth\": 2", "\"depth\": 6.5536e4", "mac.depth=65536"),
        new Case("\"depth\": 2", "\"depth\": 2, \"fillCycles\": 0", "mac.fillCycles=0"),
        new Case(
            "\"depth\": 2",
            "\"depth\": 2, \"fillCycles\": 1073741824",
            "mac.fillCycles=1073741824"),
        new Case("\"cores\": 1", "\"cores\": 1024", "cores=1024"),
        new Case("\"value\": 800", "\"value\": 1099511627776", "clockMegahertz=1099511627776"),
        new Case("\"value\": 800", "\"value\": 933.12", "clockMegahertz=933.12"),
        new Case("\"value\": 800", "\"value\": 1e-3", "clockMegahertz=0.001"),
        new Case("\"lanes\": 64", "\"lanes\": 1048576", "vector.lanes=1048576"),
        new Case(
            "\"startupCycles\": 10",
            "\"startupCycles\": 1000000000",
            "vector.startupCycles=1000000000"),
        new Case("\"divLaneCycles\": 4", "\"divLaneCycles\": 1e6", "vector.divLaneCycles=1000000"),
        new Case("\"bytes\": 1048576", "\"bytes\": 1099511627776", "l1.bytes=1099511627776"),
        new Case("\"unlimited\"", "1099511627776", "l1.bytesPerCyclePerCore=1099511627776"),
        new Case("\"value\": 21.25", "\"value\": 0.001", "dram.bytesPerCycle=0.001"),
        new Case(
            "\"value\": 21.25", "\"value\": 1099511627.776", "dram.bytesPerCycle=1099511627.776"),
        new Case(
            "\"latencyCycles\": 80",
            "\"latencyCycles\": 1073741824",
            "dram.latencyCycles=1073741824"),
        new Case(
            "\"expPicojoules\": 2.4",
            "\"expPicojoules\": 1e-400000000",
            "energy.expPicojoules=1E-400000000"),
        new Case(
            "\"staticMilliwatts\": 0",
            "\"staticMilliwatts\": 1e12",
            "energy.staticMilliwatts=1000000000000"));
  }
}
