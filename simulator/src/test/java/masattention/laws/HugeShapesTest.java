package masattention.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.random.RandomGenerator;
import masattention.interpret.energy.WorkCounts;
import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;
import masattention.schedule.Problem;
import masattention.schedulers.Schedulers;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/**
 * Sizes up to 2³¹ and costs up to the largest that a file may state: the counts of one row block
 * against one sub-tile are those of unbounded integers, or the layer is refused.
 */
class HugeShapesTest {
  private static final int CASES = 6_000;
  private static final BigInteger MILLI = BigInteger.valueOf(1000);

  private final RandomGenerator random = RandomCases.generator(11);

  private int size(int mostBits) {
    return (int) (random.nextLong(1L << (1 + random.nextInt(mostBits))) % Integer.MAX_VALUE) + 1;
  }

  private long cost() {
    return random.nextLong(1L << (1 + random.nextInt(29)));
  }

  private NpuConfig machine() {
    NpuConfig m = RandomMachines.random(random);
    return new NpuConfig(
        "huge",
        1,
        1,
        size(8),
        size(8),
        size(4),
        cost(),
        size(12),
        new VectorCosts(cost(), cost(), cost(), cost(), cost(), cost(), cost(), cost()),
        1L << 40,
        true,
        NpuConfig.UNLIMITED,
        size(30),
        cost(),
        m.energyCosts());
  }

  @Test
  void countsAreThoseOfUnboundedIntegersOrRefused() {
    int counted = 0;
    int huge = 0;
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      AttentionShape shape;
      Problem problem;
      NpuConfig machine = machine();
      try {
        int element = 1 << random.nextInt(3);
        shape = new AttentionShape(1, 1, 1, size(31), size(31), size(10), size(10), false, element);
        problem = Problem.of(shape, machine, Tiling.resident(shape, shape.seqQ(), shape.seqKv()));
      } catch (IllegalArgumentException e) {
        refused += e.getMessage().contains("2^62") ? 1 : 0;
        continue;
      }
      if (Schedulers.FLAT.infeasibility(problem).isPresent()) {
        continue;
      }
      Evaluation found = Evaluator.plain().evaluate(Schedulers.FLAT, problem);
      assertEquals(flatCycles(shape, machine), BigInteger.valueOf(found.cycles()));
      assertWork(shape, found.work());
      assertEquals(found, Evaluator.fast().evaluate(Schedulers.FLAT, problem));
      counted++;
      huge += found.cycles() > 1L << 45 ? 1 : 0;
    }
    String counts = "%d counted, %d of them huge, %d refused".formatted(counted, huge, refused);
    assertTrue(counted > 300 && huge > 15 && refused > 3, counts);
  }

  /** Loads of Q, K and V in a row; S, P and O in a row; the store of O. */
  private static BigInteger flatCycles(AttentionShape s, NpuConfig machine) {
    VectorCosts costs = machine.vectorCosts();
    BigInteger elements = product(s.seqQ(), s.seqKv());
    long element =
        costs.maxMilli()
            + costs.subMilli()
            + costs.expMilli()
            + costs.addMilli()
            + costs.mulMilli()
            + costs.reductionMilli();
    BigInteger latency = BigInteger.valueOf(machine.dramLatencyCycles());
    BigInteger keysUsable =
        transfer(s.queryBytes(), machine).add(transfer(s.keyBytes(), machine)).add(latency);
    BigInteger valuesUsable = keysUsable.add(transfer(s.valueBytes(), machine));
    BigInteger softmax =
        ceil(
                elements
                    .multiply(BigInteger.valueOf(element))
                    .add(product(s.seqQ(), costs.divMilli())),
                product(1000, machine.vectorLanes()))
            .add(BigInteger.valueOf(costs.startupCycles()));
    return keysUsable
        .add(matmul(s.seqQ(), s.headDim(), s.seqKv(), machine))
        .add(softmax)
        .max(valuesUsable)
        .add(matmul(s.seqQ(), s.seqKv(), s.valueDim(), machine))
        .add(transfer(s.outputBytes(), machine))
        .add(latency);
  }

  private static BigInteger matmul(long m, long k, long n, NpuConfig machine) {
    return ceil(BigInteger.valueOf(m), BigInteger.valueOf(machine.macRows()))
        .multiply(ceil(BigInteger.valueOf(n), BigInteger.valueOf(machine.macCols())))
        .multiply(ceil(BigInteger.valueOf(k), BigInteger.valueOf(machine.macDepth())))
        .add(BigInteger.valueOf(machine.macFillCycles()));
  }

  private static BigInteger transfer(long bytes, NpuConfig machine) {
    return ceil(
        BigInteger.valueOf(bytes).multiply(MILLI),
        BigInteger.valueOf(machine.dramMillibytesPerCycle()));
  }

  private static BigInteger product(long a, long b) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }

  private static BigInteger ceil(BigInteger a, BigInteger b) {
    return a.add(b).subtract(BigInteger.ONE).divide(b);
  }

  private static void assertWork(AttentionShape s, WorkCounts work) {
    BigInteger elements = product(s.seqQ(), s.seqKv());
    BigInteger macs = elements.multiply(BigInteger.valueOf((long) s.headDim() + s.valueDim()));
    assertEquals(macs, BigInteger.valueOf(work.macs()));
    assertEquals(elements, BigInteger.valueOf(work.exps()));
    BigInteger inputs =
        product(s.seqQ(), s.headDim())
            .add(product(s.seqKv(), s.headDim()))
            .add(product(s.seqKv(), s.valueDim()));
    BigInteger bytes = BigInteger.valueOf(s.elementBytes());
    assertEquals(inputs.multiply(bytes), BigInteger.valueOf(work.dramReadBytes()));
    assertEquals(
        product(s.seqQ(), s.valueDim()).multiply(bytes), BigInteger.valueOf(work.dramWriteBytes()));
  }

  /** 2³⁵ scores at 6·10⁶ lane-cycles each once came out below the bound. */
  @Test
  void lanesThatAreTooSlowAreRefused() {
    NpuConfig m = RandomMachines.random(random);
    long most = 1_000_000_000L;
    NpuConfig slow =
        new NpuConfig(
            "slow",
            1,
            1,
            1,
            1,
            1,
            0,
            1,
            new VectorCosts(most, most, most, most, most, most, most, most),
            1L << 40,
            true,
            NpuConfig.UNLIMITED,
            1000,
            0,
            m.energyCosts());
    AttentionShape shape = new AttentionShape(1, 1, 1, 1 << 15, 1 << 20, 1, 1, false, 1);
    Tiling whole = Tiling.resident(shape, 1 << 15, 1 << 20);
    String complaint =
        assertThrows(IllegalArgumentException.class, () -> Problem.of(shape, slow, whole))
            .getMessage();
    assertTrue(complaint.contains("more than 2^62") && complaint.contains("slow"), complaint);
  }
}
