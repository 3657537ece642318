package masattention.experiments.claims;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import masattention.experiments.Measurement;
import masattention.interpret.energy.Energy;
import masattention.report.Decimals;
import masattention.schedule.Schedulers;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import masattention.workload.Networks;

/**
 * Why a published number comes out here or does not, in one sentence with the numbers behind it.
 */
final class Causes {
  private Causes() {}

  static String of(PublishedClaim claim, Layers layers) {
    return switch (claim) {
      case EDGE_LARGEST_SPEEDUP -> edgeLargest(layers);
      case EDGE_MEAN_SPEEDUP -> edgeMean(layers);
      case EDGE_LARGEST_SAVING -> edgeSaving(layers);
      case NPU_LARGEST_SPEEDUP -> npuLargest(layers);
      case NPU_MEAN_SPEEDUP -> npuMean(layers);
      case UNET_LATENCY_CUT -> unet(layers);
    };
  }

  /** The experiment that backs the sentence. */
  static String evidence(PublishedClaim claim) {
    return switch (claim) {
      case EDGE_LARGEST_SPEEDUP,
          EDGE_MEAN_SPEEDUP,
          EDGE_LARGEST_SAVING,
          NPU_LARGEST_SPEEDUP,
          NPU_MEAN_SPEEDUP,
          UNET_LATENCY_CUT ->
          "comparison";
    };
  }

  private static String edgeLargest(Layers layers) {
    Network network = fastestGain(layers, "edge");
    return ("Where mas gains most (%s), the vector unit works %s times as long as the matrix unit,"
            + " and hiding one behind the other gains at most %s; only a FLAT that also leaves DRAM"
            + " time in the open (no prefetch, up to %s) goes beyond 2.")
        .formatted(
            network.name(),
            Decimals.fixed(ratio(layers.row("edge", Schedulers.MAS, network)), 2),
            Decimals.fixed(ceiling(layers.row("edge", Schedulers.MAS, network)), 2),
            value(layers, "edge", Schedulers.FLAT_NO_PREFETCH, Statistic.LARGEST_SPEEDUP));
  }

  private static String edgeMean(Layers layers) {
    return ("It follows from the assumed vector unit, whose time is %s times the matrix unit's over"
            + " these networks, so it is near the published number without confirming it; flat-edge"
            + " gives %s.")
        .formatted(
            range(layers, "edge"),
            value(layers, "flat-edge", Schedulers.FLAT, Statistic.GEOMETRIC_MEAN_SPEEDUP));
  }

  private static String edgeSaving(Layers layers) {
    return ("Both do the same operations, and those with one fetch of Q, K and V and one store of O"
            + " already take all but %s %% of FLAT's energy, so that no exact schedule could save"
            + " more; against a FLAT that fetches K and V for every row block it is up to %s %%.")
        .formatted(
            Decimals.fixed(100 * largestRemovable(layers, "edge"), 1),
            value(layers, "edge", Schedulers.FLAT_STREAM, Statistic.LARGEST_SAVING));
  }

  private static String npuLargest(Layers layers) {
    Network network = fastestGain(layers, "davinci");
    return ("On the chip's public tables the vector unit works %s times as long as the matrix unit"
            + " for %s, so that overlap gains at most %s; simulated here, measured there.")
        .formatted(
            Decimals.fixed(ratio(layers.row("davinci", Schedulers.MAS, network)), 2),
            network.name(),
            Decimals.fixed(ceiling(layers.row("davinci", Schedulers.MAS, network)), 2));
  }

  private static String npuMean(Layers layers) {
    return ("Vector time is %s times matrix time over these networks, which are ours: the paper's list"
            + " and its kind of mean are not available (arithmetic: %s).")
        .formatted(
            range(layers, "davinci"),
            value(layers, "davinci", Schedulers.FLAT, Statistic.ARITHMETIC_MEAN_SPEEDUP));
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

  /** Vector time by matrix time. */
  private static double ratio(Measurement row) {
    return (double) row.busy().vec() / (double) row.busy().mac();
  }

  /** What hiding the shorter of the two behind the longer gains over their sum. */
  private static double ceiling(Measurement row) {
    return 1 + Math.min(ratio(row), 1 / ratio(row));
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
