package masattention.plot;

import java.util.List;

/**
 * A bar made of parts.
 *
 * @param group the cluster of bars it stands in, such as a network
 * @param bar its name in the cluster, such as a scheduler
 * @param parts the heights from bottom to top, in the order of the chart's components
 */
public record StackedBar(String group, String bar, List<Double> parts) {

  public StackedBar {
    parts = List.copyOf(parts);
    for (double part : parts) {
      if (!(Double.isFinite(part) && part >= 0)) {
        throw new IllegalArgumentException(
            "StackedBar (%s, %s): the part (%s) must be finite and not negative."
                .formatted(group, bar, part));
      }
    }
  }

  public double total() {
    return parts.stream().mapToDouble(p -> p).sum();
  }

  StackedBar scaled(double factor) {
    return new StackedBar(group, bar, parts.stream().map(p -> p * factor).toList());
  }
}
