package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import masattention.npu.Machines;
import masattention.report.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are none, disks that are full, and sizes beyond every limit, end to end. */
class BadFilesTest {
  private static final String NETWORK =
      "{\"name\": \"n\", \"queryHeads\": 2, \"seqQ\": 8, \"headDim\": 4}";

  @TempDir private Path folder;

  @BeforeEach
  void soundNetwork() throws IOException {
    Files.writeString(folder.resolve("n.json"), NETWORK);
  }

  private String[] line(String text) {
    return text.replace("DIR", folder.toString()).split(" ");
  }

  private Call assertRefused(String text, String... expected) throws IOException {
    return DiskState.assertRefused(folder, () -> Call.mas(line(text)), expected);
  }

  private void assertRefusedEverywhere(Path file) throws IOException {
    String simulate = "simulate --scheduler mas --tiling rows=8,cols=8 --network ";
    assertRefused(simulate + file, "mas: " + file + ": ");
    assertRefused(simulate + file + "#n", "mas: " + file + ": ");
    assertRefused(simulate + "DIR/n.json --machine " + file, "mas: " + file + ": ");
    assertRefused("machines " + file, "mas: " + file + ": ");
    assertRefused(
        "explore --network DIR/n.json --scheduler mas --out DIR/out --space " + file,
        "mas: " + file + ": ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\uFEFF",
        "\0",
        "[]",
        "7",
        "null",
        "NaN",
        "{",
        "{}}",
        "{} {}",
        "{\"a\": 1, \"a\": 2}",
        "{'a': 1}",
        "{\"a\": 1,}",
        "// no\n{}",
        "{\"a\": 1e99999999999}",
        "\u0089PNG\r\n\u001a\n"
      })
  void whatIsNoObjectIsRefused(String text) throws IOException {
    Path file = folder.resolve("file.json");
    Files.write(file, text.getBytes(charset(text)));
    assertRefusedEverywhere(file);
  }

  private static Charset charset(String text) {
    return text.startsWith("\u0089") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    Path file = folder.resolve("file.json");
    for (int length = 0; length < NETWORK.length(); length += 3) {
      Files.writeString(file, NETWORK.substring(0, length));
      assertRefused(
          "simulate --network DIR/file.json --scheduler mas --tiling rows=8,cols=8",
          "mas: " + file + ": ");
    }
  }

  @Test
  void whatIsNoFileIsRefused() throws IOException {
    assertRefusedEverywhere(folder.resolve("absent.json"));
    assertRefusedEverywhere(folder.resolve("n.json").resolve("under.json"));
    assertRefusedEverywhere(Files.createDirectory(folder.resolve("folder.json")));
    assertRefusedEverywhere(Path.of("/" + "x".repeat(300) + ".json"));
    Path large = Files.write(folder.resolve("large.json"), new byte[(16 << 20) + 1]);
    assertRefused("machines " + large, large + ": is too large");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void pipesDevicesAndLoopsAreRefused() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe.json");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertRefusedEverywhere(pipe);
    assertRefusedEverywhere(Path.of("/dev/zero"));
    assertRefusedEverywhere(Path.of("/dev/null"));
    Path loop = folder.resolve("loop.json");
    assertRefusedEverywhere(Files.createSymbolicLink(loop, loop));
    assertRefusedEverywhere(
        Files.createSymbolicLink(folder.resolve("dangling.json"), folder.resolve("nothing")));
  }

