package masattention.experiments.unet;

import java.util.ArrayList;
import java.util.List;
import masattention.experiments.CoreSet;
import masattention.experiments.Published;
import masattention.plot.BarSeries;
import masattention.plot.GroupedBarChart;
import masattention.schedule.Schedulers;
import masattention.workload.Network;

/** Latencies relative to flat, with the published cut as a dashed line. */
final class UnetPlot {
  private UnetPlot() {}

  static GroupedBarChart of(UnetPreset preset) {
    List<String> categories = new ArrayList<>();
    for (Network layer : Unet.LAYERS) {
      categories.add("%d × %s tokens".formatted(layer.layers(), layer.shape().seqQ()));
    }
    categories.add("sum of the layers");
    List<BarSeries> series = new ArrayList<>();
    for (Schedulers scheduler : CoreSet.allBut(Schedulers.FLAT)) {
      series.add(
          BarSeries.of(
              scheduler.id(),
              UnetPreset.layers().stream().map(l -> relative(preset, scheduler, l)).toList()));
    }
    return new GroupedBarChart(
            "Self-attention of the SD 1.5 UNet on %s (%s); dashed: 1 − %s %%, second-hand"
                .formatted(preset.name(), preset.assumed(), Published.UNET_LATENCY_CUT.text()),
            "layers",
            "latency relative to flat, ratio of cycles",
            categories,
            series)
        .withReferenceLine(1 - Published.UNET_LATENCY_CUT.value() / 100);
  }

  private static double relative(UnetPreset preset, Schedulers scheduler, String layer) {
    return (double) preset.row(layer, scheduler).cycles()
        / preset.row(layer, Schedulers.FLAT).cycles();
  }
}
