package masattention.benchmarks;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** Bars per shape and contender: shares of the measured peak, or of the read bandwidth. */
final class KernelChart {

  private static final int WIDTH = 1200;
  private static final int HEIGHT = 600;

  private KernelChart() {}

  /** Writes a PNG of the rows that have a peak beside them, and one of decoding. */
  static void write(List<KernelResult> rows, Path folder) throws IOException {
    List<KernelResult> blocks =
        rows.stream()
            .filter(row -> !BenchmarkShapes.DECODE.contains(row.shape()))
            .filter(row -> row.shareOfPeak() < 1 && !row.contender().equals("fma-peak"))
            .toList();
    write(
        blocks,
        "Attention kernels, median; one thread, streams two",
        "share of the measured FMA peak",
        KernelResult::shareOfPeak,
        folder.resolve("kernel.png"));
    List<KernelResult> decode =
        rows.stream()
            .filter(row -> BenchmarkShapes.DECODE.contains(row.shape()))
            .filter(row -> !Double.isNaN(row.shareOfRead()))
            .filter(row -> row.contender().equals("vector-flat") || row.storage().equals("FP32"))
            .filter(row -> !row.contender().equals("fma-peak"))
            .toList();
    write(
        decode,
        "Decoding, median; one thread",
        "K and V per second, share of reading them alone",
        KernelResult::shareOfRead,
        folder.resolve("kernel-decode.png"));
  }

  private static void write(
      List<KernelResult> shown,
      String title,
      String axis,
      ToDoubleFunction<KernelResult> share,
      Path file)
      throws IOException {
    if (shown.isEmpty()) {
      return;
    }
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("heads x length x head dimension")
            .yAxisTitle(axis)
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setPlotBorderVisible(false);
    List<String> shapes = shown.stream().map(KernelResult::shape).distinct().toList();
    for (String series : shown.stream().map(KernelChart::series).distinct().toList()) {
      List<Double> shares = new ArrayList<>();
      for (String shape : shapes) {
        shares.add(
            shown.stream()
                .filter(row -> series(row).equals(series) && row.shape().equals(shape))
                .map(share::applyAsDouble)
                .findFirst()
                .orElse(0.0));
      }
      chart.addSeries(series, shapes, shares);
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG);
  }

  private static String series(KernelResult row) {
    return row.storage().equals("FP32") ? row.contender() : row.contender() + " " + row.storage();
  }
}
