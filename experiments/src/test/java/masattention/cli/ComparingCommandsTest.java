package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import masattention.regression.SyntheticRuns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that compare: exit code 0 for the same, 1 for a difference, 2 for a refusal. */
class ComparingCommandsTest {
  private static final Path TABLE = Path.of("..", "results", "comparison.csv");

  @TempDir private Path folder;

  @Test
  void diffOfATableWithItself() {
    Call call = Call.mas("diff", TABLE.toString(), TABLE.toString());
    assertEquals(CommandRunner.OK, call.exitCode());
    assertTrue(call.out().contains("say the same"), call.out());
  }

  @Test
  void diffNamesTheRowAndTheChange() throws IOException {
    String text = Files.readString(TABLE);
    Path newer =
        Files.writeString(
            folder.resolve("new.csv"), text.replaceFirst(",2359596,629.225600,", ",2359600,1,"));
    Call call = Call.mas("diff", TABLE.toString(), newer.toString());
    assertEquals(CommandRunner.DIFFERENT, call.exitCode());
    assertEquals("", call.err());
    assertTrue(
        call.out().matches("(?s).*bert-small .*layer-wise +cycles +2359596 +2359600 +\\+4 .*"),
        call.out());
    assertTrue(call.out().contains("latency_us (1 rows)"), call.out());
    assertTrue(
        Call.mas("diff", TABLE.toString(), newer.toString(), "--all").out().contains("629.225600"));
  }

  @Test
  void diffKnowsANumberInEveryForm() throws IOException {
    Path one = Files.writeString(folder.resolve("1.csv"), "name,cycles\n1,100\n2,2\n");
    Path other =
        Files.writeString(folder.resolve("2.csv"), "\uFEFFname,cycles\r\n1.0,1e2\r\n2,2.000\r\n");
    Call call = Call.mas("diff", one.toString(), other.toString());
    assertEquals(CommandRunner.OK, call.exitCode(), call.out() + call.err());
  }

  @Test
  void diffShowsCellsAndDoesNotObeyThem() throws IOException {
    Path one = Files.writeString(folder.resolve("1.csv"), "name,cycles\na,100\n");
    Path other =
        Files.writeString(
            folder.resolve("2.csv"),
            "name,cycles\na,1\u001b[31m\u2066\n" + "b".repeat(9999) + ",1\n");
    String out = Call.mas("diff", one.toString(), other.toString()).out();
    assertTrue(out.contains("1\\u001b[31m\\u2066"), out);
    assertTrue(out.indexOf(0x1b) < 0 && out.indexOf(0x2066) < 0, out);
    assertTrue(out.lines().allMatch(line -> line.length() < 300), out);
  }

  @Test
  void diffRefusesWhatNoTableNeeds() throws IOException {
    Path wide = Files.writeString(folder.resolve("wide.csv"), "a" + ",b".repeat(1000) + "\n");
    Path semicolons = Files.writeString(folder.resolve("semicolons.csv"), "a;b\n1;2\n");
    for (Path table : List.of(Path.of("/dev/zero"), wide, semicolons)) {
      DiskState.assertRefused(
          folder, () -> Call.mas("diff", table.toString(), TABLE.toString()), table + ": ");
      DiskState.assertRefused(
          folder, () -> Call.mas("diff", TABLE.toString(), table.toString()), table + ": ");
    }
    assertTrue(Call.mas("diff", "" + wide, "" + wide).err().contains("more than 1000 columns"));
  }

