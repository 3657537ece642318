package masattention.experiments.validation;

import masattention.interpret.timing.Durations;
import masattention.npu.NpuConfig;
import masattention.program.Op;

/**
 * Durations from the unit rates of a machine, with every product done several times in one task, p
 * passes and one fill, and every softmax several times with its start-up each.
 */
record OverlapUnits(Durations durations, NpuConfig machine, int products, int softmaxes)
    implements Op.Visitor<Long> {

  static OverlapUnits of(NpuConfig machine, OverlapLoop loop) {
    return new OverlapUnits(new Durations(machine), machine, loop.products(), loop.softmaxes());
  }

  @Override
  public Long visit(Op.Load load) {
    return durations.visit(load);
  }

  @Override
  public Long visit(Op.Store store) {
    return durations.visit(store);
  }

  @Override
  public Long visit(Op.Matmul matmul) {
    long fill = machine.macFillCycles();
    return products * (durations.visit(matmul) - fill) + fill;
  }

  @Override
  public Long visit(Op.Softmax softmax) {
    return softmaxes * durations.visit(softmax);
  }

  @Override
  public Long visit(Op.OnlineSoftmax softmax) {
    return durations.visit(softmax);
  }

  @Override
  public Long visit(Op.SpanSoftmax softmax) {
    return durations.visit(softmax);
  }

  @Override
  public Long visit(Op.Rescale rescale) {
    return durations.visit(rescale);
  }

  @Override
  public Long visit(Op.Normalize normalize) {
    return durations.visit(normalize);
  }
}
