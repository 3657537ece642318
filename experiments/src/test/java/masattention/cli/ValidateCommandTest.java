package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code mas validate} prints of small files by hand, and how it refuses broken ones. */
class ValidateCommandTest {
  private static final String HEADER =
      "case,seq_q,seq_kv,head_dim,rows_per_block,depth_per_tile_qk,cols_per_tile_pv,rtl_cycles,"
          + "tileflow_cycles\n";

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("rtl.csv"), text);
  }

  private static Call rtl(Path file) {
    return Call.mas("validate", "rtl", "--reference", file.toString());
  }

  @Test
  void oneTileByHand() throws IOException {
    // M = N = E = 16, one tile. Q, K and V of 512 B each at 8 B per cycle: 64, 128, 192 cycles.
    // S from 128 on: 16 + 30 = 46. O from 192 on: 16 + 30 and 512 B / 64 = 8. Its store: 1.
    Call call = rtl(file(HEADER + "one,16,16,16,16,16,16,200,260\n"));
    assertEquals(0, call.exitCode(), call.err());
    String row = call.out().lines().toList().get(1);
    assertEquals("one 16 16 16 16 16 16 200 247 23.500 30.000", row.replaceAll(" +", " "));
    assertTrue(call.out().contains("ours:       mean 23.500 %, largest 23.500 % (case one)"));
  }

  @Test
  void measurementsAloneSuffice() throws IOException {
    Path file = file(HEADER.replace(",tileflow_cycles", "") + "one,16,16,16,16,16,16,200\n");
    Call call = rtl(file);
    assertEquals(0, call.exitCode(), call.err());
    assertTrue(call.out().contains("ours:       mean 23.500 %"), call.out());
    assertFalse(call.out().contains("TileFlow"), call.out());
    assertRefused(
        Call.mas("validate", "rtl", "--reference", file.toString(), "--record", folder.toString()),
        call.out(),
        "mas: --record: %s must have the column tileflow_cycles, and --machine must be tileflow-rtl.\n"
            .formatted(file));
  }

  @Test
  void onAnyMachine() throws IOException {
    // On edge without a write port of its own, and with a latency of 100, it takes longer.
    Path file = file(HEADER + "one,16,16,16,16,16,16,200,260\n");
    Call call = Call.mas("validate", "rtl", "--reference", file.toString(), "--machine", "edge");
    assertEquals(0, call.exitCode(), call.err());
    String[] cells = call.out().lines().toList().get(1).split(" +", -1);
    assertTrue(Integer.parseInt(cells[8]) > 247, call.out());
    Call nowhere =
        Call.mas("validate", "rtl", "--reference", file.toString(), "--machine", "nowhere");
    assertEquals(2, nowhere.exitCode());
    assertTrue(nowhere.err().contains("nowhere"), nowhere.err());
  }

  @Test
  void twoTilesByHand() throws IOException {
    // As above with N = 32 in two tiles: Q 64, K0 128, K1 192; S0 128 to 174, S1 192 to 238.
    // V0's place is free once S0 is done: loaded 192 to 256; V1 after S1: 256 to 320.
    // O of V0 256 to 310, of V1 320 to 374, the store 375.
    Call call = rtl(file(HEADER + "a,16,32,16,16,16,16,500,500\n"));
    assertTrue(call.out().contains(" 375 "), call.out());
    assertTrue(call.out().contains("largest -25.000 % (case a)"), call.out());
  }

  @Test
  void depthSlicesContinueWithoutFill() throws IOException {
    // The same cycles, whether the depth of 16 is cut or not.
    Call call = rtl(file(HEADER + "a,16,32,16,16,16,16,375,375\nb,16,32,16,16,4,16,375,375\n"));
    assertTrue(call.out().contains("ours:       mean 0.000 %"), call.out());
  }

  @Test
  void otherOrderOfColumnsAndOthersBesideThem() throws IOException {
    Call call =
        rtl(
            file(
                """
                note,tileflow_cycles,rtl_cycles,cols_per_tile_pv,depth_per_tile_qk,rows_per_block,head_dim,seq_kv,seq_q,case
                x,260,200,16,16,16,16,16,16,k
                """));
    assertEquals(0, call.exitCode(), call.err());
    assertTrue(call.out().contains("mean 23.500 %"), call.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,0,16,16,16,16,16,9,9 | line 2, column seq_q (0) must be a whole number from 1 to"
            + " 1048576.",
        "a,16,x,16,16,16,16,9,9 | line 2, column seq_kv (x) must be a whole number from 1 to"
            + " 1048576.",
        "a,16,16,1e3,16,16,16,9,9 | line 2, column head_dim (1e3) must be a whole number from 1 to"
            + " 1048576.",
        "a,16,16,16,17,16,16,9,9 | line 2, column rows_per_block (17) must be a whole number from 1"
            + " to 16.",
        "a,16,16,16,16,17,16,9,9 | line 2, column depth_per_tile_qk (17) must be a whole number"
            + " from 1 to 16.",
        "a,16,16,16,16,16,-1,9,9 | line 2, column cols_per_tile_pv (-1) must be a whole number from"
            + " 1 to 16.",
        "a,16,16,16,16,16,16,0,9 | line 2, column rtl_cycles (0) must be a whole number from 1 to"
            + " 1000000000000.",
        "a,16,16,16,16,16,16,9,NaN | line 2, column tileflow_cycles (NaN) must be a whole number"
            + " from 0 to 1000000000000.",
        "a,99999999999999999999,16,16,16,16,16,9,9 | line 2, column seq_q (99999999999999999999)"
            + " must be a whole number from 1 to 1048576.",
        "a,,16,16,16,16,16,9,9 | line 2, column seq_q must not be empty.",
        ",16,16,16,16,16,16,9,9 | line 2, column case must not be empty.",
        "a,16,16,16,16,16,16,9 | line 2 has 8 fields and must have 9, as its header.",
        "a,16,16,16,16,16,16,9,9,9 | line 2 has 10 fields and must have 9, as its header.",
        "a,1048576,1048576,1048576,1,1,1,9,9 | line 2, column rows_per_block and the tiles beside"
            + " it make 1152922604118474752 tiles, which must not exceed 1048576.",
      })
  void lineIsRefused(String line, String complaint) throws IOException {
    Path file = file(HEADER + line + "\n");
    assertRefused(rtl(file), "mas: %s: %s\n".formatted(file, complaint));
  }

  @Test
  void tooLargeForTheBufferIsRefused() throws IOException {
    Path file = file(HEADER + "a,4096,4096,64,4096,64,64,9,9\n");
    Call call = rtl(file);
    assertEquals(2, call.exitCode());
    assertTrue(
        call.err()
            .contains(
                "line 2, column rows_per_block and the tiles beside it must fit tileflow-rtl"),
        call.err());
    assertEquals(1, call.err().lines().count());
  }

  @Test
  void caseTwiceIsRefused() throws IOException {
    String line = "a,16,16,16,16,16,16,9,9\n";
    Path file = file(HEADER + line + line);
    assertRefused(
        rtl(file), "mas: %s: line 3, column case (a) must stand there once.\n".formatted(file));
  }

  static Stream<String> brokenFiles() {
    return Stream.of(
        "",
        HEADER,
        HEADER.replace("seq_kv", "seq_k") + "a,16,16,16,16,16,16,9,9\n",
        HEADER.replace("seq_kv", "seq_q") + "a,16,16,16,16,16,16,9,9\n",
        HEADER + "\"a,16,16,16,16,16,16,9,9\n");
  }

  @ParameterizedTest
  @MethodSource("brokenFiles")
  void brokenFileGetsOneLine(String text) throws IOException {
    Path file = file(text);
    Call call = rtl(file);
    assertEquals(2, call.exitCode(), call.err());
    assertEquals("", call.out());
    assertTrue(call.err().startsWith("mas: " + file + ": "), call.err());
    assertEquals(1, call.err().lines().count(), call.err());
  }

  @Test
  void noFileFolderAndBytesAreRefused() throws IOException {
    assertRefused(
        rtl(folder.resolve("none.csv")),
        "mas: %s: no such file; name an existing CSV table.\n"
            .formatted(folder.resolve("none.csv")));
    assertRefused(rtl(folder), "mas: %s: is a directory; name a CSV table.\n".formatted(folder));
    Path binary = Files.write(folder.resolve("b.csv"), new byte[] {(byte) 0xff, 0, 1});
    assertRefused(
        rtl(binary), "mas: %s: is not UTF-8 text; it must be a CSV table.\n".formatted(binary));
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate", "validate rtl", "validate rtl --reference", "validate dtl"})
  void incompleteLineIsRefused(String line) {
    Call call = Call.line(line);
    assertEquals(2, call.exitCode());
    assertEquals(1, call.err().lines().count(), call.err());
  }

  @Test
  void recordHoldsNoMeasuredCycles() throws IOException {
    Path file = file(HEADER + "one,16,16,16,16,16,16,200,260\n");
    Call call =
        Call.mas("validate", "rtl", "--reference", file.toString(), "--record", folder.toString());
    assertEquals(0, call.exitCode(), call.err());
    assertEquals(
        "case,seq_q,seq_kv,head_dim,rows_per_block,depth_per_tile_qk,cols_per_tile_pv,cycles,"
            + "error_percent\none,16,16,16,16,16,16,247,23.500\n",
        Files.readString(folder.resolve("rtl-mappings.csv"), StandardCharsets.UTF_8));
    assertEquals(
        "mappings,mean_error_percent,largest_error_percent,largest_case\n1,30.000,30.000,one\n",
        Files.readString(folder.resolve("rtl-tileflow.csv"), StandardCharsets.UTF_8));
  }

  @Test
  void tileflowTreesByHand() throws IOException {
    // One head, M = N = 32, E = 16: Q, K, V and O have 512 words. Two row passes: Q + 2 (K + V) is
    // 2560 words of ours; flat reads O once more. chimera in two key steps: 2 Q + 2 (K + V) + 2 O.
    String columns =
        "dataflow,workload,objective,heads,seq_q,seq_kv,head_dim,cycles,dram_read_words,"
            + "dram_write_words,mapping\n";
    String flat = "t@L2[B1 H1 M2] Sequential{s@L2[B1/y H1/x] t@L1[M16 L32 A16] ProduceC | x}";
    String steps = "t@L2[B1 H1 M2 L2] Sequential{s@L2[M1/x] t@L1[M16 L16 A16] ProduceC | x}";
    Path file =
        file(
            columns
                + "flat,w,cycle,1,32,32,16,9,3072,512,"
                + flat
                + "\n"
                + "flat,w,energy,1,32,32,16,9,3073,510,"
                + flat
                + "\n"
                + "chimera,w,cycle,1,32,32,16,9,4096,1024,"
                + steps
                + "\n");
    Call call = Call.mas("validate", "tileflow", "--reference", file.toString());
    assertEquals(0, call.exitCode(), call.err());
    List<String> lines = call.out().lines().toList();
    assertTrue(lines.get(1).matches("flat +w +cycle +2 +1 +0 +0 +0 +0"), call.out());
    assertTrue(lines.get(2).matches("flat +w +energy +2 +1 +1 +-2 +1 +-2"), call.out());
    assertTrue(lines.get(3).matches("chimera +w +cycle +2 +2 +1024 +512 +0 +0"), call.out());
    assertTrue(
        call.out()
            .endsWith(
                "1 of 2 mappings of flat and tileflow move our words; 2 of 3 are explained\n"));
    Path broken = file(columns + "flat,w,cycle,1,32,32,16,9,3072,512,nonsense\n");
    assertRefused(
        Call.mas("validate", "tileflow", "--reference", broken.toString()),
        "mas: %s: line 2, column mapping must be a tile tree with t@L2[...] and ProduceC.\n"
            .formatted(broken));
  }

  private static void assertRefused(Call call, String out, String complaint) {
    assertEquals(2, call.exitCode(), call.err());
    assertEquals(out, call.out());
    assertEquals(complaint, call.err());
  }

  private static void assertRefused(Call call, String complaint) {
    assertEquals(2, call.exitCode(), call.err());
    assertEquals("", call.out());
    assertEquals(complaint, call.err());
  }

  private static final String LOOP =
      "card,sms,handover,schedule,head_dim,seq_kv,rows_per_block,blocks,products,softmaxes,"
          + "t_s_in_flat,t_p_in_flat,t_o_in_flat,mac_slowdown,vec_slowdown,cycles\n"
          + "a,1,registers,flat,32,64,64,2,1,1,100,100,100,1.5,2,600\n"
          + "a,1,registers,mas,32,64,64,2,1,1,100,100,100,1.5,2,500\n"
          + "a,1,registers,none,32,64,64,2,1,1,100,100,100,1.5,2,1\n";

  private static Call overlap(Path file, String... more) {
    return Call.mas(
        Stream.concat(Stream.of("validate", "overlap", "--reference", file + ""), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void twoStreamsByHand() throws IOException {
    // In turn 2 * 300. Two streams of 100 each: S0; S1 beside P0; O0 beside P1; O1: 400. Slowed by
    // 50 and 100 %: S1 100 to 250, P0 done to 75 then, on to 275; O0 and P1 275 to 425 and 450; O1
    // to 550.
    Call call = overlap(file(LOOP), "--record", folder.toString());
    assertEquals(0, call.exitCode(), call.err());
    String[] cells = call.out().lines().toList().get(1).split(" +", -1);
    assertEquals(
        List.of("0.500", "600", "500", "0.000", "-20.000", "10.000"),
        List.of(cells).subList(cells.length - 9, cells.length - 3));
    assertTrue(call.out().contains("interference: mean 10.000 %, largest 10.000 %"), call.out());
    String record = Files.readString(folder.resolve("overlap-loops.csv"));
    assertTrue(record.contains("a,1,registers,32,64,64,2,1,1,0.500,600,0.000,400,"), record);
    assertTrue(record.endsWith(",40.0\n"), record);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "flat,32 | flat,0 | line 2, column head_dim (0) must be a whole number from 1 to 16384.",
        "mas,32 | flat,32 | line 3, column schedule (flat) must stand there once for a loop.",
        "registers,mas | x,mas | must have a line with the schedule mas.",
        "100,1.5,2,600 | 0,1.5,2,600 | line 2, column t_o_in_flat (0) must be above 0",
        "1.5,2,500 | 1.6,2,500 | line 3, column t_s_in_flat and the times beside it must be",
        "1.5,2,600 | 3,9,600 | must not exceed 10000",
        "2,600 | 2,x | line 2, column cycles (x) must be a whole number",
      })
  void brokenLoopsAreRefused(String sound, String broken, String complaint) throws IOException {
    Call call = overlap(file(LOOP.replaceFirst(sound, broken)));
    assertEquals(2, call.exitCode());
    assertEquals("", call.out());
    assertTrue(call.err().contains(complaint), call.err());
    assertEquals(1, call.err().lines().count());
  }
}
