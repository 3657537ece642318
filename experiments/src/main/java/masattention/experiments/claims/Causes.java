package masattention.experiments.claims;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import masattention.experiments.Published;
import masattention.experiments.sweep.OverlapCeiling;
import masattention.interpret.energy.Energy;
import masattention.report.Decimals;
import masattention.schedule.Schedulers;
import masattention.simulator.Measurement;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import masattention.workload.Networks;

/**
 * Why a published number comes out here or does not, in one sentence with the numbers behind it.
 */
final class Causes {
  private Causes() {}

  static String of(PublishedClaim claim, Layers layers, SweepTables sweeps) {
    return switch (claim) {
      case EDGE_LARGEST_SPEEDUP -> edgeLargest(layers, sweeps);
      case EDGE_MEAN_SPEEDUP -> edgeMean(layers, sweeps);
      case EDGE_LARGEST_SAVING -> edgeSaving(layers, sweeps);
      case NPU_LARGEST_SPEEDUP -> npuLargest(layers, sweeps);
      case NPU_MEAN_SPEEDUP -> npuMean(layers, sweeps);
      case UNET_LATENCY_CUT -> unet(layers);
    };
  }

  /** The experiment that backs the sentence. */
  static String evidence(PublishedClaim claim) {
    return switch (claim) {
      case EDGE_LARGEST_SPEEDUP, EDGE_MEAN_SPEEDUP -> "balance";
      case EDGE_LARGEST_SAVING -> "energy";
      case NPU_LARGEST_SPEEDUP, NPU_MEAN_SPEEDUP -> "davinci";
      case UNET_LATENCY_CUT -> "unet";
    };
  }

  private static String edgeLargest(Layers layers, SweepTables sweeps) {
    Network network = fastestGain(layers, "edge");
    Published published = Published.EDGE_LARGEST_SPEEDUP;
    List<String> reached = new ArrayList<>();
    for (Schedulers rival : PublishedClaim.FLATS) {
      List<Double> speedups = sweeps.balance(rival);
      reached.add(
          "at %d over %s (largest %s)"
              .formatted(
                  speedups.stream().filter(speedup -> speedup >= published.value()).count(),
                  rival.id(),
                  Decimals.fixed(Collections.max(speedups), 3)));
    }
    return ("Where mas gains most (%s), a score keeps the vector unit busy %s times as long as the"
            + " matrix unit, and hiding one behind the other gains at most %s; of %d points around"
            + " this machine %s is reached %s.")
        .formatted(
            network.name(),
            Decimals.fixed(ratio(layers.row("edge", Schedulers.MAS, network)), 2),
            Decimals.fixed(ceiling(layers.row("edge", Schedulers.MAS, network)), 2),
            sweeps.balance(Schedulers.FLAT).size(),
            published.text(),
            String.join(", ", reached));
  }

  private static String edgeMean(Layers layers, SweepTables sweeps) {
    List<Double> byLanes = sweeps.byLanes();
    return ("It follows from the assumed vector unit, busy %s times as long as the matrix unit over"
            + " these networks, so it is near the published number without confirming it: other"
            + " numbers of lanes alone move bert-base from %s to %s; flat-edge gives %s.")
        .formatted(
            range(layers, "edge"),
            Decimals.fixed(Collections.min(byLanes), 3),
            Decimals.fixed(Collections.max(byLanes), 3),
            value(layers, "flat-edge", Schedulers.FLAT, Statistic.GEOMETRIC_MEAN_SPEEDUP));
  }

  private static String edgeSaving(Layers layers, SweepTables sweeps) {
    return ("Both do the same operations, and those with one fetch of Q, K and V and one store of O"
            + " already take all but %s %% of FLAT's energy, so that no schedule of them could save"
            + " more; against a FLAT that fetches K and V for every row block it is up to %s %%."
            + " With other costs, %s %% is reached over flat at %d of %d points (costs and tilings).")
        .formatted(
            Decimals.fixed(100 * largestRemovable(layers, "edge"), 1),
            value(layers, "edge", Schedulers.FLAT_STREAM, Statistic.LARGEST_SAVING),
            Published.EDGE_LARGEST_SAVING.text(),
            sweeps.costsReachingTheSaving(Schedulers.FLAT),
            sweeps.costs(Schedulers.FLAT));
  }

