package masattention.cost;

import java.util.ArrayList;
import java.util.List;
import masattention.schedule.Leeway;
import masattention.schedule.Problem;
import masattention.schedule.Traits;
import masattention.tiling.Partition;

/**
 * The cycles that the engines need for a layer, in closed form.
 *
 * @param cores those that have most to do, as far as they differ
 * @param alikeCores cores with the same work as each of these
 */
record LayerCycles(
    Problem problem,
    RowBlockCycles blocks,
    Transfers transfers,
    List<CoreWork> cores,
    int alikeCores) {

  static LayerCycles of(Traits traits, Problem problem, Leeway leeway) {
    RowBlockCycles blocks = RowBlockCycles.of(traits, problem, leeway);
    int busy = CoreLoad.busyCores(problem);
    boolean heads = problem.tiling().partition() == Partition.HEADS;
    List<CoreWork> cores = new ArrayList<>();
    for (int core = 0; core < (heads ? 1 : busy); core++) {
      cores.add(CoreWork.of(new CoreLoad(problem, core), blocks));
    }
    Transfers transfers = new Transfers(problem.grid(), blocks);
    return new LayerCycles(problem, blocks, transfers, cores, CoreLoad.coresLikeFirst(problem));
  }

  /** The makespan that engines without any wait need, given that of the DRAM channel. */
  long engines(long channel) {
    long work = channel + problem.machine().dramLatencyCycles();
    for (CoreWork core : cores) {
      long products = core.scores() + core.outputs();
      long halves = blocks.splitsMatrixUnit() ? products / 2 : products;
      work = Math.max(work, Math.max(halves, core.vector() + core.divisions()));
    }
    return work;
  }

  /** Cycles of the channel for Q, K, V and O of a schedule whose scores stay on chip. */
  long fusedTransfers() {
    return transfers.cycles(problem);
  }
}
