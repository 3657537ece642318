package masattention.experiments.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedule.Schedulers;
import masattention.workload.Network;
import masattention.workload.Networks;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
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
      String kept)
      throws IOException {
    assumeFalse(Boolean.getBoolean("mas.accept"), "new files are about to be accepted");
    Path csv = RESULTS.resolve(file + ".csv");
    assumeTrue(Files.exists(csv), "not written yet");
    CSVRecord row = row(csv, sweep, setting, machine, network, scheduler, kept);
    Network known =
        Networks.coreSet().stream().filter(n -> n.name().equals(network)).findFirst().orElseThrow();
    NpuConfig preset = Machines.resolve(machine).config();
    long l1Bytes = Long.parseLong(row.get("l1_bytes"));
    SweepPoint point =
        new SweepPoint(
            sweep,
            setting,
            network,
            known.shape().withSequence(Integer.parseInt(row.get("tokens"))),
            l1Bytes == preset.l1Bytes() ? preset : MachineChange.l1Bytes(preset, l1Bytes),
            Schedulers.named(scheduler).orElseThrow(),
            Arrays.stream(KvKept.values()).filter(k -> k.id().equals(kept)).findFirst());
    SweepRow found = point.call();
    assertEquals(
        Arrays.asList(row.values()),
        Arrays.stream(SweepColumn.values()).map(column -> column.text(found)).toList(),
        csv + " is not what the code gives; if that is meant: mvn verify -Dmas.accept");
  }

  private static CSVRecord row(Path csv, String... wanted) throws IOException {
    try (Reader reader = Files.newBufferedReader(csv)) {
      Optional<CSVRecord> found =
          CSVFormat.DEFAULT
              .builder()
              .setHeader()
              .setSkipHeaderRecord(true)
              .get()
              .parse(reader)
              .stream()
              .filter(
                  r ->
                      r.get("sweep").equals(wanted[0])
                          && r.get("setting").equals(wanted[1])
                          && r.get("machine").equals(wanted[2])
                          && r.get("network").equals(wanted[3])
                          && r.get("scheduler").equals(wanted[4])
                          && r.get("kv_allowed").equals(wanted[5]))
              .findFirst();
      return found.orElseThrow();
    }
  }
}
