package masattention.experiments;

import java.util.List;
import java.util.Optional;
import masattention.npu.NpuConfig;
import masattention.report.Dataset;
import masattention.schedule.Scheduler;
import masattention.workload.AttentionShape;
import masattention.workload.Network;

/**
 * A layer on a machine: what schedulers are compared on.
 *
 * @param sweep what is varied, such as "vec-lanes"; empty where nothing is
 * @param setting the value that it has here
 */
public record Case(String sweep, String setting, Network network, NpuConfig machine) {
  /** A layer on a machine outside of any sweep. */
  public static Case of(Network network, NpuConfig machine) {
    return new Case("", "", network, machine);
  }

  public AttentionShape shape() {
    return network.shape();
  }

  /** The search for the fastest tiling of a scheduler. */
  public Search by(Scheduler scheduler) {
    return by(scheduler, Tilings.FASTEST);
  }

  /** The search for the best tiling of a scheduler. */
  public Search by(Scheduler scheduler, Tilings tilings) {
    return new Search(this, scheduler, tilings, Optional.empty());
  }

  /** The searches for the fastest tilings of some schedulers. */
  public List<Search> by(List<Scheduler> schedulers) {
    return schedulers.stream().map(this::by).toList();
  }

  /** The searches for the best tilings of some schedulers, case by case. */
  public static List<Search> by(List<Case> cases, List<Scheduler> schedulers, Tilings tilings) {
    return Dataset.ofPairs(cases, schedulers, (on, s) -> on.by(s, tilings)).rows();
  }

  /** Those for their fastest tilings. */
  public static List<Search> by(List<Case> cases, List<Scheduler> schedulers) {
    return by(cases, schedulers, Tilings.FASTEST);
  }
}
