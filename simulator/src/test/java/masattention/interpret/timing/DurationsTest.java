package masattention.interpret.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import masattention.npu.HandMachine;
import masattention.npu.Machines;
import masattention.program.Op;
import masattention.program.Op.Product;
import masattention.program.Tensor;
import org.junit.jupiter.api.Test;

/** Every formula of section 2 of the model, on plain numbers and on the Ascend 310's fractions. */
class DurationsTest {
  private final Durations hand = new Durations(HandMachine.oneCore());
  private final Durations davinci = new Durations(HandMachine.davinciCore());

  private static Op.Matmul product(int m, int k, int n, boolean accumulates, boolean half) {
    return new Op.Matmul(Product.SCORES, m, k, n, accumulates, half, 2, 2);
  }

  private static long cycles(Durations durations, Op op) {
    return op.accept(durations);
  }

  @Test
  void transfersRoundUp() {
    assertEquals(1, hand.transfer(1));
    assertEquals(1, hand.transfer(4));
    assertEquals(2, hand.transfer(5));
    assertEquals(100, davinci.transfer(6700));
    assertEquals(101, davinci.transfer(6701));
    assertEquals(15, cycles(davinci, new Op.Load(Tensor.K, 1000)));
    assertEquals(15, cycles(davinci, new Op.Store(Tensor.O, 1000, false)));
  }

  @Test
  void matmulOnTheWholeArray() {
    // ceil(5/4) · ceil(9/4) · 7 + 6
    assertEquals(2 * 3 * 7 + 6, cycles(hand, product(5, 7, 9, false, false)));
    assertEquals(1 + 6, cycles(hand, product(1, 1, 1, false, false)));
    // ceil(17/16) · ceil(512/16) · ceil(40/16) + 30
    assertEquals(2 * 32 * 3 + 30, cycles(davinci, product(17, 40, 512, false, false)));
  }

  @Test
  void matmulOnHalfTheArray() {
    // two rows, a fill of 2 + 4 − 2
    assertEquals(3 * 3 * 7 + 4, cycles(hand, product(5, 7, 9, false, true)));
    // eight rows, a fill of 8 + 16 − 2
    assertEquals(3 * 32 * 3 + 22, cycles(davinci, product(17, 40, 512, false, true)));
  }

  @Test
  void matmulLimitedByL1() {
    // array: 1 · 32 · 1 + 30 = 62; bytes: (16·16 + 16·512 + 16·512) · 2 = 33280, / 512 = 65
    assertEquals(65, cycles(davinci, product(16, 16, 512, false, false)));
    // accumulating reads the output, too: 33280 + 16·512·2 = 49664, / 512 = 97
    assertEquals(97, cycles(davinci, product(16, 16, 512, true, false)));
    // an FP32 output of 16 × 512: (256 + 8192) · 2 + 8192 · 4 = 49664
    assertEquals(
        97, cycles(davinci, new Op.Matmul(Product.VALUES, 16, 16, 512, false, false, 2, 4)));
    // (16·16 + 16·513 + 16·513) · 2 = 33344 is 64 bytes more than 65 · 512: ceil
    assertEquals(66, cycles(davinci, product(16, 16, 513, false, false)));
  }

  @Test
  void outputsInSeries() {
    Durations rtl = new Durations(Machines.resolve("tileflow-rtl").config());
    // array 4·1·64 = 256 passes and a fill of 30; factors (64·64 + 64·16)·2 = 10240 B, / 64 = 160
    assertEquals(286, cycles(rtl, new Op.Matmul(Product.SCORES, 64, 64, 16, false, false, 2, 2)));
    // four slices of the depth: one fill, nothing for the scores
    assertEquals(94, cycles(rtl, new Op.Matmul(Product.SCORES, 64, 16, 16, false, false, 2, 2)));
    assertEquals(64, cycles(rtl, new Op.Matmul(Product.SCORES, 64, 16, 16, true, false, 2, 2)));
    // array 4·4·16 = 256 and 30; then 64·64·2 B of O, / 64 = 128 each way at once
    assertEquals(414, cycles(rtl, new Op.Matmul(Product.VALUES, 64, 16, 64, false, false, 2, 2)));
    assertEquals(414, cycles(rtl, new Op.Matmul(Product.VALUES, 64, 16, 64, true, false, 2, 2)));
    // array 1·1·1 + 30 = 31; factors (1·1024 + 1024·1)·2 = 4096 B, / 64 = 64; O 2 B, / 64: 1
    assertEquals(
        1054 + 1, cycles(rtl, new Op.Matmul(Product.VALUES, 1, 1024, 1, false, false, 2, 2)));
    // array 1·1·4 + 30 = 34; factors (64·4 + 4·1)·2 = 520 B, / 64: 9; wide: O 64·1·2, / 64 = 2
    assertEquals(
        4 * 4 + 30 + 2, cycles(rtl, new Op.Matmul(Product.VALUES, 64, 4, 1, true, false, 2, 2)));
  }

