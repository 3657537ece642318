package masattention.experiments.claims;

import com.samskivert.mustache.Mustache.CustomContext;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import masattention.experiments.CoreSet;
import masattention.experiments.Found;
import masattention.experiments.OverlapGain;
import masattention.experiments.Point;
import masattention.experiments.Published;
import masattention.experiments.Template;
import masattention.interpret.energy.Energy;
import masattention.report.Dataset;
import masattention.report.Line;
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
record Causes(Layers layers, Found found, Statements statements) {
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
    private double ratio(Network network) {
      return OverlapGain.ratio(mas(network).on());
    }

    double ratio() {
      return ratio(gained());
    }

    /** What hiding the shorter of the two behind the longer gains over their sum. */
    double overlapAlone() {
      return OverlapGain.of(ratio());
    }

    /** The ratios over the core networks. */
    Values<Network> ratios() {
      return Dataset.of(Networks.coreSet()).values(this::ratio);
    }

    /** What a statistic of mas against a reading of FLAT is, by the names of both. */
    CustomContext against() {
      return flat -> (CustomContext) statistic -> value(flat, Statistic.valueOf(statistic));
    }

    private String value(String flat, Statistic statistic) {
      Scheduler rival = Dataset.of(CoreSet.FLATS).where(Scheduler::id, flat).only();
      return statistic.print(layers.value(name, rival, statistic));
    }

    /** What of flat's energy is beyond operations and compulsory traffic, at most, in percent. */
    double removable() {
      return Dataset.of(Networks.coreSet())
          .values(n -> removable(layers.point(name, Schedulers.FLAT, n, Statistic.LARGEST_SAVING)))
          .largest();
    }

    private static double removable(Point flat) {
      Energy energy = flat.found().energy();
      double needed =
          energy.macPicojoules()
              + energy.vecPicojoules()
              + energy.dramPicojoules() * flat.shape().compulsoryBytes() / flat.dramBytes();
      return 100 * (1 - needed / energy.totalPicojoules());
    }

    Measurement largestUnetLayer() {
      return mas(Layers.networks(Statistic.WHOLE_CUT).get(0)).found();
    }
  }

  /** By the name of the preset. */
  CustomContext on() {
    return name -> new Preset(layers, name);
  }

  /** Speedups of mas over flat, lanes by lanes, all else as on edge. */
  Values<Line> byLanes() {
    Dataset<Line> lanes = Found.where(found.table("balance"), "sweep", "vec-lanes");
    return Found.speedups(lanes, "mas", "flat", "setting");
  }

  /** Points of the grid of costs against flat, each for every way to choose tilings. */
  Dataset<Line> costs() {
    return Found.where(found.table("energy-sweep"), "against", "flat");
  }

  /** Those at which mas saves the published share on at least one network. */
  Dataset<Line> costsReachingTheSaving() {
    return costs()
        .values(line -> line.number("largest_saving_percent"))
        .where(saving -> saving >= Published.EDGE_LARGEST_SAVING.value());
  }
}
