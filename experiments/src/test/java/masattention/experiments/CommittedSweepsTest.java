package masattention.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;
import masattention.schedulers.Schedulers;
import masattention.workload.Network;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A part of the committed sweeps, small enough for every test run. */
class CommittedSweepsTest {
  private static final Path RESULTS = Path.of("..", "results");

  @ParameterizedTest
  @CsvSource({
    "sequence-length, powers-of-two, 128, edge, bert-base, mas, any",
    "sequence-length, powers-of-two, 256, davinci, t5-mini, fusemax, any",
    "overwrite, l1-bytes, 524288, edge, bert-base, mas, streamed",
    "davinci, preset, as it is, davinci, vit-b-16, flat, any",
    "balance, vec-lanes, 16, edge, bert-base, mas, any",
  })
  void aRowIsWhatASearchGives(
      String file,
      String sweep,
      String setting,
      String machine,
      String network,
      String scheduler,
      String kept) {
    assumeFalse(Boolean.getBoolean("mas.accept"), "new files are about to be accepted");
    Path csv = RESULTS.resolve(file + ".csv");
    assumeTrue(Files.exists(csv), "not written yet");
    Dataset<Line> table = Csv.read(csv);
    Line row =
        table
            .where(line -> line.text("sweep"), sweep)
            .where(line -> line.text("setting"), setting)
            .where(line -> line.text("machine"), machine)
            .where(line -> line.text("network"), network)
            .where(line -> line.text("scheduler"), scheduler)
            .where(line -> line.text("kv_allowed"), kept)
            .rows()
            .get(0);
    Network known = CoreSet.network(network);
    NpuConfig preset = Machines.resolve(machine).config();
    long l1Bytes = row.whole("l1_bytes", 1, Long.MAX_VALUE);
    Case on =
        new Case(
            sweep,
            setting,
            CoreSet.changed(known, known.shape().withSequence(row.size("tokens", 1 << 20))),
            l1Bytes == preset.l1Bytes() ? preset : CoreSet.withL1(preset, l1Bytes));
    Search any = on.by(Schedulers.named(scheduler).orElseThrow());
    Search search =
        Arrays.stream(KvKept.values())
            .filter(k -> k.id().equals(kept))
            .findFirst()
            .map(any::keeping)
            .orElse(any);
    Dataset<Point> found = Dataset.of(List.of(search.call())).show(Columns.SWEPT);
    assertEquals(
        table.cells(row).subList(0, Columns.SWEPT.size()),
        found.cells(found.only()),
        csv + " is not what the code gives; if that is meant: mvn verify -Dmas.accept");
  }
}
