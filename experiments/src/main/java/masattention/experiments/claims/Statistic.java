package masattention.experiments.claims;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import masattention.experiments.CoreSet;
import masattention.experiments.Point;
import masattention.experiments.Published;
import masattention.experiments.Tilings;
import masattention.npu.Interference;
import masattention.report.Decimals;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;

/** A number that sums up how a rival compares with mas over some layers. */
enum Statistic {
  LARGEST_SPEEDUP("largest speedup", "×", 3, false) {
    @Override
    double of(List<Pair> pairs) {
      return Collections.max(speedups(pairs));
    }
  },
  GEOMETRIC_MEAN_SPEEDUP("geometric mean of speedups", "×", 3, false) {
    @Override
    double of(List<Pair> pairs) {
      return Decimals.geometricMean(speedups(pairs));
    }
  },
  SLOWED_LARGEST_SPEEDUP("largest speedup, units slowed 7/47", "×", 3, false) {
    @Override
    double of(List<Pair> pairs) {
      return LARGEST_SPEEDUP.of(pairs);
    }
  },
  SLOWED_MEAN_SPEEDUP("geometric mean of speedups, units slowed 7/47", "×", 3, false) {
    @Override
    double of(List<Pair> pairs) {
      return GEOMETRIC_MEAN_SPEEDUP.of(pairs);
    }
  },
  ARITHMETIC_MEAN_SPEEDUP("arithmetic mean of speedups", "×", 3, false) {
    @Override
    double of(List<Pair> pairs) {
      double sum = 0;
      for (double speedup : speedups(pairs)) {
        sum += speedup;
      }
      return sum / pairs.size();
    }
  },
  LARGEST_SAVING("largest energy saving, balanced tilings", "%", 1, false) {
    @Override
    double of(List<Pair> pairs) {
      return Collections.max(
          pairs.stream().map(pair -> cut(energy(pair.rival()), energy(pair.mas()))).toList());
    }
  },
  THRIFTIEST_SAVING("largest energy saving, thriftiest tilings", "%", 1, false) {
    @Override
    double of(List<Pair> pairs) {
      return LARGEST_SAVING.of(pairs);
    }
  },
  WHOLE_CUT("latency cut of all layers", "%", 1, true) {
    @Override
    double of(List<Pair> pairs) {
      return cut(cycles(pairs, Pair::rival), cycles(pairs, Pair::mas));
    }
  },
  LARGEST_LAYER_CUT("latency cut of the largest layer", "%", 1, true) {
    @Override
    double of(List<Pair> pairs) {
      Pair largest =
          Collections.max(
              pairs, (one, other) -> Long.compare(one.mas().cycles(), other.mas().cycles()));
      return cut(cycles(List.of(largest), Pair::rival), cycles(List.of(largest), Pair::mas));
    }
  };

  /**
   * One layer, scheduled by a rival and by mas.
   *
   * @param layers how often the network has it
   */
  record Pair(Point rival, Point mas, int layers) {}

  private final String text;
  private final String unit;
  private final int decimals;
  private final boolean ofUnet;

  Statistic(String text, String unit, int decimals, boolean ofUnet) {
    this.text = text;
    this.unit = unit;
    this.decimals = decimals;
    this.ofUnet = ofUnet;
  }

  abstract double of(List<Pair> pairs);

  String text() {
    return text;
  }

  /** Whether it is about the layers of the UNet instead of the core networks. */
  boolean ofUnet() {
    return ofUnet;
  }

  /** A value as files print it, without unit. */
  String print(double value) {
    return Decimals.fixed(value, decimals);
  }

  /** A value as pages print it. */
  String printWithUnit(String value) {
    return unit.equals("%") ? value + " %" : value;
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
    return switch (this) {
      case LARGEST_SAVING -> Tilings.BALANCED;
      case THRIFTIEST_SAVING -> Tilings.THRIFTIEST;
      case LARGEST_SPEEDUP,
          GEOMETRIC_MEAN_SPEEDUP,
          ARITHMETIC_MEAN_SPEEDUP,
          SLOWED_LARGEST_SPEEDUP,
          SLOWED_MEAN_SPEEDUP,
          WHOLE_CUT,
          LARGEST_LAYER_CUT ->
          Tilings.FASTEST;
    };
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
    return ofUnet
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

  private static List<Double> speedups(List<Pair> pairs) {
    List<Double> speedups = new ArrayList<>();
    for (Pair pair : pairs) {
      speedups.add((double) pair.rival().cycles() / pair.mas().cycles());
    }
    return speedups;
  }

  private static double energy(Point row) {
    return row.picojoules();
  }

  private static double cycles(List<Pair> pairs, Function<Pair, Point> side) {
    return pairs.stream().mapToDouble(p -> (double) side.apply(p).cycles() * p.layers()).sum();
  }

  /** By how many percent {@code ours} is below {@code rivals}. */
  private static double cut(double rivals, double ours) {
    return 100 * (1 - ours / rivals);
  }
}
