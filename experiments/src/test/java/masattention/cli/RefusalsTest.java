package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong gets one line that names it, exit code 2, and no output. */
class RefusalsTest {
  private static final String BERT = "simulate --network bert-small --scheduler mas ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | name a command: networks, machines",
        "simlate | unknown command \"simlate\"; did you mean simulate?",
        "--versoin | unknown option \"--versoin\"; did you mean --version?",
        "schedulers now | unexpected argument \"now\"",
        "machines egde | Unknown machine \"egde\"; did you mean edge?",
        "machines edge davinci | unexpected argument \"davinci\"",
        "machines edge --import no.yaml | MACHINE and --import: leave one of them out.",
        "networks bert-bas | Unknown network \"bert-bas\"; did you mean bert-base?",
        "networks bert-base --tokens 64 | --tokens belongs to a model's config.json",
        "networks no.json#one | no.json#one: no such file",
        "simulate | missing required options",
        "simulate --network bert-small | missing required option: '--scheduler=SCHEDULER'",
        "simulate --network | missing required parameter for option '--network'",
        "simulate --netwrok bert-small | unknown option \"--netwrok\"; did you mean --network?",
        "simulate --network bert-smal --scheduler mas | did you mean bert-small?",
        "simulate --network no.json --scheduler mas | no.json: no such file",
        "simulate --network bert-small --scheduler mass | Unknown scheduler \"mass\"; did you mean mas?",
        "simulate --network bert-small --network bert-base --scheduler mas | should be specified only once",
        "BERT --machine egde | Unknown machine \"egde\"; did you mean edge?",
        "BERT --seq 0 | --seq (0) must be a whole number from 1 to 2147483647.",
        "BERT --seq -5 | --seq (-5) must be a whole number from 1 to 2147483647.",
        "BERT --seq 2147483648 | --seq (2147483648) must be a whole number",
        "BERT --seq 99999999999999999999 | --seq (99999999999999999999) must be a whole number",
        "BERT --seq 12.5 | --seq (12.5) must be a whole number",
        "BERT --seq many | --seq (many) must be a whole number",
        "BERT --seq 64 --seq-q 32 | --seq sets queries and keys",
        "BERT --seq-q 0 | --seq-q (0) must be",
        "BERT --seq-kv x | --seq-kv (x) must be",
        "BERT --batch 0 | --batch (0) must be",
        "BERT --batch 2147483647 | must not exceed 2147483647",
        "BERT --heads 0 | --heads (0) must be",
        "BERT --kv-heads 3 | The kvHeads (3) must divide the queryHeads (8).",
        "BERT --head-dim 0 | --head-dim (0) must be",
        "BERT --value-dim -1 | --value-dim (-1) must be",
        "BERT --element-bytes 0 | --element-bytes (0) must be",
        "BERT --seq 2147483647 | must not exceed 2^52",
        "BERT --causal --seq-q 64 --seq-kv 32 | rows that see no key",
        "BERT --threads 0 | --threads (0) must be a whole number from 1 to 1024.",
        "BERT --threads 2000 --tiling rows=64,cols=512 | --threads (2000) must be",
        "BERT --check=x --tiling rows=64,cols=512 | --check (x) must be a whole number",
        "BERT --objective speed | Unknown objective \"speed\"",
        "BERT --objective cycles --tiling rows=64,cols=512 | --objective chooses among tilings",
        "BERT --tiling rows=64 | rows and cols must be there",
        "BERT --tiling rows=64,cols= | \"cols=\" must be a name and a value",
        "BERT --tiling rows=64,,cols=64 | \"\" must be a name and a value",
        "BERT --tiling rows=64,cols=64,rows=32 | rows must stand there once",
        "BERT --tiling rows=64,clos=64 | unknown part \"clos\"; did you mean cols?",
        "BERT --tiling rows=0,cols=64 | rows (0) must be positive",
        "BERT --tiling rows=64,cols=0 | cols (0) must be positive",
        "BERT --tiling rows=-1,cols=64 | rows (-1) must be a whole number",
        "BERT --tiling rows=1e3,cols=64 | rows (1e3) must be a whole number",
        "BERT --tiling rows=4096,cols=64 | rowsPerBlock",
        "BERT --tiling rows=64,cols=64,kv-buffers=3 | The kvBuffers (3) must be 1 or 2.",
        "BERT --tiling rows=64,cols=64,partition=row | partition (row) must be heads or rows",
        "BERT --tiling rows=64,cols=64,resident-keys=9 | residentKeyTiles",
        "BERT --tiling rows=64,cols=64,depth=65 | depthPerTile",
        "BERT --trace no/such/folder/t.json --tiling rows=64,cols=512 | must exist",
        "BERT --trace /dev/null/t.json --tiling rows=64,cols=512 | must exist",
        "BERT --trace . --tiling rows=64,cols=512 | is a folder; name a file",
        "BERT --json yes | unexpected argument \"yes\"",
        "compare | missing required option: '--network=NETWORK'",
        "compare --network bert-small --tiling rows=64,cols=64 | unknown option \"--tiling\"",
        "reproduce | missing required parameter: 'NAME'",
        "reproduce comparisn | Unknown experiment \"comparisn\"; did you mean comparison?",
        "reproduce all --results /dev/null/x | /dev/null must be a folder",
        "reproduce all --plots /dev/null | /dev/null must be a folder",
        "reproduce all --accept=maybe | 'maybe' is not a boolean",
        "@secret | unknown command \"@secret\"",
      })
  void oneLineAndCode2(String arguments, String expected) {
    assertRefused(Call.line(arguments.replace("BERT ", BERT)), expected);
  }

  private static void assertRefused(Call call, String expected) {
    assertAll(
        () -> assertEquals(CommandRunner.REFUSED, call.exitCode(), call.err()),
        () -> assertEquals("", call.out()),
        () -> assertEquals(1, call.err().lines().count(), call.err()),
        () -> assertTrue(call.err().startsWith("mas: "), call.err()),
        () -> assertTrue(call.err().contains(expected), call.err()));
  }

  @Test
  void anInfeasibleTilingNamesBuffersBytesAndLimit() {
    Call call =
        Call.line(
            "simulate --network bert-base --scheduler mas --machine davinci"
                + " --tiling rows=512,cols=512,resident-keys=1,resident-values=1");
    assertRefused(call, "bytes of L1 on 2 cores and davinci has 2097152: ");
    assertTrue(call.err().contains("score"), call.err());
  }

  @Test
  void aShapeForWhichNothingFitsSaysWhatTheLeastTilingNeeds() {
    Call call =
        Call.line(
            "simulate --network bert-small --scheduler layer-wise --machine tileflow-edge"
                + " --seq 1000000 --heads 1");
    assertRefused(call, "No tiling of layer-wise fits bert-small on tileflow-edge; with rows=1,");
    assertTrue(call.err().contains("bytes of L1"), call.err());
  }

  @Test
  void anArgumentWithALineBreakStaysOneLine() {
    assertRefused(Call.mas("simulate", "--network", "a\nb", "--scheduler", "mas"), "a\\nb");
    assertRefused(Call.mas("a\nb"), "a\\nb");
  }

  @Test
  void brokenMachineFilesNameTheField(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("m.json"), "{\"name\": \"m\", \"cores\": 0}");
    assertRefused(
        Call.mas(
            "simulate", "--network", "bert-small", "--scheduler", "mas", "--machine", "" + file),
        "clockMegahertz is missing");
  }

  @Test
  void aRefusedTraceLeavesNothingBehind(@TempDir Path folder) throws IOException {
    Path trace = folder.resolve("t.json");
    Call call =
        Call.mas(
            "simulate",
            "--network",
            "bert-base",
            "--scheduler",
            "mas",
            "--machine",
            "davinci",
            "--tiling",
            "rows=512,cols=512",
            "--trace",
            trace.toString());
    assertRefused(call, "bytes of L1");
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }
}
