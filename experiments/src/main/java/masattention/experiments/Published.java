package masattention.experiments;

import java.util.List;
import java.util.Locale;
import masattention.input.Grade;
import masattention.report.Csv;
import masattention.report.Line;

/**
 * The numbers that the paper is known to state of MAS-Attention against FLAT, as printed, and the
 * presets among which each one's device is looked for, the likeliest first: the lines of {@code
 * published.csv}.
 */
public enum Published {
  EDGE_LARGEST_SPEEDUP,
  EDGE_MEAN_SPEEDUP,
  EDGE_LARGEST_SAVING,
  NPU_LARGEST_SPEEDUP,
  NPU_MEAN_SPEEDUP,
  UNET_LATENCY_CUT;

  /** Every preset that some device is looked for among. */
  public static final List<String> PRESETS = List.of("edge", "flat-edge", "davinci");

  private final Line line =
      Csv.resource(Published.class, "published.csv").where(line -> line.cell("id"), id()).only();

  /** Name in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is claimed. */
  public String words() {
    return line.text("words");
  }

  /** A factor, or percent. */
  public double value() {
    return line.number("text");
  }

  /** As printed. */
  public String text() {
    return line.text("text");
  }

  public Grade grade() {
    return Grade.valueOf(line.text("grade"));
  }

  /** Where the number was read. */
  public String source() {
    return line.text("source");
  }

  /** The experiment that shows why it comes out here or does not. */
  public String evidence() {
    return line.text("evidence");
  }

  /** The presets whose readings count, the main one first. */
  public List<String> presets() {
    return List.of(line.text("presets").split(" ", -1));
  }
}