  private static String npuLargest(Layers layers, SweepTables sweeps) {
    Network network = fastestGain(layers, "davinci");
    List<Double> largest = sweeps.daVinciLargest();
    return ("By the chip's public tables a score keeps the vector unit busy %s times as long as the"
            + " matrix unit for %s, so that overlap gains at most %s; with one value changed the"
            + " largest is %s to %s; simulated here, measured there.")
        .formatted(
            Decimals.fixed(ratio(layers.row("davinci", Schedulers.MAS, network)), 2),
            network.name(),
            Decimals.fixed(ceiling(layers.row("davinci", Schedulers.MAS, network)), 2),
            Decimals.fixed(Collections.min(largest), 3),
            Decimals.fixed(Collections.max(largest), 3));
  }

  private static String npuMean(Layers layers, SweepTables sweeps) {
    List<Double> means = sweeps.daVinciMeans();
    return ("The vector unit is busy %s times as long as the matrix unit over these networks, which"
            + " are ours: the paper's list and its kind of mean are not available (arithmetic: %s);"
            + " with one value of the chip changed it is %s to %s.")
        .formatted(
            range(layers, "davinci"),
            value(layers, "davinci", Schedulers.FLAT, Statistic.ARITHMETIC_MEAN_SPEEDUP),
            Decimals.fixed(Collections.min(means), 3),
            Decimals.fixed(Collections.max(means), 3));
  }

  private static String unet(Layers layers) {
    Network largest = Layers.networks(Statistic.WHOLE_CUT).get(0);
    Measurement cramped = layers.row("flat-edge", Schedulers.MAS, largest);
    return ("Head dimensions of 40 to 160 move the balance of the units: %s %% on davinci, %s %% on"
            + " edge; on flat-edge mas is slower than FLAT (%s %%), for two rows of %d scores leave"
            + " room for blocks of only %d of the array's %d rows.")
        .formatted(
            value(layers, "davinci", Schedulers.FLAT, Statistic.WHOLE_CUT),
            value(layers, "edge", Schedulers.FLAT, Statistic.WHOLE_CUT),
            value(layers, "flat-edge", Schedulers.FLAT, Statistic.WHOLE_CUT),
            largest.shape().seqKv(),
            cramped.tiling().rowsPerBlock(),
            cramped.machine().macRows());
  }

  /** The core network on which flat loses most to mas. */
  private static Network fastestGain(Layers layers, String preset) {
    return Collections.max(
        Networks.coreSet(),
        Comparator.comparingDouble(
            network ->
                (double) layers.row(preset, Schedulers.FLAT, network).cycles()
                    / (double) layers.row(preset, Schedulers.MAS, network).cycles()));
  }

  private static String value(Layers layers, String preset, Schedulers rival, Statistic statistic) {
    return statistic.print(statistic.of(layers.pairs(preset, rival, statistic)));
  }

  /** Vector time by matrix time, per score. */
  private static double ratio(Measurement row) {
    return OverlapCeiling.ratio(row.machine(), row.shape().headDim());
  }

  /** What hiding the shorter of the two behind the longer gains over their sum. */
  private static double ceiling(Measurement row) {
    return OverlapCeiling.of(ratio(row));
  }

  private static String range(Layers layers, String preset) {
    List<Double> ratios = each(network -> ratio(layers.row(preset, Schedulers.MAS, network)));
    return "%s to %s"
        .formatted(
            Decimals.fixed(Collections.min(ratios), 2), Decimals.fixed(Collections.max(ratios), 2));
  }

  /** The part of flat's energy beyond operations and compulsory traffic, where it is largest. */
  private static double largestRemovable(Layers layers, String preset) {
    return Collections.max(
        each(network -> removable(layers.row(preset, Schedulers.FLAT, network))));
  }

  private static double removable(Measurement row) {
    AttentionShape shape = row.shape();
    double compulsoryBytes =
        shape.queryBytes() + shape.keyBytes() + shape.valueBytes() + shape.outputBytes();
    double dramBytes = row.work().dramReadBytes() + row.work().dramWriteBytes();
    Energy energy = row.energy();
    double needed =
        energy.macPicojoules()
            + energy.vecPicojoules()
            + energy.dramPicojoules() * compulsoryBytes / dramBytes;
    return 1 - needed / energy.totalPicojoules();
  }

  private static List<Double> each(Function<Network, Double> value) {
    return Networks.coreSet().stream().map(value).toList();
  }
}
