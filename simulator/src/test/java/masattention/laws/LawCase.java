package masattention.laws;

import java.nio.file.Path;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedule.Scheduling;
import masattention.simulator.TilingText;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/** One question to a scheduler, with the seed that made it. */
record LawCase(
    Scheduler scheduler, long seed, AttentionShape shape, NpuConfig machine, Tiling tiling) {

  Problem problem() {
    return Problem.of(shape, machine, tiling);
  }

  Scheduling schedule() {
    return scheduler.schedule(problem());
  }

  LawCase with(AttentionShape other) {
    return new LawCase(scheduler, seed, other, machine, tiling);
  }

  LawCase with(NpuConfig other) {
    return new LawCase(scheduler, seed, shape, other, tiling);
  }

  LawCase with(Tiling other) {
    return new LawCase(scheduler, seed, shape, machine, other);
  }

  private String ofKv() {
    return shape.bytesPerKey() == (long) shape.elementBytes() * (shape.headDim() + shape.valueDim())
            && shape.kElementBytes() == shape.elementBytes()
        ? ""
        : " --k-element-bytes %d --v-element-bytes %d"
            .formatted(shape.kElementBytes(), shape.vElementBytes());
  }

  /** The command line that repeats it, with the path of a file that holds the machine. */
  String commandLine(Path machineFile) {
    return ("./mas simulate --network bert-small --batch %d --heads %d --kv-heads %d --seq-q %d"
            + " --seq-kv %d --head-dim %d --value-dim %d --element-bytes %d%s%s --scheduler %s"
            + " --machine %s --tiling %s --check=%d")
        .formatted(
            shape.batch(),
            shape.queryHeads(),
            shape.kvHeads(),
            shape.seqQ(),
            shape.seqKv(),
            shape.headDim(),
            shape.valueDim(),
            shape.elementBytes(),
            ofKv() + (shape.causal() ? " --causal" : ""),
            shape.hasWindow() ? " --window " + shape.window() : "",
            scheduler.id(),
            machineFile,
            TilingText.of(tiling, shape),
            seed);
  }
}
