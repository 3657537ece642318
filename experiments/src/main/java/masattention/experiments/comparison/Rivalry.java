package masattention.experiments.comparison;

import java.util.List;
import java.util.function.ToDoubleFunction;
import masattention.report.Decimals;
import masattention.schedule.Schedulers;
import masattention.simulator.Measurement;

/**
 * How many times a rival's quantity is that of a scheduler, over the networks of a preset.
 *
 * @param networks in the order of {@code ratios}
 */
record Rivalry(List<String> networks, List<Double> ratios) {

  Rivalry {
    networks = List.copyOf(networks);
    ratios = List.copyOf(ratios);
  }

  static Rivalry of(
      PresetRows preset,
      ToDoubleFunction<Measurement> quantity,
      Schedulers scheduler,
      Schedulers rival) {
    return new Rivalry(preset.networks(), preset.ratios(quantity, rival, scheduler));
  }

  double geometricMean() {
    return Decimals.geometricMean(ratios);
  }

  double arithmeticMean() {
    return ratios.stream().mapToDouble(ratio -> ratio).average().orElseThrow();
  }

  double largest() {
    return ratios.stream().mapToDouble(ratio -> ratio).max().orElseThrow();
  }

  double smallest() {
    return ratios.stream().mapToDouble(ratio -> ratio).min().orElseThrow();
  }

  /** The first network with the largest ratio. */
  String largestOn() {
    return networks.get(ratios.indexOf(largest()));
  }

  /** The first network with the smallest ratio. */
  String smallestOn() {
    return networks.get(ratios.indexOf(smallest()));
  }
}
