package masattention.benchmarks;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import masattention.plot.BarSeries;
import masattention.plot.GroupedBarChart;
import masattention.plot.Palette;

/** Bars per shape and contender: shares of the measured peak, or of the read bandwidth. */
final class KernelChart {
  /** The contenders by their colours, the same in both figures. */
  private static final List<Set<String>> COLOURS =
      List.of(
          Set.of("vector-flat"),
          Set.of("vector-online"),
          Set.of("streams"),
          Set.of("onnx-attention"),
          Set.of("onnx-matmul"),
          Set.of("torch-sdpa"),
          Set.of("openblas-products", "torch-sdpa-stacked"), // of blocks alone, of decode alone
          Set.of("naive"),
          Set.of("tiled"),
          Set.of("onnx-gqa"));

  private KernelChart() {}

  /** What a contender reaches on a shape: a share of the peak, or of reading K and V alone. */
  record Share(String shape, String contender, double ofPeak) {}

  /** The shares, as the table states them, of all but the peak that were measured beside one. */
  static List<Share> shares(List<KernelResult> rows) {
    return rows.stream()
        .filter(row -> !BenchmarkShapes.DECODE.contains(row.shape()))
        .filter(row -> !Double.isNaN(row.peak()) && row.shareOfPeak() < 1)
        .filter(row -> !row.contender().equals(KernelResult.PEAK))
        .map(row -> new Share(row.shape(), row.contender(), Double.parseDouble(row.share())))
        .toList();
  }

  /** The shares of reading K and V alone, in the formats that a contender takes. */
  static List<Share> decodeShares(List<KernelResult> rows) {
    return rows.stream()
        .filter(row -> BenchmarkShapes.DECODE.contains(row.shape()))
        .filter(row -> row.shareOfRead() > 0)
        .filter(row -> !row.contender().equals(MemoryReadContender.LABEL))
        .map(
            row ->
                new Share(stored(row.shape(), row.storage()), row.contender(), row.shareOfRead()))
        .toList();
  }

  /** A shape with K and V in a format. */
  static String stored(String shape, String storage) {
    return shape + "\n" + storage;
  }

  static GroupedBarChart of(List<Share> shares) {
    return chart(
        shares,
        "Attention kernels on a real machine: median of one thread (streams: two)",
        "query heads/heads of K and V (where fewer) x length x head dimension",
        "share of the measured FMA peak");
  }

  static GroupedBarChart ofDecode(List<Share> shares) {
    return chart(
        shares,
        "Decoding on a real machine: median of one thread",
        "query heads/heads of K and V x queries:keys x head dimension, elements of K and V",
        "K and V per second, share of reading them alone");
  }

  private static GroupedBarChart chart(
      List<Share> shares, String title, String shapesAre, String axis) {
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
      series.add(new BarSeries(contender, colour(contender), values));
    }
    return new GroupedBarChart(title, shapesAre, axis, shapes, series);
  }

  private static Color colour(String contender) {
    return IntStream.range(0, COLOURS.size())
        .filter(place -> COLOURS.get(place).contains(contender))
        .mapToObj(Palette::other)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The contender (%s) has no colour in the figures.".formatted(contender)));
  }
}
