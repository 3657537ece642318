package masattention.experiments.claims;

import java.util.ArrayList;
import java.util.List;
import masattention.experiments.CoreSet;
import masattention.experiments.Published;
import masattention.schedule.Schedulers;

/**
 * What the paper is known to claim in numbers, and where its device is looked for among the
 * presets.
 *
 * <p>The first preset and the first statistic give the main reading, against {@code flat}.
 */
enum PublishedClaim {
  EDGE_LARGEST_SPEEDUP(
      "edge-largest-speedup",
      "simulated edge device, largest speedup",
      Statistic.LARGEST_SPEEDUP,
      Published.EDGE_LARGEST_SPEEDUP,
      Places.EDGES),
  EDGE_MEAN_SPEEDUP(
      "edge-mean-speedup",
      "simulated edge device, mean speedup",
      Statistic.GEOMETRIC_MEAN_SPEEDUP,
      Published.EDGE_MEAN_SPEEDUP,
      Places.EDGES),
  EDGE_LARGEST_SAVING(
      "edge-largest-saving",
      "simulated edge device, largest energy saving",
      Statistic.LARGEST_SAVING,
      Published.EDGE_LARGEST_SAVING,
      Places.EDGES),
  NPU_LARGEST_SPEEDUP(
      "npu-largest-speedup",
      "real NPU (DaVinci), largest speedup",
      Statistic.LARGEST_SPEEDUP,
      Published.NPU_LARGEST_SPEEDUP,
      Places.DAVINCI),
  NPU_MEAN_SPEEDUP(
      "npu-mean-speedup",
      "real NPU (DaVinci), mean speedup",
      Statistic.GEOMETRIC_MEAN_SPEEDUP,
      Published.NPU_MEAN_SPEEDUP,
      Places.DAVINCI),
  UNET_LATENCY_CUT(
      "unet-latency-cut",
      "Stable Diffusion UNet, latency cut",
      Statistic.WHOLE_CUT,
      Published.UNET_LATENCY_CUT,
      Places.ANYWHERE);

  /** Where a claim's device is looked for. */
  private static final class Places {
    static final List<String> EDGES = List.of("edge", "flat-edge");
    static final List<String> DAVINCI = List.of("davinci");
    static final List<String> ANYWHERE = List.of("edge", "flat-edge", "davinci");
  }

  /** Every preset that the readings are shown for. */
  static final List<String> PRESETS = Places.ANYWHERE;

  private final String id;
  private final String text;
  private final Statistic statistic;
  private final Published published;
  private final List<String> presets;

  PublishedClaim(
      String id, String text, Statistic statistic, Published published, List<String> presets) {
    this.id = id;
    this.text = text;
    this.statistic = statistic;
    this.published = published;
    this.presets = presets;
  }

  /** Name in files. */
  String id() {
    return id;
  }

  String text() {
    return text;
  }

  /** The statistic of the main reading. */
  Statistic statistic() {
    return statistic;
  }

  /** The published number, in the unit of the statistic. */
  Published published() {
    return published;
  }

  /** Against whom; where that is not stated, the layer-wise schedule is shown too. */
  List<Schedulers> rivals() {
    List<Schedulers> rivals = new ArrayList<>(CoreSet.FLATS);
    if (statistic.ofUnet()) {
      rivals.add(Schedulers.LAYER_WISE);
    }
    return rivals;
  }

  /** The presets whose readings count, the main one first. */
  List<String> presets() {
    return presets;
  }

  /** Whether a reading decides the verdict. */
  boolean counts(String preset, Schedulers rival) {
    return presets.contains(preset) && CoreSet.FLATS.contains(rival);
  }

  /** The experiment that backs the cause. */
  String evidence() {
    return switch (this) {
      case EDGE_LARGEST_SPEEDUP, EDGE_MEAN_SPEEDUP -> "balance";
      case EDGE_LARGEST_SAVING -> "energy";
      case NPU_LARGEST_SPEEDUP, NPU_MEAN_SPEEDUP -> "davinci";
      case UNET_LATENCY_CUT -> "unet";
    };
  }
}
