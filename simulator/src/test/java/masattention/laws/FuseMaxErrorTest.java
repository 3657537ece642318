package masattention.laws;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.random.RandomGenerator;
import masattention.interpret.numeric.NumericExecution;
import masattention.interpret.timing.Simulation;
import masattention.interpret.timing.Timeline;
import masattention.npu.NpuConfig;
import masattention.reference.AttentionInputs;
import masattention.schedule.Problem;
import masattention.schedule.Scheduling.Feasible;
import masattention.schedulers.Schedulers;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/**
 * The error of FuseMax stays within twice that of the naive kernel plus {@link
 * Numbers#FUSEMAX_CONSTANT} · 2⁻²⁴ · max|V|, over many sizes, tilings and widths of the scores.
 */
class FuseMaxErrorTest {
  private static final int CASES = Integer.getInteger("mas.fusemax.cases", 120);

  @Test
  void theConstantHolds() {
    RandomGenerator random = RandomCases.generator(7);
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < CASES; i++) {
      int seqQ = 1 + random.nextInt(24);
      int seqKv = 1 + random.nextInt(1 << (1 + random.nextInt(10)));
      int dim = 1 + random.nextInt(64);
      AttentionShape shape = new AttentionShape(1, 1, 1, seqQ, seqKv, dim, dim, false, 2);
      float spread = (float) Math.pow(2, random.nextInt(8) - 3);
      Tiling tiling =
          Tiling.resident(
              shape, 1 + random.nextInt(seqQ), 1 + random.nextInt(1 + random.nextInt(seqKv)));
      double constant = constantNeeded(shape, tiling, spread, random);
      largest = Math.max(largest, constant);
    }
    assertTrue(largest <= Numbers.FUSEMAX_CONSTANT, "largest constant needed " + largest);
  }

  private static double constantNeeded(
      AttentionShape shape, Tiling tiling, float spread, RandomGenerator random) {
    NpuConfig machine = RandomMachines.random(random);
    Feasible feasible = (Feasible) Schedulers.FUSEMAX.schedule(Problem.of(shape, machine, tiling));
    Timeline timeline = Simulation.run(feasible.program());
    AttentionInputs inputs = AttentionInputs.random(shape, random);
    for (int i = 0; i < inputs.queries().length; i++) {
      inputs.queries()[i] *= spread;
    }
    if (random.nextInt(3) == 0) {
      makeMaximaRise(inputs);
    }
    float[] outputs = Numbers.outputs(feasible.program(), NumericExecution.order(timeline), inputs);
    return Numbers.constantNeeded(inputs, outputs);
  }

  /** Makes every score of a row larger than the one before, so that every sub-tile rescales. */
  private static void makeMaximaRise(AttentionInputs inputs) {
    int dim = inputs.shape().headDim();
    for (int i = 0; i < inputs.queries().length; i++) {
      inputs.queries()[i] = Math.abs(inputs.queries()[i]);
    }
    for (int i = 0; i < inputs.keys().length; i++) {
      inputs.keys()[i] = (float) (i / dim + 1) / inputs.shape().seqKv();
    }
  }
}
