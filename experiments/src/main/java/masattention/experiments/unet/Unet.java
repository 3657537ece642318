package masattention.experiments.unet;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Points;
import masattention.experiments.Published;
import masattention.experiments.unet.UnetPreset.UnetRow;
import masattention.plot.BarSeries;
import masattention.plot.GroupedBarChart;
import masattention.report.Dataset;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.workload.Network;
import masattention.workload.Networks;

/** The self-attention layers of the Stable Diffusion 1.5 UNet, each and all together. */
public final class Unet extends Experiment {
  static final List<Network> LAYERS =
      Stream.of("sd15-unet-64", "sd15-unet-32", "sd15-unet-16", "sd15-unet-8")
          .map(Networks::resolve)
          .toList();

  public Unet() {
    super("unet", "How much latency does mas cut in the Stable Diffusion UNet?");
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    Points points =
        new Points(
            context.searchWithBalanced(
                id(), Case.by(CoreSet.cases(LAYERS), Schedulers.published())));
    List<UnetPreset> presets = points.onPresets(UnetPreset::new);
    context.table(
        id(),
        Dataset.of(presets.stream().flatMap(preset -> preset.rows().stream()).toList())
            .show(UnetRow.COLUMNS));
    context.page(
        this,
        Map.of(
            "published", Published.UNET_LATENCY_CUT.text(),
            "readings", readings(presets),
            "presets", presets));
    for (UnetPreset preset : presets) {
      context.figure("unet-" + preset.name(), UnetPlot.of(preset));
    }
  }

  private record Against(UnetPreset preset, Scheduler flat) {}

  /** What mas cuts against each reading of FLAT, on the largest layer and on the sum. */
  private static Dataset<Against> readings(List<UnetPreset> presets) {
    return Dataset.ofPairs(presets, CoreSet.FLATS, Against::new)
        .show(
            text("latency cut by mas on", one -> one.preset().name()),
            text("against", one -> one.flat().id()),
            number("largest layer, %", 1, a -> a.preset().cut(LAYERS.get(0).name(), a.flat())),
            number("sum, %", 1, a -> a.preset().cut(UnetPreset.SUM, a.flat())));
  }

  /** Latencies relative to flat, with the published cut as a dashed line. */
  static final class UnetPlot {
    private UnetPlot() {}

    static GroupedBarChart of(UnetPreset preset) {
      List<String> categories = new ArrayList<>();
      for (Network layer : Unet.LAYERS) {
        categories.add("%d × %s tokens".formatted(layer.layers(), layer.shape().seqQ()));
      }
      categories.add("sum of the layers");
      List<BarSeries> series = new ArrayList<>();
      for (Scheduler scheduler : CoreSet.overFlat()) {
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

    private static double relative(UnetPreset preset, Scheduler scheduler, String layer) {
      return (double) preset.row(layer, scheduler).cycles()
          / preset.row(layer, Schedulers.FLAT).cycles();
    }
  }
}
