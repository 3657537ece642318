package masattention.cli;

import java.io.PrintStream;
import java.time.Duration;
import masattention.report.Progress;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on a terminal. */
record TerminalProgress(PrintStream terminal) implements Progress {
  private static final int COLUMNS = 100;

  @Override
  public Steps begin(String what, long steps) {
    return resume(what, steps, 0);
  }

  /** What was done before counts neither for the rate nor for the time left. */
  @Override
  public Steps resume(String what, long steps, long done) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(what)
            .setInitialMax(steps)
            .startsFrom(done, Duration.ZERO)
            .showSpeed()
            .setStyle(ProgressBarStyle.ASCII)
            .setConsumer(new ConsoleProgressBarConsumer(terminal, COLUMNS))
            .build();
    return new Steps() {
      @Override
      public void advance(long count) {
        bar.stepBy(count);
      }

      @Override
      public void say(String best) {
        bar.setExtraMessage(" " + best);
      }

      @Override
      public void close() {
        bar.close();
      }
    };
  }
}
