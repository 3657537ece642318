package masattention.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import masattention.workload.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Network files with one thing wrong in them. */
class BrokenNetworkFilesTest {

  private static final String SIZE = "a whole number from 1 to 2147483647";
  private static final String A =
      "{\"name\": \"a\", \"queryHeads\": 8, \"seqQ\": 16, \"headDim\": 4}";
  private static final String FIELDS =
      "name, batch, queryHeads, kvHeads, seqQ, seqKv, headDim, valueDim, causal, window,"
          + " elementBytes, kElementBytes, vElementBytes,"
          + " layers, grade, source";

  @TempDir private Path folder;

  private record Case(String content, String complaint) {}

  private static Case more(String field, String complaint) {
    return new Case(A.replace("}", ", " + field + "}"), complaint);
  }

  private static Case wrong(String field, String name, String given, String right) {
    return more(field, "%s (%s) must be %s.".formatted(name, given, right));
  }

  static List<Case> cases() {
    return List.of(
        new Case(
            "{}",
            "name is missing; it must be at most 64 letters, digits, dots, underscores and hyphens, the first a letter or a digit."),
        new Case(
            "{\"name\": \"a\", \"seqQ\": 16, \"headDim\": 4}",
            "queryHeads is missing; it must be " + SIZE + "."),
        new Case(
            "{\"name\": \"a\", \"queryHeads\": 8, \"headDim\": 4}",
            "seqQ is missing; it must be " + SIZE + "."),
        new Case(
            "{\"name\": \"a\", \"queryHeads\": 8, \"seqQ\": 16}",
            "headDim is missing; it must be " + SIZE + "."),
        wrong("\"kvHeads\": 0", "kvHeads", "0", SIZE),
        wrong("\"kvHeads\": null", "kvHeads", "null", SIZE),
        wrong("\"seqKv\": -1", "seqKv", "-1", SIZE),
        wrong("\"seqKv\": 2147483648", "seqKv", "2147483648", SIZE),
        wrong("\"valueDim\": 4.5", "valueDim", "4.5", SIZE),
        wrong("\"batch\": \"two\"", "batch", "\"two\"", SIZE),
        wrong("\"elementBytes\": {}", "elementBytes", "an object", SIZE),
        wrong("\"layers\": 0", "layers", "0", SIZE),
        wrong("\"causal\": 1", "causal", "1", "true or false"),
        wrong("\"source\": \"x\", \"grade\": \"p\"", "grade", "\"p\"", "one of P, S, D, A"),
        wrong("\"source\": [], \"grade\": \"P\"", "source", "an array", "a line of text"),
        more("\"source\": \"x\"", "grade is missing; it must be one of P, S, D, A."),
        more("\"grade\": \"P\"", "source is missing; it must be a line of text."),
        more(
            "\"seq_kv\": 8",
            "seq_kv is not a field; did you mean seqKv? Known here: " + FIELDS + "."),
        more("\"kvHeads\": 3", "The kvHeads (3) must divide the queryHeads (8)."),
        more(
            "\"causal\": true, \"seqKv\": 15",
            "The causal shape with seqQ (16) above seqKv (15) has rows that see no key."),
        more(
            "\"batch\": 268435456",
            "The batch (268435456) times the queryHeads (8) must not exceed 2147483647."),
        more(
            "\"batch\": 1000000, \"seqKv\": 2147483647",
            "The shape (batch 1000000, queryHeads 8, seqQ 16, seqKv 2147483647, headDim 4, valueDim"
                + " 4) is too large: its products times elementBytes must not exceed 2^52."),
        new Case(
            "{\"networks\": []}", "networks (an array) must be an array of at least one object."),
        new Case(
            "{\"networks\": {}}", "networks (an object) must be an array of at least one object."),
        new Case(
            "{\"networks\": null}", "networks (null) must be an array of at least one object."),
        new Case("{\"networks\": [" + A + ", 7]}", "networks[1] (7) must be an object."),
        new Case(
            "{\"networks\": [" + A + ", " + A + "]}",
            "networks[1].name (\"a\") must differ from networks[0].name."),
        new Case(
            "{\"networks\": [" + A.replace("16", "0") + "]}",
            "networks[0].seqQ (0) must be " + SIZE + "."),
        new Case(
            "{\"networks\": [" + A.replace("8", "8, \"kvHeads\": 5") + "]}",
            "networks[0]: The kvHeads (5) must divide the queryHeads (8)."),
        new Case(
            "{\"networks\": [" + A + "], \"coreSet\": []}",
            "coreSet is not a field; known here: networks."));
  }

  private String file(String content) throws IOException {
    return Files.writeString(folder.resolve("nets.json"), content).toString();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areRefused(Case broken) throws IOException {
    String path = file(broken.content());
    Refusal.assertRefused(path + ": " + broken.complaint(), Networks::resolve, path);
  }

  @Test
  void messagesDoNotDependOnTheLocale() throws IOException {
    Locale locale = Locale.getDefault();
    String path = file(A.replace("16", "0"));
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      Refusal.assertRefused(path + ": seqQ (0) must be " + SIZE + ".", Networks::resolve, path);
    } finally {
      Locale.setDefault(locale);
    }
  }

  @Test
  void severalNetworksNeedAChoice() throws IOException {
    String path = file("{\"networks\": [" + A + ", " + A.replace("\"a\"", "\"b\"") + "]}");
    Refusal.assertRefused(
        path + ": holds 2 networks (a, b); choose one, as in " + path + "#a.",
        Networks::resolve,
        path);
  }

  @Test
  void fileMayHaveAHashInItsName() throws IOException {
    String path = Files.writeString(folder.resolve("nets#1.json"), A).toString();
    assertEquals("a", Networks.resolve(path).name());
    assertEquals("a", Networks.resolve(path + "#a").name());
  }

  @Test
  void chosenNetworkMustBeInTheFile() throws IOException {
    String path = file(A);
    Refusal.assertRefused(
        path + ": holds no network \"b\"; did you mean a? Known: a.",
        Networks::resolve,
        path + "#b");
  }
}
