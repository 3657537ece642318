package masattention.experiments.claims;

import java.util.ArrayList;
import java.util.List;
import masattention.input.Grade;
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
      "2.75",
      Grade.PUBLISHED,
      Places.EDGES),
  EDGE_MEAN_SPEEDUP(
      "edge-mean-speedup",
      "simulated edge device, mean speedup",
      Statistic.GEOMETRIC_MEAN_SPEEDUP,
      "1.70",
      Grade.SECOND_HAND,
      Places.EDGES),
  EDGE_LARGEST_SAVING(
      "edge-largest-saving",
      "simulated edge device, largest energy saving",
      Statistic.LARGEST_SAVING,
      "54",
      Grade.PUBLISHED,
      Places.EDGES),
  NPU_LARGEST_SPEEDUP(
      "npu-largest-speedup",
      "real NPU (DaVinci), largest speedup",
      Statistic.LARGEST_SPEEDUP,
      "1.76",
      Grade.PUBLISHED,
      Places.DAVINCI),
  NPU_MEAN_SPEEDUP(
      "npu-mean-speedup",
      "real NPU (DaVinci), mean speedup",
      Statistic.GEOMETRIC_MEAN_SPEEDUP,
      "1.42",
      Grade.SECOND_HAND,
      Places.DAVINCI),
  UNET_LATENCY_CUT(
      "unet-latency-cut",
      "Stable Diffusion UNet, latency cut",
      Statistic.WHOLE_CUT,
      "29.4",
      Grade.SECOND_HAND,
      Places.ANYWHERE);

  /** Where a claim's device is looked for. */
  private static final class Places {
    static final List<String> EDGES = List.of("edge", "flat-edge");
    static final List<String> DAVINCI = List.of("davinci");
    static final List<String> ANYWHERE = List.of("edge", "flat-edge", "davinci");
  }

  /** Every preset that the readings are shown for. */
  static final List<String> PRESETS = Places.ANYWHERE;

  /** What a published comparison may have meant by FLAT, the main reading first. */
  static final List<Schedulers> FLATS =
      List.of(Schedulers.FLAT, Schedulers.FLAT_NO_PREFETCH, Schedulers.FLAT_STREAM);

  private final String id;
  private final String text;
  private final Statistic statistic;
  private final String published;
  private final Grade grade;
  private final List<String> presets;

  PublishedClaim(
      String id,
      String text,
      Statistic statistic,
      String published,
      Grade grade,
      List<String> presets) {
    this.id = id;
    this.text = text;
    this.statistic = statistic;
    this.published = published;
    this.grade = grade;
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

  /** The published number as it is printed, in the unit of the statistic. */
  String published() {
    return published;
  }

  double publishedValue() {
    return Double.parseDouble(published);
  }

  Grade grade() {
    return grade;
  }

  /** Where the number was read. */
  String source() {
    return switch (this) {
      case EDGE_LARGEST_SPEEDUP, EDGE_LARGEST_SAVING, NPU_LARGEST_SPEEDUP ->
          "abstract of arXiv 2411.17720";
      case EDGE_MEAN_SPEEDUP, NPU_MEAN_SPEEDUP ->
          "public reading notes; the kind of mean is not stated";
      case UNET_LATENCY_CUT ->
          "public summary; rival, device, and whether of the largest layer or of all are not stated";
    };
  }

  /** Against whom; where that is not stated, the layer-wise schedule is shown too. */
  List<Schedulers> rivals() {
    List<Schedulers> rivals = new ArrayList<>(FLATS);
    if (statistic.ofUnet()) {
      rivals.add(Schedulers.LAYER_WISE);
    }
    return rivals;
  }

  /** The presets whose readings count, the main one first. */
  List<String> presets() {
    return presets;
  }
}
