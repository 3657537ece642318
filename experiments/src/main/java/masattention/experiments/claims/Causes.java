package masattention.experiments.claims;

import com.samskivert.mustache.Mustache.CustomContext;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import masattention.experiments.CoreSet;
import masattention.experiments.OverlapGain;
import masattention.experiments.Point;
import masattention.experiments.Published;
import masattention.experiments.Template;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.simulator.Measurement;
import masattention.workload.Network;
import masattention.workload.Networks;

/**
 * Why a published number comes out here or does not: the values that the template {@code
 * causes.txt} names, a sentence per claim.
 */
record Causes(Layers layers, Sweeps sweeps, Statements statements) {

  /** The sentences by claim. */
  Map<String, String> sentences() {
    Map<String, String> sentences = new LinkedHashMap<>();
    for (String line : Template.fill(Causes.class, "causes.txt", this).split("\n", -1)) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        sentences.put(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    return sentences;
  }

  /** What decides on one preset. */
  record Preset(Layers layers, String name) {
    private Point mas(Network network) {
      return layers.point(name, Schedulers.MAS, network);
    }

    /** The core network on which flat loses most to mas. */
    private Network gained() {
      return Collections.max(
          Networks.coreSet(),
          Comparator.comparingDouble(
              network ->
                  (double) layers.point(name, Schedulers.FLAT, network).cycles()
                      / mas(network).cycles()));
    }

    String network() {
      return gained().name();
    }

    /** Vector time by matrix time, per score. */
    private double ratioOf(Network network) {
      return OverlapGain.ratio(mas(network).machine(), network.shape().headDim());
    }

    String ratio() {
      return Decimals.fixed(ratioOf(gained()), 2);
    }

    /** What hiding the shorter of the two behind the longer gains over their sum. */
    String overlapAlone() {
      return Decimals.fixed(OverlapGain.of(ratioOf(gained())), 2);
    }

    /** The ratios over the core networks. */
    String ratios() {
      return Dataset.of(Networks.coreSet()).values(this::ratioOf).range(2);
    }

    /** What a statistic of mas against a reading of FLAT is, by the names of both. */
    CustomContext against() {
      return flat -> (CustomContext) statistic -> value(flat, Statistic.valueOf(statistic));
    }

    private String value(String flat, Statistic statistic) {
      Scheduler rival = Dataset.of(CoreSet.FLATS).where(Scheduler::id, flat).only();
      return statistic.print(layers.value(name, rival, statistic));
    }

    /** The part of flat's energy beyond operations and compulsory traffic, where it is largest. */
    String removable() {
      Values<Network> removable =
          Dataset.of(Networks.coreSet())
              .values(
                  n ->
                      removable(
                          layers
                              .point(name, Schedulers.FLAT, n, Statistic.LARGEST_SAVING)
                              .found()));
      return Decimals.fixed(100 * removable.largest(), 1);
    }

    private static double removable(Measurement row) {
      double dramBytes = row.work().dramReadBytes() + row.work().dramWriteBytes();
      double needed =
          row.energy().macPicojoules()
              + row.energy().vecPicojoules()
              + row.energy().dramPicojoules() * (double) row.shape().compulsoryBytes() / dramBytes;
      return 1 - needed / row.energy().totalPicojoules();
    }

    private Measurement largestUnetLayer() {
      return mas(Layers.networks(Statistic.WHOLE_CUT).get(0)).found();
    }

    int unetTokens() {
      return largestUnetLayer().shape().seqKv();
    }

    int unetRows() {
      return largestUnetLayer().tiling().rowsPerBlock();
    }

    int arrayRows() {
      return largestUnetLayer().machine().macRows();
    }
  }

  /** By the name of the preset. */
  CustomContext on() {
    return name -> new Preset(layers, name);
  }

  String edgeSpeedup() {
    return Published.EDGE_LARGEST_SPEEDUP.text();
  }

  String edgeSaving() {
    return Published.EDGE_LARGEST_SAVING.text();
  }

  int balancePoints() {
    return sweeps.balance(Schedulers.FLAT).rows().size();
  }

  /** At how many points the published largest is reached, over each reading of FLAT. */
  String reached() {
    return String.join(", ", CoreSet.FLATS.stream().map(this::reachedOver).toList());
  }

  private String reachedOver(Scheduler rival) {
    Values<?> speedups = sweeps.balance(rival);
    return "%d over %s (largest %s)"
        .formatted(
            speedups.count(speedup -> speedup >= Published.EDGE_LARGEST_SPEEDUP.value()),
            rival.id(),
            Decimals.fixed(speedups.largest(), 3));
  }

  String byLanes() {
    return sweeps.byLanes().range(3);
  }
}
