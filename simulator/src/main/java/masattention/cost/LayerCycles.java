package masattention.cost;

import java.util.ArrayList;
import java.util.List;
import masattention.schedule.Leeway;
import masattention.schedule.Problem;
import masattention.schedule.Traits;
import masattention.tiling.Partition;

/** The cycles that the engines need for a layer, in closed form. */
final class LayerCycles {
  private final Problem problem;
  private final RowBlockCycles blocks;
  private final Transfers transfers;
  private final List<CoreWork> cores = new ArrayList<>();

  /** Cores with the same work as each of the list. */
  private final int alikeCores;

  LayerCycles(Traits traits, Problem problem, Leeway leeway) {
    this.problem = problem;
    blocks = RowBlockCycles.of(traits, problem, leeway);
    transfers = new Transfers(problem.grid(), blocks);
    int busy = CoreLoad.busyCores(problem);
    boolean heads = problem.tiling().partition() == Partition.HEADS;
    alikeCores = heads ? mostLoaded(busy) : 1;
    for (int core = 0; core < (heads ? 1 : busy); core++) {
      cores.add(CoreWork.of(new CoreLoad(problem, core), blocks));
    }
  }

  /** The transfer of the first K sub-tile that a core fetches, or the least that it is. */
  long firstKeys() {
    return transfers.firstKeys();
  }

  /** The transfer of the first V sub-tile, or the least that it is. */
  long firstValues() {
    return transfers.firstValues();
  }

  /** Cores that no core has more groups than. */
  private int mostLoaded(int busy) {
    int left = problem.shape().groups() % problem.machine().cores();
    return left == 0 ? busy : Math.min(busy, left);
  }

  RowBlockCycles blocks() {
    return blocks;
  }

  /** Those of the cores that have most to do, as far as they differ. */
  List<CoreWork> cores() {
    return cores;
  }

  int alikeCores() {
    return alikeCores;
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

  /** Cycles of the channel for K. */
  long keyTransfers() {
    return transfers.keys(problem);
  }

  /** Cycles of the channel for V. */
  long valueTransfers() {
    return transfers.values(problem);
  }
}
