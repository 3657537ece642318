package masattention.experiments.energy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import masattention.experiments.CoreSet;
import masattention.experiments.ExperimentContext;
import masattention.interpret.energy.WorkCounts;
import masattention.npu.Machine;
import masattention.report.Decimals;
import masattention.schedule.Schedulers;
import masattention.simulator.Measurement;
import masattention.workload.Network;
import masattention.workload.Networks;

/** Every scheduler on every core network and main preset, at the fastest and thriftiest tilings. */
record EnergyRows(Map<Tilings, List<Measurement>> rows) {

  static EnergyRows measured(ExperimentContext context) {
    Map<Tilings, List<Measurement>> rows = new EnumMap<>(Tilings.class);
    for (Tilings tilings : Tilings.values()) {
      rows.put(
          tilings,
          CoreSet.measured(context, "energy, " + tilings.id() + " tilings", tilings.objective()));
    }
    return new EnergyRows(rows);
  }

  Measurement row(Tilings tilings, Machine machine, String network, Schedulers scheduler) {
    return rows.get(tilings).stream()
        .filter(
            r ->
                r.machine().equals(machine.config())
                    && r.network().equals(network)
                    && r.scheduler() == scheduler)
        .findFirst()
        .orElseThrow();
  }

  /** A ceiling per network. */
  List<EnergyCeiling> ceilings(Tilings tilings, Machine machine, Schedulers rival) {
    List<EnergyCeiling> ceilings = new ArrayList<>();
    for (Network network : Networks.coreSet()) {
      ceilings.add(
          new EnergyCeiling(
              row(tilings, machine, network.name(), rival),
              row(tilings, machine, network.name(), Schedulers.MAS)));
    }
    return ceilings;
  }

  /** The ceiling of the network on which mas saves most. */
  EnergyCeiling largest(Tilings tilings, Machine machine, Schedulers rival) {
    return ceilings(tilings, machine, rival).stream()
        .max(Comparator.comparingDouble(EnergyCeiling::savedPercent))
        .orElseThrow();
  }

  /** What mas saves by the geometric mean of the ratios, in percent. */
  double meanPercent(Tilings tilings, Machine machine, Schedulers rival) {
    return 100
        * (1
            - Decimals.geometricMean(
                ceilings(tilings, machine, rival).stream()
                    .map(c -> 1 - c.savedPercent() / 100)
                    .toList()));
  }

  /** Networks on which a rival does exactly the operations of mas. */
  long sameOperations(Tilings tilings, Machine machine, Schedulers rival) {
    return ceilings(tilings, machine, rival).stream()
        .filter(c -> operations(c.rival().work()).equals(operations(c.mas().work())))
        .count();
  }

  private static List<Long> operations(WorkCounts work) {
    return List.of(
        work.macs(), work.adds(), work.subs(), work.muls(), work.maxes(), work.exps(), work.divs());
  }
}
