package masattention.experiments.davinci;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import masattention.experiments.Published;
import masattention.experiments.sweep.SpeedupPoint;
import masattention.report.Decimals;
import masattention.report.Table;
import masattention.schedule.Schedulers;

/** The DaVinci comparison as a page that a person reads. */
final class DaVinciPage {
  private final DaVinciPoints points;
  private final StringBuilder text = new StringBuilder();

  private DaVinciPage(DaVinciPoints points) {
    this.points = points;
  }

  static String of(String question, DaVinciPoints points) {
    DaVinciPage page = new DaVinciPage(points);
    page.text.append("# The DaVinci chip\n\n%s\n".formatted(question));
    page.text.append(
        """

        The preset `davinci` follows public tables of the Ascend 310 (`./mas machines davinci` has every
        source); twelve core networks, every scheduler at its fastest tiling. Here the chip is simulated;
        nothing was measured on one. The published mean is second-hand and its kind is not stated.
        [davinci.csv](davinci.csv) has every row.

        ## Findings

        """);
    page.findings();
    page.networks();
    page.sensitivity();
    page.text.append(
        """

        ## Again

        ```text
        ./mas reproduce davinci
        ./mas simulate --network NETWORK [--kv-heads 32] --scheduler SCHEDULER --machine davinci
        ```
        """);
    return page.text.toString();
  }

  private void findings() {
    for (Schedulers flat : SpeedupPoint.FLATS) {
      SpeedupPoint best = points.largest(Change.NONE, flat);
      text.append(
          "- Over %s: largest %s (%s), %s against the published %s; geometric mean %s, %s against %s; arithmetic mean %s, of the summed cycles %s.\n"
              .formatted(
                  flat.id(),
                  fixed(best.speedupOver(flat)),
                  best.mas().point().network(),
                  deviation(best.speedupOver(flat), Published.NPU_LARGEST_SPEEDUP),
                  Published.NPU_LARGEST_SPEEDUP.text(),
                  fixed(points.geometricMean(Change.NONE, flat)),
                  deviation(points.geometricMean(Change.NONE, flat), Published.NPU_MEAN_SPEEDUP),
                  Published.NPU_MEAN_SPEEDUP.text(),
                  fixed(points.arithmeticMean(Change.NONE, flat)),
                  fixed(points.ofTotals(Change.NONE, flat))));
    }
    text.append(
        "- Largest first, over flat: %s.\n"
            .formatted(
                String.join(
                    ", ",
                    points.of(Change.NONE).stream()
                        .sorted(
                            Comparator.comparingDouble(
                                point -> -point.speedupOver(Schedulers.FLAT)))
                        .map(
                            point ->
                                "%s %s (E = %d, ceiling %s)"
                                    .formatted(
                                        point.mas().point().network(),
                                        fixed(point.speedupOver(Schedulers.FLAT)),
                                        point.mas().point().shape().headDim(),
                                        fixed(point.ceiling())))
                        .toList())));
    spread();
  }

  private void spread() {
    List<Change> changes = List.of(Change.values());
    Comparator<Change> byMean =
        Comparator.comparingDouble(change -> points.geometricMean(change, Schedulers.FLAT));
    Comparator<Change> byLargest =
        Comparator.comparingDouble(
            change -> points.largest(change, Schedulers.FLAT).speedupOver(Schedulers.FLAT));
    Change lowMean = changes.stream().min(byMean).orElseThrow();
    Change highMean = changes.stream().max(byMean).orElseThrow();
    Change lowLargest = changes.stream().min(byLargest).orElseThrow();
    Change highLargest = changes.stream().max(byLargest).orElseThrow();
    text.append(
        "- With one value changed at a time, the largest speedup over flat goes from %s (%s) to %s (%s), the geometric mean from %s (%s) to %s (%s).\n"
            .formatted(
                largest(lowLargest),
                name(lowLargest),
                largest(highLargest),
                name(highLargest),
                fixed(points.geometricMean(lowMean, Schedulers.FLAT)),
                name(lowMean),
                fixed(points.geometricMean(highMean, Schedulers.FLAT)),
                name(highMean)));
  }

  private String largest(Change change) {
    return fixed(points.largest(change, Schedulers.FLAT).speedupOver(Schedulers.FLAT));
  }

  private static String name(Change change) {
    return "%s %s".formatted(change.id(), change.setting());
  }

  private static String deviation(double ours, Published published) {
    double percent = 100 * (ours / published.value() - 1);
    return (percent < 0 ? "" : "+") + Decimals.fixed(percent, 1) + " %";
  }

  private void networks() {
    List<String> headers = new ArrayList<>(List.of("network", "head dim", "r", "ceiling"));
    SpeedupPoint.FLATS.forEach(flat -> headers.add("over " + flat.id()));
    headers.add("of the ceiling, over flat");
    Table table = new Table(1, headers);
    for (SpeedupPoint point : points.of(Change.NONE)) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  point.mas().point().network(),
                  Integer.toString(point.mas().point().shape().headDim()),
                  fixed(point.ratio()),
                  fixed(point.ceiling())));
      SpeedupPoint.FLATS.forEach(flat -> cells.add(fixed(point.speedupOver(flat))));
      cells.add(
          Decimals.fixed(100 * point.speedupOver(Schedulers.FLAT) / point.ceiling(), 1) + " %");
      table.add(cells);
    }
    text.append(
        "\n## Network by network\n\n%s\n![Speedup](../plots/%s.svg)\n"
            .formatted(table.markdown(), DaVinciPlots.NETWORKS));
  }

  private void sensitivity() {
    Table table =
        new Table(
            2,
            List.of(
                "changed",
                "to",
                "largest over flat",
                "its network",
                "geometric mean over flat",
                "geometric mean over flat-no-prefetch",
                "geometric mean over flat-stream"));
    for (Change change : Change.values()) {
      table.add(
          List.of(
              change.id(),
              change.setting(),
              largest(change),
              points.largest(change, Schedulers.FLAT).mas().point().network(),
              fixed(points.geometricMean(change, Schedulers.FLAT)),
              fixed(points.geometricMean(change, Schedulers.FLAT_NO_PREFETCH)),
              fixed(points.geometricMean(change, Schedulers.FLAT_STREAM))));
    }
    text.append(
        """

        ## One value changed at a time

        "softmax cost by length" takes CANN's fitted cost at each network's own length; the preset takes
        it at 512 for all.

        %s
        ![Sensitivity](../plots/%s.svg)
        """
            .formatted(table.markdown(), DaVinciPlots.SENSITIVITY));
  }

  private static String fixed(double value) {
    return Decimals.fixed(value, 3);
  }
}
