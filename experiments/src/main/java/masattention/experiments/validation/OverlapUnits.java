package masattention.experiments.validation;

import masattention.interpret.timing.Durations;
import masattention.npu.NpuConfig;
import masattention.program.Op;

/**
 * Durations from the unit rates of a machine, with every product done several times in one task, p
 * passes and one fill, and every softmax several times with its start-up each.
 */
final class OverlapUnits extends Durations {
  private final long fill;
  private final OverlapLoop loop;

  OverlapUnits(NpuConfig machine, OverlapLoop loop) {
    super(machine);
    fill = machine.macFillCycles();
    this.loop = loop;
  }

  @Override
  public Long visit(Op.Matmul matmul) {
    return loop.products() * (super.visit(matmul) - fill) + fill;
  }

  @Override
  public Long visit(Op.Softmax softmax) {
    return loop.softmaxes() * super.visit(softmax);
  }
}
