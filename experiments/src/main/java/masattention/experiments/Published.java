package masattention.experiments;

import java.util.List;
import java.util.Locale;
import masattention.input.Grade;

/**
 * The numbers that the paper is known to state of MAS-Attention against FLAT, as printed, and the
 * presets among which each one's device is looked for, the likeliest first.
 */
public enum Published {
  EDGE_LARGEST_SPEEDUP(
      "simulated edge device, largest speedup", "2.75", Grade.PUBLISHED, "balance", Places.EDGES),
  EDGE_MEAN_SPEEDUP(
      "simulated edge device, mean speedup", "1.70", Grade.SECOND_HAND, "balance", Places.EDGES),
  EDGE_LARGEST_SAVING(
      "simulated edge device, largest energy saving",
      "54",
      Grade.PUBLISHED,
      "energy",
      Places.EDGES),
  NPU_LARGEST_SPEEDUP(
      "real NPU (DaVinci), largest speedup", "1.76", Grade.PUBLISHED, "davinci", Places.DAVINCI),
  NPU_MEAN_SPEEDUP(
      "real NPU (DaVinci), mean speedup", "1.42", Grade.SECOND_HAND, "davinci", Places.DAVINCI),
  UNET_LATENCY_CUT(
      "Stable Diffusion UNet, latency cut", "29.4", Grade.SECOND_HAND, "unet", Places.ANYWHERE);

  private static final class Places {
    static final List<String> EDGES = List.of("edge", "flat-edge");
    static final List<String> DAVINCI = List.of("davinci");
    static final List<String> ANYWHERE = List.of("edge", "flat-edge", "davinci");
  }

  /** Every preset that some device is looked for among. */
  public static final List<String> PRESETS = Places.ANYWHERE;

  private final String words;
  private final String text;
  private final Grade grade;
  private final String evidence;
  private final List<String> presets;

  Published(String words, String text, Grade grade, String evidence, List<String> presets) {
    this.words = words;
    this.text = text;
    this.grade = grade;
    this.evidence = evidence;
    this.presets = presets;
  }

  /** Name in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is claimed. */
  public String words() {
    return words;
  }

  /** A factor, or percent. */
  public double value() {
    return Double.parseDouble(text);
  }

  /** As printed. */
  public String text() {
    return text;
  }

  public Grade grade() {
    return grade;
  }

  /** Where the number was read. */
  public String source() {
    if (grade == Grade.PUBLISHED) {
      return "abstract of arXiv 2411.17720";
    }
    return this == UNET_LATENCY_CUT
        ? "public summary; rival, device, and whether of the largest layer or of all are not stated"
        : "public reading notes; the kind of mean is not stated";
  }

  /** The experiment that shows why it comes out here or does not. */
  public String evidence() {
    return evidence;
  }

  /** The presets whose readings count, the main one first. */
  public List<String> presets() {
    return presets;
  }
}
