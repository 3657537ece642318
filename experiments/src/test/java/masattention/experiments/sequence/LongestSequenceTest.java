package masattention.experiments.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import masattention.experiments.sequence.LongestSequence.Limit;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A core of edge owns 2,621,440 bytes. Row blocks of m rows against streamed sub-tiles of 16 keys,
 * heads of 64, need Q and O twice, 2 · 2 · m · 64 · 2 = 512 m bytes, two staged sub-tiles of 16 ·
 * 64 · 2 = 2048 bytes, and c rows of scores of 2 m N bytes.
 */
class LongestSequenceTest {
  private static final NpuConfig EDGE = Machines.resolve("edge").config();

  /** N = (2,621,440 − 4,096 − 512 m) / (2 c m). */
  @ParameterizedTest
  @CsvSource({
    "flat, full-array, 16, 1, 81536",
    "mas, full-array, 16, 2, 40768",
    "flat, any, 1, 1, 1308416",
    "mas, any, 1, 2, 654208"
  })
  void byHand(String id, String limitId, int rows, int scoreRows, long tokens) {
    Scheduler scheduler = Schedulers.named(id).orElseThrow();
    Limit limit = Limit.ALL.stream().filter(l -> l.id().equals(limitId)).findFirst().orElseThrow();
    assertEquals(tokens, (2_621_440 - 4096 - 512 * rows) / (2 * scoreRows * rows));
    LongestSequence longest = LongestSequence.of(scheduler, EDGE, 64, limit).orElseThrow();
    assertEquals(tokens, longest.tokens().orElseThrow());
    assertEquals("scores", longest.endedBy());
    assertTrue(longest.reason().contains("scores (each core)"), longest.reason());
  }

  @ParameterizedTest
  @MethodSource("masattention.schedulers.Schedulers#builtIn")
  void oneTokenMoreDoesNotFit(Scheduler scheduler) {
    for (Limit limit : Limit.ALL) {
      Optional<LongestSequence> found = LongestSequence.of(scheduler, EDGE, 64, limit);
      assertEquals(
          scheduler == Schedulers.FLAT_STREAM && limit.equals(Limit.KV_WHOLE), found.isEmpty());
      if (found.isPresent()) {
        int tokens = (int) found.get().tokens().orElseThrow();
        assertTrue(LongestSequence.fits(scheduler, EDGE, 64, limit, tokens));
        assertEquals(tokens == LongestSequence.MOST, found.get().endedBy().isEmpty());
        if (tokens < LongestSequence.MOST) {
          assertFalse(LongestSequence.fits(scheduler, EDGE, 64, limit, tokens + 1));
        }
      }
    }
  }
}
