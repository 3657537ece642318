package masattention.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import org.junit.jupiter.api.Test;

class OverlapGainTest {
  private static final double ROUNDING = 1e-12;

  private final NpuConfig edge = Machines.resolve("edge").config();
  private final NpuConfig davinci = Machines.resolve("davinci").config();

  /** v = 1 + 1 + 4 + 1 + 1 = 8, so r = 8 / 16 · 256 / (2 E) = 64 / E. */
  @Test
  void edge() {
    assertEquals(1, OverlapGain.ratio(edge, 64), ROUNDING);
    assertEquals(2, OverlapGain.of(OverlapGain.ratio(edge, 64)), ROUNDING);
    assertEquals(0.5, OverlapGain.ratio(edge, 128), ROUNDING);
    assertEquals(1.5, OverlapGain.of(OverlapGain.ratio(edge, 128)), ROUNDING);
    assertEquals(1.5, OverlapGain.of(OverlapGain.ratio(edge, 32)), ROUNDING);
    assertEquals(
        1.5,
        OverlapGain.of(OverlapGain.ratio(With.component(edge, "vectorLanes", 8), 64)),
        ROUNDING);
  }

  /** v = 1.4 + 1.4 + 4 + 1.3 + 0.9 + 1.4 = 10.4, so r = 10.4 / 128 · 4096 / 128 = 2.6. */
  @Test
  void davinci() {
    assertEquals(2.6, OverlapGain.ratio(davinci, 64), ROUNDING);
    assertEquals(1 + 1 / 2.6, OverlapGain.of(OverlapGain.ratio(davinci, 64)), ROUNDING);
    assertEquals(1 + 1 / 1.3, OverlapGain.of(OverlapGain.ratio(davinci, 128)), ROUNDING);
  }
}
