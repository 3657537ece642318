package masattention.experiments.sweep;

/** What the paper claims of the speedup of MAS-Attention over FLAT, as printed. */
public enum Published {
  /** Largest on the simulated edge device: the abstract. */
  LARGEST_SIMULATED(2.75, "2.75"),
  /** Largest on a real DaVinci NPU: the abstract. */
  LARGEST_DAVINCI(1.76, "1.76"),
  /** Mean on a real DaVinci NPU: second-hand, of public reading notes; kind of mean not stated. */
  MEAN_DAVINCI(1.42, "1.42");

  private final double value;
  private final String text;

  Published(double value, String text) {
    this.value = value;
    this.text = text;
  }

  public double value() {
    return value;
  }

  /** As printed. */
  public String text() {
    return text;
  }
}
