package masattention.cli;

import picocli.CommandLine.Option;

/** Whether a search ends when it has proven what it found, or when that takes too long. */
final class ExactOption {
  @Option(
      names = "--exact",
      description =
          "prove every best tiling, which may take minutes; without, a search ends after some effort"
              + " and says how far from the optimum it may be at most")
  private boolean exact;

  boolean isGiven() {
    return exact;
  }
}