  @Test
  void postedWritesTakeOneCycleOfTheChannel() {
    Durations rtl = new Durations(Machines.resolve("tileflow-rtl").config());
    assertEquals(125, cycles(rtl, new Op.Load(Tensor.Q, 1000)));
    assertEquals(1, cycles(rtl, new Op.Store(Tensor.O, 1000, false)));
    assertEquals(1, rtl.store(1 << 20));
    assertEquals(125, rtl.transfer(1000));
  }

  @Test
  void softmax() {
    // 2 + ceil((3·5·8 + 3·4) / 8) = 2 + ceil(132 / 8)
    assertEquals(2 + 17, cycles(hand, new Op.Softmax(3, 5, true, 2)));
    // 22 + ceil((16·512·10.4 + 16·5.9) / 128) = 22 + ceil(85291.2 / 128 = 666.34)
    assertEquals(22 + 667, cycles(davinci, new Op.Softmax(16, 512, true, 2)));
    // 22 + ceil((5·24·10.4 + 5·5.9) / 128) = 22 + ceil(1277.5 / 128 = 9.98)
    assertEquals(22 + 10, cycles(davinci, new Op.Softmax(5, 24, true, 2)));
  }

  @Test
  void onlineSoftmax() {
    // 2 + ceil((3·5·7 + 3·8) / 8) = 2 + ceil(129 / 8)
    assertEquals(2 + 17, cycles(hand, new Op.OnlineSoftmax(3, 5, 2)));
    // elements 1.4 + 1.4 + 4 + 1.3 + 1.4 = 9.5, rows 1.4 + 1.4 + 4 + 0.9 + 1.3 = 9:
    // 22 + ceil((16·64·9.5 + 16·9) / 128) = 22 + ceil(9872 / 128 = 77.125)
    assertEquals(22 + 78, cycles(davinci, new Op.OnlineSoftmax(16, 64, 2)));
  }

  @Test
  void exponentialsBesideTheOtherOperations() {
    Durations beside = new Durations(HandMachine.expBeside());
    // exponentials 3·5·4 = 60; others 3·5·(1 + 1 + 1 + 1) + 3·4 = 72: 2 + 72 / 8
    assertEquals(2 + 9, cycles(beside, new Op.Softmax(3, 5, true, 2)));
    // without the division others are 3·5·3 = 45, less than 60: 2 + ceil(60 / 8)
    assertEquals(2 + 8, cycles(beside, new Op.Softmax(3, 5, false, 2)));
    // 3·(5 + 1)·4 = 72 exponentials, others 3·5·3 + 3·4 = 57: 2 + 72 / 8
    assertEquals(2 + 9, cycles(beside, new Op.OnlineSoftmax(3, 5, 2)));
    // no exponentials: 2 + ceil((3·5 + 3·4) / 8)
    assertEquals(2 + 4, cycles(beside, new Op.Normalize(3, 5)));
  }

  @Test
  void rescaleAndNormalize() {
    // 2 + ceil(3·5 / 8); 2 + ceil((3·5 + 3·4) / 8)
    assertEquals(2 + 2, cycles(hand, new Op.Rescale(3, 5)));
    assertEquals(2 + 4, cycles(hand, new Op.Normalize(3, 5)));
    // 16·64·0.9 = 921.6, / 128 = 7.2; plus 16·5.9 = 94.4 is 1016, / 128 = 7.94
    assertEquals(22 + 8, cycles(davinci, new Op.Rescale(16, 64)));
    assertEquals(22 + 8, cycles(davinci, new Op.Normalize(16, 64)));
    // 320·0.9 = 288 = 2.25 · 128
    assertEquals(22 + 3, cycles(davinci, new Op.Rescale(5, 64)));
  }
}
