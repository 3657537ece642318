package masattention.benchmarks;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** Bars per shape and contender, each as a share of the measured peak. */
final class KernelChart {

  private static final int WIDTH = 1200;
  private static final int HEIGHT = 600;

  private KernelChart() {}

  /** Writes a PNG of the rows that have a peak beside them. */
  static void write(List<KernelResult> rows, Path file) throws IOException {
    List<KernelResult> shown =
        rows.stream()
            .filter(row -> !Double.isNaN(row.peak()) && row.shareOfPeak() < 1)
            .filter(row -> !row.contender().equals("fma-peak"))
            .toList();
    if (shown.isEmpty()) {
      return;
    }
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("Attention kernels, median; one thread, streams two")
            .xAxisTitle("heads x length x head dimension")
            .yAxisTitle("share of the measured FMA peak")
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setPlotBorderVisible(false);
    List<String> shapes = shown.stream().map(KernelResult::shape).distinct().toList();
    for (String contender : shown.stream().map(KernelResult::contender).distinct().toList()) {
      List<Double> shares = new ArrayList<>();
      for (String shape : shapes) {
        shares.add(
            shown.stream()
                .filter(row -> row.contender().equals(contender) && row.shape().equals(shape))
                .map(KernelResult::shareOfPeak)
                .findFirst()
                .orElse(0.0));
      }
      chart.addSeries(contender, shapes, shares);
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG);
  }
}
