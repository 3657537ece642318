package masattention.benchmarks;

import java.util.ArrayList;
import java.util.List;
import masattention.plot.BarSeries;
import masattention.plot.GroupedBarChart;
import masattention.plot.Palette;

/** Bars per shape and contender, each as a share of the measured peak. */
final class KernelChart {
  private static final int COLORS = 9;

  private KernelChart() {}

  /** What a contender reaches on a shape: a share of the peak below 1. */
  record Share(String shape, String contender, double ofPeak) {}

  /** The shares, as the table states them, of all but the peak that were measured beside one. */
  static List<Share> shares(List<KernelResult> rows) {
    return rows.stream()
        .filter(row -> !Double.isNaN(row.peak()) && row.shareOfPeak() < 1)
        .filter(row -> !row.contender().equals(KernelResult.PEAK))
        .map(row -> new Share(row.shape(), row.contender(), Double.parseDouble(row.share())))
        .toList();
  }

  static GroupedBarChart of(List<Share> shares) {
    List<String> shapes = shares.stream().map(Share::shape).distinct().toList();
    List<String> contenders = shares.stream().map(Share::contender).distinct().toList();
    List<BarSeries> series = new ArrayList<>();
    for (String contender : contenders) {
      List<Double> values =
          shapes.stream()
              .map(
                  shape ->
                      shares.stream()
                          .filter(s -> s.contender().equals(contender) && s.shape().equals(shape))
                          .map(Share::ofPeak)
                          .findFirst()
                          .orElse(Double.NaN))
              .toList();
      series.add(new BarSeries(contender, Palette.other(series.size() % COLORS), values));
    }
    return new GroupedBarChart(
        "Attention kernels on a real machine: median of one thread (streams: two)",
        "heads x length x head dimension",
        "share of the measured FMA peak",
        shapes,
        series);
  }
}
