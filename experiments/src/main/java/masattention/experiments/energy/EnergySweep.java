package masattention.experiments.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import masattention.experiments.ExperimentContext;
import masattention.npu.NpuConfig;
import masattention.report.Decimals;
import masattention.schedule.Schedulers;
import masattention.workload.Network;
import masattention.workload.Networks;

/**
 * What mas saves against the readings of FLAT at every point of the grid and at every corner.
 *
 * @param energies networks in the order of the tables, the rivals and mas of each
 */
record EnergySweep(List<SweptCosts> grid, List<CornerCosts> corners, List<SpaceEnergy> energies) {

  static final List<Schedulers> RIVALS =
      List.of(Schedulers.FLAT, Schedulers.FLAT_NO_PREFETCH, Schedulers.FLAT_STREAM);

  EnergySweep {
    grid = List.copyOf(grid);
    corners = List.copyOf(corners);
    energies = List.copyOf(energies);
  }

  /**
   * What mas saves at one point, over the networks.
   *
   * @param meanPercent of the geometric mean of the ratios
   * @param reached networks with at least the published saving
   */
  record Saving(double meanPercent, double largestPercent, String largestOn, int reached) {}

  static EnergySweep of(NpuConfig machine, ExperimentContext context) {
    List<SweptCosts> grid = SweptCosts.grid();
    List<CornerCosts> corners = CornerCosts.all();
    List<CostPoint> points = new ArrayList<>(grid);
    points.addAll(corners);
    List<Callable<SpaceEnergy>> tasks = new ArrayList<>();
    for (Network network : Networks.coreSet()) {
      for (Schedulers rival : RIVALS) {
        tasks.add(() -> SpaceEnergy.of(network, rival, machine, points));
      }
      tasks.add(() -> SpaceEnergy.of(network, Schedulers.MAS, machine, points));
    }
    return new EnergySweep(grid, corners, context.inParallel("energy costs", tasks));
  }

  /** At a point of the grid. */
  Saving saving(Schedulers rival, Reading reading, SweptCosts point) {
    return saving(rival, reading, grid.indexOf(point));
  }

  /** At the corner where the largest saving is largest. */
  CornerCosts bestCorner(Schedulers rival, Reading reading) {
    CornerCosts best = corners.get(0);
    for (CornerCosts corner : corners) {
      if (saving(rival, reading, corner).largestPercent()
          > saving(rival, reading, best).largestPercent()) {
        best = corner;
      }
    }
    return best;
  }

  /** At a corner. */
  Saving saving(Schedulers rival, Reading reading, CornerCosts corner) {
    return saving(rival, reading, grid.size() + corners.indexOf(corner));
  }

  private Saving saving(Schedulers rival, Reading reading, int point) {
    List<Double> ratios = new ArrayList<>();
    double largest = Double.NEGATIVE_INFINITY;
    String largestOn = "";
    int reached = 0;
    for (Network network : Networks.coreSet()) {
      double ratio =
          of(network, Schedulers.MAS).at(reading.ofMas()).get(point)
              / of(network, rival).at(reading.ofRival()).get(point);
      double saving = 100 * (1 - ratio);
      ratios.add(ratio);
      reached += saving >= EnergyCeiling.PUBLISHED_PERCENT ? 1 : 0;
      if (saving > largest) {
        largest = saving;
        largestOn = network.name();
      }
    }
    double mean = 100 * (1 - Decimals.geometricMean(ratios));
    return new Saving(mean, largest, largestOn, reached);
  }

  private SpaceEnergy of(Network network, Schedulers scheduler) {
    return energies.stream()
        .filter(one -> one.network().equals(network) && one.scheduler() == scheduler)
        .findFirst()
        .orElseThrow();
  }
}
