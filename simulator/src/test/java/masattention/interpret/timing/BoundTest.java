package masattention.interpret.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import masattention.npu.HandMachine;
import masattention.npu.Machines;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/** The floor by hand; whichever of the three resources needs most decides. */
class BoundTest {

  @Test
  void transfersDecide() {
    // M = 4, N = 8, E = F = 4: MAC 4·8·8 / 16 = 16; VEC (32·7 + 4·min(8, 4)·1 + 4·4) / 8 = 32;
    // DRAM (32 + 64 + 64 + 32) / 4 = 48
    AttentionShape small = new AttentionShape(1, 1, 1, 4, 8, 4, 4, false, 2);
    assertEquals(48, Bound.cycles(small, HandMachine.oneCore()));
  }

  @Test
  void postedOutputsDoNotCount() {
    // M = N = 16, E = F = 16: Q, K and V of 512 B each, / 8 = 192; with O it would be 256;
    // MAC 16·16·32 / 256 = 32
    AttentionShape square = new AttentionShape(1, 1, 1, 16, 16, 16, 16, false, 2);
    assertEquals(192, Bound.cycles(square, Machines.resolve("tileflow-rtl").config()));
    assertEquals(256, Bound.cycles(square, Machines.resolve("edge").config()));
  }

  @Test
  void vectorWorkDecides() {
    // M = 64, N = 64: MAC 2048, DRAM 4·512 / 4 = 512, VEC (4096·7 + 64·4 + 64·4) / 8 = 3648
    AttentionShape square = new AttentionShape(1, 1, 1, 64, 64, 4, 4, false, 2);
    assertEquals(3648, Bound.cycles(square, HandMachine.oneCore()));
    assertEquals(3648 / 2, Bound.cycles(square, HandMachine.withL1(2, 1 << 20)));
  }

  @Test
  void fewKeysAreScaledInsteadOfTheOutput() {
    // N = 3 < F = 16: M·3·7 + M·3·1 + M·4 = 28·M lane-cycles, M = 1000 on 8 lanes: 3500;
    // DRAM is 1000·(1 + 16)·2 + 3·17·2 bytes, / 4 = 8525.5
    AttentionShape few = new AttentionShape(1, 1, 1, 1000, 3, 1, 16, false, 2);
    assertEquals(8526, Bound.cycles(few, HandMachine.oneCore()));
  }

  @Test
  void productsDecide() {
    // MAC 16·16·(64 + 64) / 16 = 2048; VEC (256·7 + 16·16 + 64) / 8 = 264; DRAM 4·2048 / 4 = 2048.
    // Two batches of one key head and two query heads: MAC 4 · 2048, DRAM (8 + 4 + 4 + 8)·2048 / 8
    AttentionShape deep = new AttentionShape(2, 2, 1, 16, 16, 64, 64, false, 2);
    assertEquals(4 * 2048, Bound.cycles(deep, HandMachine.oneCore()));
  }

  @Test
  void maskedPositionsDoNotCount() {
    // M = N = 64 causal: 64·65/2 = 2080 positions, of which row i scales min(i + 1, 4):
    // 1 + 2 + 3 + 61·4 = 250; (2080·7 + 250 + 64·4) / 8 = 15066 / 8 = 1883.25
    AttentionShape causal = new AttentionShape(1, 1, 1, 64, 64, 4, 4, true, 2);
    assertEquals(1884, Bound.cycles(causal, HandMachine.oneCore()));
  }

  @Test
  void rowReductionsCountOnDavinci() {
    // 64·64·(1.4 + 1.4 + 4 + 1.3 + 1.4 = 9.5) = 38912, 64·4·0.9 = 230.4, 64·5.9 = 377.6:
    // 39520 / 128 = 308.75
    AttentionShape square = new AttentionShape(1, 1, 1, 64, 64, 4, 4, false, 2);
    assertEquals(309, Bound.cycles(square, HandMachine.davinciCore()));
  }

  /**
   * M = N = 64, E = F = 4: MAC 2048, VEC 3648. All of the subtraction: 4096 / 16 = 256 on MAC, 4096
   * / 8 = 512 less on VEC, so 2304 and 3136. All sums: a second tile of columns, 4096 / 4 = 1024,
   * for 512; of them the share f with 2304 + 1024·f = 3136 − 512·f, 832 / 1536: 2858.7.
   */
  @Test
  void sharesThatBalanceBothUnitsDecide() {
    AttentionShape square = new AttentionShape(1, 1, 1, 64, 64, 4, 4, false, 2);
    assertEquals(2859, MovedBound.cycles(square, HandMachine.oneCore()));
    assertEquals(2624, Bound.cycles(square, HandMachine.oneCore(), true));
  }

  /**
   * F = 3: the column of ones needs no further tile. VEC (4096·7 + 64·3 + 64·4) / 8 = 3640, without
   * sums and subtraction 2616; MAC 4096·7 / 16 + 256 = 2048.
   */
  @Test
  void sumsInAnUnusedColumnAreFree() {
    AttentionShape narrow = new AttentionShape(1, 1, 1, 64, 64, 4, 3, false, 2);
    assertEquals(2616, MovedBound.cycles(narrow, HandMachine.oneCore()));
  }

  /**
   * Beside exponentials of 2048 cycles, 1600 of the other operations: moving them gains nothing.
   */
  @Test
  void whatExponentialsHideNeedNotBeMoved() {
    AttentionShape square = new AttentionShape(1, 1, 1, 64, 64, 4, 4, false, 2);
    assertEquals(2048, MovedBound.cycles(square, HandMachine.expBeside()));
  }

  @Test
  void scalingTheOutputCountsForEveryHead() {
    // M = 64, N = 8, F = 8, E = 1, 3 heads: (512·7 + 64·8·1 + 64·4)·3 / 8 = 1632;
    // MAC 512·9·3 / 16 = 864; DRAM (64 + 8 + 64 + 512)·2·3 / 4 = 972
    AttentionShape wide = new AttentionShape(1, 3, 3, 64, 8, 1, 8, false, 2);
    assertEquals(1632, Bound.cycles(wide, HandMachine.oneCore()));
  }
}
