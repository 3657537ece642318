package masattention.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import masattention.input.Grade;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Schedulers;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * 512 keys of a head of 64 in four sub-tiles of 16 KiB each of K and V; row blocks of 16 rows with
 * scores of 16 KiB, so that a row of scores takes the place of one sub-tile. A core needs 64 + 64
 * KiB for K and V, 2 · 16 for scores, 8 for Q and O twice: 168 KiB.
 */
class KvKeptTest {
  private static final AttentionShape SHAPE = AttentionShape.selfAttention(2, 512, 64);
  private static final int KIBI = 1024;

  private static NpuConfig machine(int kibPerCore) {
    return CoreSet.withL1(Machines.resolve("edge").config(), 2L * kibPerCore * KIBI);
  }

  @ParameterizedTest
  @CsvSource({
    "MAS, 167, 1, 4, 4, WHOLE",
    "MAS, 167, 1, 4, 3, OVERWRITE",
    "MAS, 167, 1, 3, 4, OVERWRITE",
    "MAS, 167, 1, 4, 2, PARTIAL",
    "MAS, 167, 1, 3, 3, PARTIAL",
    "MAS, 167, 2, 4, 3, PARTIAL",
    "MAS, 168, 1, 4, 3, PARTIAL",
    "FLAT, 100, 1, 4, 3, PARTIAL",
    "MAS, 167, 1, 0, 4, PARTIAL",
    "MAS, 167, 1, 0, 0, STREAMED",
  })
  void byHand(
      Schedulers scheduler, int kibPerCore, int buffers, int keys, int values, KvKept kept) {
    Tiling tiling =
        Tiling.resident(SHAPE, 16, 128).withKvBuffers(buffers).withResident(keys, values);
    Problem problem = Problem.of(SHAPE, machine(kibPerCore), tiling);
    assertEquals(kept, KvKept.of(scheduler, problem));
  }

  @Test
  void aSearchKeepsToIt() {
    for (KvKept kept : KvKept.values()) {
      Network network = new Network("two heads", SHAPE, "this test", Grade.ASSUMED, 1);
      Point row = Case.of(network, machine(300)).by(Schedulers.MAS).keeping(kept).call();
      row.best().ifPresent(found -> assertEquals(kept, row.kept()));
      if (kept == KvKept.WHOLE || kept == KvKept.OVERWRITE) {
        assertEquals(true, row.feasible(), kept.id());
      }
    }
  }
}
