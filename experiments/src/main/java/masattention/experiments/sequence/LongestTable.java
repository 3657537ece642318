package masattention.experiments.sequence;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.Arrays;
import java.util.List;
import masattention.experiments.sequence.LongestSequence.Limit;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.schedule.Schedulers;

/** The longest sequence of every scheduler on one machine. */
record LongestTable(String machine, Dataset<LongestSequence> of) {

  static List<LongestTable> all(Dataset<LongestSequence> all) {
    return all.by(one -> one.machine().name()).entrySet().stream()
        .map(machine -> new LongestTable(machine.getKey(), machine.getValue()))
        .toList();
  }

  private record Line(Schedulers scheduler, int headDim) {}

  /** A row per scheduler and head dimension. */
  Dataset<Line> table() {
    return Dataset.of(of.distinct(one -> new Line(one.scheduler(), one.headDim())))
        .show(text("scheduler", line -> line.scheduler().id()), number("head dim", Line::headDim))
        .show(
            Arrays.stream(Limit.values())
                .map(limit -> Column.<Line>number(limit.words(), line -> cell(line, limit)))
                .toList());
  }

  private String cell(Line line, Limit limit) {
    Dataset<LongestSequence> found =
        of.where(one -> one.scheduler() == line.scheduler())
            .where(one -> one.headDim() == line.headDim() && one.limit() == limit);
    if (found.isEmpty()) {
      return "keeps none";
    }
    LongestSequence one = found.only();
    return one.endFound() ? "%d (%s)".formatted(one.tokens().orElse(0), one.endedBy()) : "none";
  }
}