  @Test
  void whatMayNotBeReadIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("secret.json"), NETWORK);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
    assumeTrue(!Files.isReadable(file), "the superuser reads everything");
    assertRefused("simulate --scheduler mas --network " + file, file + ": permission denied");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a | a | networks[1].name (\"a\") must differ from networks[0].name",
        "a | b | holds 2 networks (a, b); choose one",
      })
  void twoNetworksNeedTwoNamesAndAChoice(String one, String other, String expected)
      throws IOException {
    Path file = folder.resolve("two.json");
    String text = NETWORK.replace("\"n\"", "\"%s\"");
    Files.writeString(
        file, "{\"networks\": [%s, %s]}".formatted(text.formatted(one), text.formatted(other)));
    assertRefused(
        "simulate --scheduler mas --tiling rows=8,cols=8 --network " + file,
        file + ": " + expected);
  }

  /** Sizes at their limits, in every flag and together: refused, or the run would say so. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--seq 2147483647 | must not exceed 2^52",
        "--seq-kv 2147483647 --head-dim 2147483647 | must not exceed 2^52",
        "--seq-q 2147483647 --seq-kv 2147483647 --head-dim 2147483647 | must not exceed 2^52",
        "--batch 2147483647 --heads 2147483647 | must not exceed 2147483647",
        "--batch 65536 --heads 65536 | must not exceed 2147483647",
        "--element-bytes 2147483647 --seq 2147483647 | must not exceed 2^52",
        "--seq-q 2147483647 --seq-kv 1 --head-dim 1 | number of row blocks (2147483647)",
        "--seq-q 1 --seq-kv 2147483647 --head-dim 1 | number of sub-tiles (2147483647)",
        "--heads 2097152 --seq 8 | number of key/value heads (2097152)",
        "--seq 2147483648 | --seq (2147483648) must be",
        "--batch 9223372036854775808 | --batch (9223372036854775808) must be",
      })
  void sizesBeyondEveryLimitAreRefused(String sizes, String expected) throws IOException {
    assertRefused(
        "simulate --network DIR/n.json --scheduler mas --tiling rows=1,cols=1 " + sizes, expected);
  }

  private List<String> tilers() {
    return List.of(
        "search --scheduler mas",
        "search --scheduler mas --objective pareto",
        "search --scheduler mas --algorithm genetic --budget 20",
        "simulate --scheduler mas",
        "compare",
        "explore --scheduler mas --out DIR/out");
  }

  /** One row block a row would be one too many to name; every command has others to choose from. */
  @Test
  void aSizeWhoseSmallestTilesAreTooManyIsSolvedByEveryCommand() throws IOException {
    String instance = " --network bert-small --seq 1048577 --heads 1 --head-dim 1";
    assertRefused("search --scheduler mas" + instance, "No tiling of mas fits bert-small on edge");
    for (String command : tilers()) {
      Call call =
          Call.mas(line(command + " --network DIR/n.json --heads 1 --seq-q 1048577 --head-dim 1"));
      assertEquals(CommandRunner.OK, call.exitCode(), command + ": " + call.err());
    }
  }

  @Test
  void aSizeForWhichAllTilesAreTooManyIsRefusedByEveryCommand() throws IOException {
    for (String command : tilers()) {
      assertRefused(
          command + " --network DIR/n.json --heads 1048577",
          "number of key/value heads (1048577) must not");
    }
  }

  @Test
  void aProgramTooLargeToBuildIsCostedAtItsTiling() {
    String shape = " --network DIR/n.json --heads 1024 --seq 65536 --head-dim 1 --scheduler flat";
    Call call = Call.mas(line("simulate" + shape + " --tiling rows=1,cols=64"));
    assertEquals(CommandRunner.OK, call.exitCode(), call.err());
    assertTrue(call.out().contains("cycles"), call.out());
  }

  @Test
  void aMessageIsNotAsLongAsItsFile() throws IOException {
    String networks =
        IntStream.range(0, 5_000)
            .mapToObj(i -> NETWORK.replace("\"n\"", "\"network-%d\"".formatted(i)))
            .collect(Collectors.joining(",", "{\"networks\": [", "]}"));
    Path file = Files.writeString(folder.resolve("many.json"), networks);
    String simulate = "simulate --scheduler mas --tiling rows=8,cols=8 --network " + file;
    Call wrong =
        assertRefused(simulate + "#netwrok-4711", "did you mean network-4711?", "(5000 in all)");
    assertTrue(wrong.err().length() < 500, wrong.err());
    Call none = assertRefused(simulate, "holds 5000 networks (network-0, network-1, ");
    assertTrue(none.err().length() < 500, none.err());
    String longName = "x".repeat(100_000);
    for (String[] arguments :
        new String[][] {
          {"simulate", "--network", longName, "--scheduler", "mas"},
          {"simulate", "--network", "n", "--scheduler", longName},
          {longName},
          {"machines", longName + ".json"},
          {"networks", longName},
          {"regress", "--baseline", longName},
        }) {
      Call call = DiskState.assertRefused(folder, () -> Call.mas(arguments));
      assertTrue(call.err().length() < 7000, arguments[0] + ": " + call.err().length());
    }
  }

  @Test
  void namesThatSteerATerminalAreEscaped() throws IOException {
    String steering = "x\u001b[31m\u202ered";
    Path machine = folder.resolve(steering + ".json");
    try (InputStream edge = Machines.class.getResourceAsStream("edge.json")) {
      Files.copy(edge, machine);
    }
    Path network = Files.writeString(folder.resolve("n" + steering + ".json"), NETWORK);
    for (String[] arguments :
        new String[][] {
          {"machines", machine.toString()},
          {"machines", machine + ".json"},
          {"machines", steering},
          {steering},
          {"simulate", "--scheduler", "mas", "--network", "" + network, "--machine", "" + machine},
          {"simulate", "--json", "--scheduler", "mas", "--network", network.toString()},
          {"compare", "--network", network.toString()},
          {"diff", machine.toString(), machine.toString()},
          {"bench", "--results", folder.resolve("n.json").resolve(steering).toString()},
        }) {
      Call call = Call.mas(arguments);
      assertTrue((call.out() + call.err()).codePoints().noneMatch(c -> c == 0x1b || c == 0x202e));
    }
    assertTrue(Call.mas("machines", steering).err().contains("x\\u001b[31m\\u202ered"));
  }

  /** The greatest sequence that a file may state, in one tile: counted exactly (HugeShapesTest). */
  @Test
  void theLongestSequenceIsCountedExactly() throws IOException {
    Path machine = folder.resolve("m.json");
    Files.writeString(
        machine,
        "{\"name\": \"m\", \"clockMegahertz\": 1, \"cores\": 1, \"mac\": {\"rows\": 1,"
            + " \"cols\": 1, \"depth\": 1}, \"vector\": {\"lanes\": 1, \"startupCycles\": 0,"
            + " \"maxLaneCycles\": 1, \"subLaneCycles\": 1, \"expLaneCycles\": 1,"
            + " \"addLaneCycles\": 1, \"mulLaneCycles\": 1, \"divLaneCycles\": 1,"
            + " \"reductionLaneCycles\": 0}, \"l1\": {\"bytes\": 1099511627776, \"shared\":"
            + " true, \"bytesPerCyclePerCore\": \"unlimited\"}, \"dram\": {\"bytesPerCycle\":"
            + " 0.001, \"latencyCycles\": 0}, \"energy\": {\"macPicojoules\": 1,"
            + " \"addPicojoules\": 1, \"subPicojoules\": 1, \"mulPicojoules\": 1,"
            + " \"maxPicojoules\": 1, \"expPicojoules\": 1, \"divPicojoules\": 1,"
            + " \"l0ReadPicojoulesPerByte\": 1, \"l0WritePicojoulesPerByte\": 1,"
            + " \"l1ReadPicojoulesPerByte\": 1, \"l1WritePicojoulesPerByte\": 1,"
            + " \"dramPicojoulesPerByte\": 1, \"staticMilliwatts\": 0}}");
    String line =
        "simulate --network DIR/n.json --heads 1 --seq-q 1 --seq-kv 2147483647 --head-dim 1"
            + " --element-bytes 1 --scheduler flat --machine DIR/m.json"
            + " --tiling rows=1,cols=999999999,resident-keys=3,resident-values=3";
    Call call = Call.mas(line(line));
    assertEquals(CommandRunner.OK, call.exitCode(), call.err());
    // Q, K, V, O: 2·(2³¹ − 1) + 2 bytes at 1000 cycles each; softmax 5 of every score and 1
    String table = call.out().replaceAll(" +", " ");
    assertTrue(table.contains("dram_busy_cycles 4294967296000\n"), table);
    assertTrue(table.contains("vec_busy_cycles 10737418236\n"), table);
    assertTrue(table.contains("mac_busy_cycles 4294967294\n"), table);
  }

  private List<String> writers() {
    return List.of(
        "simulate --network DIR/n.json --scheduler mas --tiling rows=8,cols=8 --trace OUT/t.json",
        "explore --network DIR/n.json --scheduler mas --out OUT");
  }

  @Test
  void foldersThatCannotBeWrittenAreRefused() throws IOException {
    List<Path> outs = new ArrayList<>(List.of(folder.resolve("n.json"), Path.of("/proc")));
    Path readOnly = Files.createDirectory(folder.resolve("read-only"));
    Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r-xr-xr-x"));
    if (!Files.isWritable(readOnly)) { // the superuser writes everywhere
      outs.add(readOnly);
    }
    for (Path out : outs) {
      for (String writer : writers()) {
        assertRefused(writer.replace("OUT", out.toString()), out.toString());
      }
      assertRefused("verify-kernel --results " + out.resolve("x"), out.toString());
      assertRefused("reproduce kernel-exactness --results " + out + "/x --plots DIR/p", "" + out);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void devicesAreNotReplaced() throws IOException {
    for (String device : List.of("/dev/null", "/dev/full")) {
      assertRefused(
          writers().get(0).replace("OUT/t.json", device), device + ": is not a regular file");
      assertFalse(Files.isRegularFile(Path.of(device)));
    }
  }

  /** The unfinished file goes to a device that is always full; the old one stays whole. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskLeavesTheOldFile() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    Path out = Files.createDirectory(folder.resolve("out"));
    for (String name : List.of("t.json", "explore-front.csv")) {
      Files.writeString(out.resolve(name), "old");
    }
    for (String name : List.of("t.json", "explore.csv")) {
      Path temporary = out.resolve("." + name + ".tmp");
      String writer = writers().get(name.equals("t.json") ? 0 : 1);
      Files.createSymbolicLink(temporary, full);
      Call call = Call.mas(line(writer.replace("OUT", out.toString())));
      assertEquals(CommandRunner.REFUSED, call.exitCode(), call.err());
      assertEquals(1, call.err().lines().count(), call.err());
      assertTrue(call.err().contains("No space left on device"), call.err());
      assertEquals("", call.out());
      Files.deleteIfExists(temporary);
    }
    assertFalse(Files.exists(out.resolve("explore.csv")));
    for (String name : List.of("t.json", "explore-front.csv")) {
      assertEquals("old", Files.readString(out.resolve(name)));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void resultsThatCannotBePrintedAreNoSuccess() throws IOException {
    try (PrintStream out =
            new PrintStream(new FileOutputStream("/dev/full"), false, StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      int code = CommandRunner.run(new Console(out, err, Progress.silent()), false, "networks");
      assertEquals(CommandRunner.REFUSED, code);
      assertEquals("mas: cannot write the results out.\n", bytes.toString(StandardCharsets.UTF_8));
    }
  }
}
