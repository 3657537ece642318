package masattention.experiments.claims;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import masattention.experiments.CoreSet;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Published;
import masattention.experiments.Tilings;
import masattention.npu.Interference;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;

/** A number that sums up how a rival compares with mas over some layers. */
enum Statistic {
  LARGEST_SPEEDUP("largest speedup", p -> speedups(p).largest()),
  GEOMETRIC_MEAN_SPEEDUP("geometric mean of speedups", p -> speedups(p).geometricMean()),
  SLOWED_LARGEST_SPEEDUP("largest speedup, units slowed 7/47", LARGEST_SPEEDUP::of),
  SLOWED_MEAN_SPEEDUP("geometric mean of speedups, units slowed 7/47", GEOMETRIC_MEAN_SPEEDUP::of),
  ARITHMETIC_MEAN_SPEEDUP("arithmetic mean of speedups", p -> speedups(p).mean()),
  LARGEST_SAVING("largest energy saving, balanced tilings", Tilings.BALANCED, Statistic::saving),
  THRIFTIEST_SAVING(
      "largest energy saving, thriftiest tilings", Tilings.THRIFTIEST, Statistic::saving),
  WHOLE_CUT("latency cut of all layers", Tilings.FASTEST, Statistic::cut),
  LARGEST_LAYER_CUT(
      "latency cut of the largest layer",
      Tilings.FASTEST,
      p -> cut(Dataset.of(List.of(p.values(pair -> pair.mas().cycles()).largestAt()))));

  /**
   * One layer, scheduled by a rival and by mas.
   *
   * @param layers how often the network has it
   */
  record Pair(Point rival, Point mas, int layers) {}

  private final String text;
  private final boolean inPercent;
  private final Tilings tilings;
  private final ToDoubleFunction<Dataset<Pair>> value;

  /** A ratio of cycles. */
  Statistic(String text, ToDoubleFunction<Dataset<Pair>> value) {
    this(text, false, Tilings.FASTEST, value);
  }

  /** A share in percent. */
  Statistic(String text, Tilings tilings, ToDoubleFunction<Dataset<Pair>> value) {
    this(text, true, tilings, value);
  }

  Statistic(
      String text, boolean inPercent, Tilings tilings, ToDoubleFunction<Dataset<Pair>> value) {
    this.text = text;
    this.inPercent = inPercent;
    this.tilings = tilings;
    this.value = value;
  }

  double of(Dataset<Pair> pairs) {
    return value.applyAsDouble(pairs);
  }

  String text() {
    return text;
  }

  /** Whether it is about the layers of the UNet instead of the core networks. */
  boolean ofUnet() {
    return this == WHOLE_CUT || this == LARGEST_LAYER_CUT;
  }

  /** A value as files print it, without unit. */
  String print(double value) {
    return Decimals.fixed(value, inPercent ? 1 : 3);
  }

  /** A value as pages print it. */
  String printWithUnit(String value) {
    return inPercent ? value + " %" : value;
  }

  /** What a published number is taken for first. */
  static Statistic of(Published claim) {
    return switch (claim) {
      case EDGE_LARGEST_SPEEDUP, NPU_LARGEST_SPEEDUP -> LARGEST_SPEEDUP;
      case EDGE_MEAN_SPEEDUP, NPU_MEAN_SPEEDUP -> GEOMETRIC_MEAN_SPEEDUP;
      case EDGE_LARGEST_SAVING -> LARGEST_SAVING;
      case UNET_LATENCY_CUT -> WHOLE_CUT;
    };
  }

  /** At which tilings both are compared. */
  Tilings tilings() {
    return tilings;
  }

  /**
   * How much the units of the machines slow each other; where they do it is only shown, since no
   * edge NPU was measured.
   */
  Interference interference() {
    return this == SLOWED_LARGEST_SPEEDUP || this == SLOWED_MEAN_SPEEDUP
        ? Interference.ofPercent(7, 47)
        : Interference.NONE;
  }

  /** Against whom; where that is not stated, the layer-wise schedule is shown too. */
  List<Scheduler> rivals() {
    return ofUnet()
        ? Stream.concat(CoreSet.FLATS.stream(), Stream.of(Schedulers.LAYER_WISE)).toList()
        : CoreSet.FLATS;
  }

  /** This one and those that the same published words may mean. */
  List<Statistic> alternatives() {
    return switch (this) {
      case GEOMETRIC_MEAN_SPEEDUP, ARITHMETIC_MEAN_SPEEDUP, SLOWED_MEAN_SPEEDUP ->
          List.of(GEOMETRIC_MEAN_SPEEDUP, ARITHMETIC_MEAN_SPEEDUP, SLOWED_MEAN_SPEEDUP);
      case WHOLE_CUT, LARGEST_LAYER_CUT -> List.of(WHOLE_CUT, LARGEST_LAYER_CUT);
      case LARGEST_SAVING, THRIFTIEST_SAVING -> List.of(LARGEST_SAVING, THRIFTIEST_SAVING);
      case LARGEST_SPEEDUP, SLOWED_LARGEST_SPEEDUP ->
          List.of(LARGEST_SPEEDUP, SLOWED_LARGEST_SPEEDUP);
    };
  }

  private static Values<Pair> speedups(Dataset<Pair> pairs) {
    return pairs.values(pair -> (double) pair.rival().cycles() / pair.mas().cycles());
  }

  private static double saving(Dataset<Pair> pairs) {
    return pairs.values(pair -> Points.saving(pair.mas(), pair.rival())).largest();
  }

  /** By how many percent the cycles of mas are below those of the rival, over all layers. */
  private static double cut(Dataset<Pair> pairs) {
    return 100 * (1 - cycles(pairs, Pair::mas) / cycles(pairs, Pair::rival));
  }

  private static double cycles(Dataset<Pair> pairs, Function<Pair, Point> side) {
    return pairs.values(pair -> (double) side.apply(pair).cycles() * pair.layers()).sum();
  }
}