  @Test
  void regressOfAnIncompleteFileNamesWhatIsMissing() throws IOException {
    SyntheticRuns.write(folder, "aaaaaaa", 1, 1, "CPU", 17);
    Path file = SyntheticRuns.write(folder, "bbbbbbb", 1, 1, "CPU", 17);
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.lastIndexOf(",{\"benchmark")) + "]");
    String compare = "regress --runs " + folder + " --baseline aaaa --candidate bbbb";
    DiskState.assertRefused(
        folder,
        () -> Call.line(compare),
        "round 8 of 8 lacks evaluation-flat",
        "--allow-incomplete");
    assertEquals(CommandRunner.OK, Call.line(compare + " --allow-incomplete").exitCode());
    Files.writeString(file, text.substring(0, text.length() / 2));
    DiskState.assertRefused(
        folder, () -> Call.line(compare), "must hold the array that JMH writes");
  }

  @Test
  void regressEndsWithOneForARegressionAlone() throws IOException {
    SyntheticRuns.write(folder, "aaaaaaa", 1, 1, "CPU", 17);
    SyntheticRuns.write(folder, "bbbbbbb", 1.1, 1.2, "CPU", 17);
    Path output = folder.resolve("new").resolve("folder");
    String compare = "regress --runs " + folder;
    Call slower = Call.line(compare + " --baseline aaaaaaa --candidate bbbbbbb --output " + output);
    assertEquals(CommandRunner.DIFFERENT, slower.exitCode());
    assertTrue(slower.out().contains("evaluation-mas   slower"), slower.out());
    assertTrue(Files.readString(output.resolve("regress.md")).contains("| slower |"));
    assertTrue(Files.readString(output.resolve("regress.csv")).contains("evaluation-mas,slower,"));
    assertEquals(
        CommandRunner.OK,
        Call.line(compare + " --baseline bbbbbbb --candidate aaaaaaa").exitCode());
    assertEquals(
        CommandRunner.OK,
        Call.line(compare + " --baseline aaaa --candidate bbbb --only flat").exitCode());
    assertEquals(
        CommandRunner.OK,
        Call.line(compare + " --baseline aaaa --candidate bbbb --threshold 20%").exitCode());
  }

  @Test
  void otherMachinesAreRefusedUnlessInsisted() throws IOException {
    SyntheticRuns.write(folder, "aaaaaaa", 1, 1, "CPU", 17);
    SyntheticRuns.write(folder, "bbbbbbb", 1, 1, "CPU", 25);
    String compare = "regress --runs " + folder + " --baseline aaaa --candidate bbbb";
    Call refused = Call.line(compare);
    assertEquals(CommandRunner.REFUSED, refused.exitCode());
    assertTrue(refused.err().contains("the JDK major version differs (17, 25)"), refused.err());
    assertEquals(CommandRunner.OK, Call.line(compare + " --allow-different-machines").exitCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "diff | missing required parameters",
        "diff ../results/comparison.csv | missing required parameter",
        "diff ../results/comparison.csv no.csv | no.csv: no such file",
        "diff ../results/comparison.csv ../results | is a directory; name a CSV table",
        "diff ../results/comparison.csv ../results/kernel-exactness.csv | leading columns must be"
            + " the same",
        "diff ../results/comparison.csv ../results/comparison.csv --key cyclse | there is no column"
            + " cyclse",
        "diff ../results/comparison.csv ../results/comparison.csv --key network | is there twice",
        "regress --threshold 0 | --threshold (0) must be a percentage",
        "regress --threshold lots | --threshold (lots) must be a percentage",
        "regress --threshold 100% | --threshold (100%) must be a percentage",
        "regress --runs NOWHERE | there is no run at all in",
        "regress --runs NOWHERE --candidate no.json | --candidate no.json: no such file",
        "regress --runs NOWHERE --candidate HEAD | --candidate (HEAD) must be the file of a run",
        "regress --runs NOWHERE --candidate abcdef1 | there is no run of the commit abcdef1",
        "regress --rounds 5 | are for --ab",
        "regress --ab HEAD --baseline abcdef | --ab measures",
        "regress --ab HEAD --only nothing | --only (nothing) must be found in one of",
        "regress --ab HEAD --only ( | --only (() must be a regular expression",
        "regress --ab HEAD --rounds 0 | --rounds (0) must be a whole number",
        "regress --ab no-such-ref --only evaluation-mas | --ab (no-such-ref) must name a commit",
        "regress --ab --upload-pack=x --only evaluation-mas | --ab (--upload-pack=x) must name a"
            + " commit",
        "regress --ab no.jar | --ab no.jar: no such file",
        "bench --rounds many | --rounds (many) must be a whole number",
        "bench --results /dev/null/x | must be",
      })
  void refusals(String line, String complaint) throws IOException {
    Call call = Call.line(line.replace("NOWHERE", folder.toString()));
    assertEquals(CommandRunner.REFUSED, call.exitCode(), call.err());
    assertEquals("", call.out());
    assertEquals(1, call.err().lines().count(), call.err());
    assertTrue(call.err().contains(complaint), call.err());
  }

  @Test
  void brokenRunsAreRefused() throws IOException {
    Path file = SyntheticRuns.write(folder, "aaaaaaa", 1, 1, "CPU", 17);
    String whole = Files.readString(file);
    for (String text :
        List.of(
            "",
            "{}",
            "[]",
            whole.substring(0, whole.length() / 2),
            whole.replaceAll("\"rawData\": \\[\\[[0-9.]+", "\"rawData\": [[-1"))) {
      Files.writeString(file, text);
      Call call = Call.line("regress --baseline %s --candidate %s".formatted(file, file));
      assertEquals(CommandRunner.REFUSED, call.exitCode(), call.err());
      assertTrue(call.err().contains("aaaaaaa.json: "), call.err());
    }
    Files.writeString(file, whole);
    Files.delete(folder.resolve("2026-11-23-aaaaaaa.machine.json"));
    Call call = Call.line("regress --baseline %s --candidate %s".formatted(file, file));
    assertEquals(CommandRunner.OK, call.exitCode(), call.err());
    assertTrue(call.out().contains("Not checked: machine and settings"), call.out());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }
}
