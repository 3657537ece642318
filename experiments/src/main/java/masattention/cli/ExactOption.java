package masattention.cli;

import picocli.CommandLine.Option;

/** Whether a search ends when it has proven what it found, or when that takes too long. */
final class ExactOption {
  @Option(names = "--exact")
  private boolean exact;

  boolean isGiven() {
    return exact;
  }
}
