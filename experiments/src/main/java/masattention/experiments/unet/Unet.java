package masattention.experiments.unet;

import static masattention.report.Column.number;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.InWords;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Preset;
import masattention.experiments.Published;
import masattention.npu.Machine;
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
    context.table(id(), UnetPreset.UnetRow.table(Dataset.of(presets).flatMap(UnetPreset::rows)));
    context.page(
        this,
        Map.of(
            "published", Published.UNET_LATENCY_CUT.text(),
            "readings", readings(presets),
            "presets", presets));
    for (UnetPreset preset : presets) {
      context.figure("unet-" + preset.name(), chart(preset));
    }
  }

  private record Against(UnetPreset preset, Scheduler flat) {}

  /** What mas cuts against each reading of FLAT, on the largest layer and on the sum. */
  private static Dataset<Against> readings(List<UnetPreset> presets) {
    return Dataset.ofPairs(presets, CoreSet.FLATS, Against::new)
        .text("latency cut by mas on", one -> one.preset().name())
        .text("against", one -> one.flat().id())
        .number("largest layer, %", 1, a -> a.preset().cut(LAYERS.get(0).name(), a.flat()))
        .number("sum, %", 1, a -> a.preset().cut(UnetPreset.SUM, a.flat()));
  }

  /** Latencies relative to flat, with the published cut as a dashed line. */
  private static GroupedBarChart chart(UnetPreset preset) {
    List<String> categories = new ArrayList<>();
    for (Network layer : LAYERS) {
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

  /** Every scheduler on every layer shape and on the sum of all layers, on one preset. */
  record UnetPreset(Machine machine, Points points) implements Preset {
    static final String SUM = "sum";

    /** The names of the layer shapes and of the sum. */
    static List<String> layers() {
      return Stream.concat(Unet.LAYERS.stream().map(Network::name), Stream.of(SUM)).toList();
    }

    UnetRow row(String layer, Scheduler scheduler) {
      Dataset<Point> of =
          points.of(scheduler).where(p -> layer.equals(SUM) || p.network().equals(layer));
      return new UnetRow(layer, of, this);
    }

    Dataset<UnetRow> rows() {
      return Dataset.ofPairs(layers(), Schedulers.published(), this::row);
    }

    double cut(String layer, Scheduler rival) {
      return row(layer, rival).cutByMas();
    }

    double largestShare() {
      return row(Unet.LAYERS.get(0).name(), Schedulers.FLAT).shareOfSum();
    }

    /** The reading of FLAT against which the cut comes nearest the published one. */
    UnetRow nearest() {
      double published = Published.UNET_LATENCY_CUT.value();
      return Dataset.ofPairs(CoreSet.FLATS, layers(), (flat, layer) -> row(layer, flat))
          .values(flat -> Math.abs(flat.cutByMas() - published))
          .smallestAt();
    }

    Dataset<String> cuts() {
      return perLayer()
          .showEach(
              CoreSet.allBut(Schedulers.MAS),
              rival -> number(rival.id(), layer -> InWords.saved(cut(layer, rival), 1)));
    }

    Dataset<String> latencies() {
      return perLayer()
          .showEach(
              Schedulers.published(),
              s -> number(s.id(), 1, layer -> row(layer, s).microseconds()));
    }

    private Dataset<String> perLayer() {
      return Dataset.of(layers())
          .text("shape", layer -> layer)
          .number("layers", layer -> row(layer, Schedulers.MAS).layers());
    }

    /** The command lines of flat and mas. */
    Dataset<Point> commands() {
      return points
          .all()
          .where(p -> p.scheduler() == Schedulers.FLAT || p.scheduler() == Schedulers.MAS);
    }

    /**
     * One scheduler over some self-attention layers of the UNet, one after the other.
     *
     * @param layer name of the layers' shape, or of the sum
     * @param of the points of the shapes
     * @param preset what it is compared with
     */
    record UnetRow(String layer, Dataset<Point> of, UnetPreset preset) {
      /** As a file. */
      static Dataset<UnetRow> table(Dataset<UnetRow> rows) {
        return rows.text("preset", r -> r.preset().name())
            .text("layer", UnetRow::layer)
            .number("layers", UnetRow::layers)
            .text("scheduler", r -> r.scheduler().id())
            .number("cycles", UnetRow::cycles)
            .number("latency_us", 6, UnetRow::microseconds)
            .number("bound_cycles", UnetRow::boundCycles)
            .number("balanced_energy_pj", 3, UnetRow::picojoules)
            .number("share_of_sum_percent", 3, UnetRow::shareOfSum)
            .number("latency_cut_by_mas_percent", 3, UnetRow::cutByMas)
            .number("speedup_of_mas", 4, r -> (double) r.cycles() / r.mas().cycles())
            .number(
                "energy_saving_of_mas_percent",
                3,
                r -> 100 * (1 - r.mas().picojoules() / r.picojoules()));
      }

      Scheduler scheduler() {
        return of.rows().get(0).scheduler();
      }

      /** How many layers there are of a shape. */
      private static int layers(Point point) {
        return point.on().network().layers();
      }

      int layers() {
        return of.stream().mapToInt(UnetRow::layers).sum();
      }

      long cycles() {
        return of.stream().mapToLong(p -> layers(p) * p.cycles()).sum();
      }

      long boundCycles() {
        return of.stream().mapToLong(p -> layers(p) * p.boundCycles()).sum();
      }

      double microseconds() {
        return of.values(p -> (double) layers(p) * p.cycles() / p.machine().clockMegahertz()).sum();
      }

      /** At the balanced tilings. */
      double picojoules() {
        return of.values(p -> layers(p) * p.balanced().picojoules()).sum();
      }

      private UnetRow mas() {
        return preset.row(layer, Schedulers.MAS);
      }

      /** By how much mas cuts its latency, in percent. */
      double cutByMas() {
        return 100 * (1 - (double) mas().cycles() / cycles());
      }

      /** Its part of the latency of all layers, in percent. */
      double shareOfSum() {
        return 100.0 * cycles() / preset.row(UnetPreset.SUM, scheduler()).cycles();
      }
    }
  }
}
