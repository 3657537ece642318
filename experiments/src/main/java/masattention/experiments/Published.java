package masattention.experiments;

import masattention.input.Grade;

/** The numbers that the paper is known to state of MAS-Attention against FLAT, as printed. */
public enum Published {
  /** Largest speedup on the simulated edge device. */
  EDGE_LARGEST_SPEEDUP("2.75", Grade.PUBLISHED, Published.ABSTRACT),
  /** Mean speedup there. */
  EDGE_MEAN_SPEEDUP("1.70", Grade.SECOND_HAND, Published.NOTES),
  /** Largest energy saving there, in percent. */
  EDGE_LARGEST_SAVING("54", Grade.PUBLISHED, Published.ABSTRACT),
  /** Largest speedup on a real DaVinci NPU. */
  NPU_LARGEST_SPEEDUP("1.76", Grade.PUBLISHED, Published.ABSTRACT),
  /** Mean speedup there. */
  NPU_MEAN_SPEEDUP("1.42", Grade.SECOND_HAND, Published.NOTES),
  /** Latency cut of the Stable Diffusion UNet, in percent. */
  UNET_LATENCY_CUT(
      "29.4",
      Grade.SECOND_HAND,
      "public summary; rival, device, and whether of the largest layer or of all are not stated");

  private static final String ABSTRACT = "abstract of arXiv 2411.17720";
  private static final String NOTES = "public reading notes; the kind of mean is not stated";

  private final String text;
  private final Grade grade;
  private final String source;

  Published(String text, Grade grade, String source) {
    this.text = text;
    this.grade = grade;
    this.source = source;
  }

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
    return source;
  }
}
