package masattention.laws;

import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Schedulers;
import masattention.schedule.Scheduling;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/** One question to a scheduler, with the seed that made it. */
record LawCase(
    Schedulers scheduler, long seed, AttentionShape shape, NpuConfig machine, Tiling tiling) {

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

  /** As a command line repeats it, the machine being a file of these values. */
  @Override
  public String toString() {
    return ("mas simulate --scheduler %s --network"
            + " batch=%d,heads=%d,kv-heads=%d,seq-q=%d,seq-kv=%d,head-dim=%d,value-dim=%d,"
            + "causal=%b,element-bytes=%d --tiling rows=%d,cols=%d,kv-buffers=%d,"
            + "resident-keys=%d,resident-values=%d,partition=%s,depth=%d,value-cols=%d"
            + " --machine %s (seed %d)")
        .formatted(
            scheduler.id(),
            shape.batch(),
            shape.queryHeads(),
            shape.kvHeads(),
            shape.seqQ(),
            shape.seqKv(),
            shape.headDim(),
            shape.valueDim(),
            shape.causal(),
            shape.elementBytes(),
            tiling.rowsPerBlock(),
            tiling.colsPerTile(),
            tiling.kvBuffers(),
            tiling.residentKeyTiles(),
            tiling.residentValueTiles(),
            tiling.partition(),
            tiling.depthPerTile(),
            tiling.valueColsPerTile(),
            machine,
            seed);
  }
}
