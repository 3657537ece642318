package masattention.experiments.claims;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import masattention.experiments.InWords;
import masattention.experiments.Preset;
import masattention.experiments.Published;
import masattention.input.Grade;
import masattention.npu.Machine;
import masattention.npu.Machines;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.schedule.Scheduler;

/**
 * A claim, what came out, and why.
 *
 * @param text what is claimed
 * @param published the published value with its unit
 * @param source where that was read
 * @param ours the main reading with its unit
 * @param where what the main reading was taken on, in a few words
 * @param assumed how many values of that machine are assumed; empty where no number hangs on them
 * @param cause one sentence
 * @param evidence the experiment that backs the cause
 * @param readings every reading, the main one first; none where the claim has no number
 */
record AuditedClaim(
    String id,
    String text,
    String published,
    Grade grade,
    String source,
    String ours,
    String where,
    String assumed,
    Verdict verdict,
    String cause,
    String evidence,
    List<Reading> readings) {
  AuditedClaim {
    readings = List.copyOf(readings);
    if (!cause.endsWith(".")) {
      throw new IllegalArgumentException("The cause (%s) must be a sentence.".formatted(cause));
    }
  }

  /** The audit of a number. */
  static AuditedClaim of(Published claim, List<Reading> readings, String cause) {
    Reading main = readings.get(0);
    Statistic statistic = Statistic.of(claim);
    Machine machine = Machines.resolve(main.preset());
    List<Double> counting = counting(readings);
    return new AuditedClaim(
        claim.id(),
        claim.words(),
        statistic.printWithUnit(claim.text()),
        claim.grade(),
        claim.source(),
        statistic.printWithUnit(main.printed()),
        main.preset(),
        Preset.assumed(machine),
        Verdict.of(
            claim.value(),
            main.value(),
            counting,
            Preset.assumedValues(machine) > 0,
            span(counting, statistic::print)),
        cause,
        claim.evidence(),
        readings);
  }

  /** The reading against {@code flat} on the first machine; none where the claim has no number. */
  Optional<Reading> main() {
    return readings.stream().findFirst();
  }

  /** Such as "4.1 % more" of a saving below nothing. */
  String oursInWords() {
    return InWords.more(ours);
  }

  /** Such as "edge, 21 of 32 values assumed". */
  String machine() {
    return assumed.isEmpty() ? where : where + ", " + assumed;
  }

  /** The published number, without unit. */
  double publishedNumber() {
    return Double.parseDouble(published.replace(" %", ""));
  }

  /** The values of the readings that count. */
  List<Double> countingValues() {
    return counting(readings);
  }

  private static List<Double> counting(List<Reading> readings) {
    return readings.stream().filter(Reading::counts).map(Reading::value).toList();
  }

  Reading reading(Statistic statistic, String preset, Scheduler rival) {
    return readings.stream()
        .filter(r -> r.statistic() == statistic && r.rival() == rival && r.preset().equals(preset))
        .findFirst()
        .orElseThrow();
  }

  /** The lowest and the highest reading that counts; empty where the claim has no number. */
  Optional<String> spanInWords() {
    return main()
        .map(Reading::statistic)
        .map(s -> span(countingValues(), v -> InWords.more(s.printWithUnit(s.print(v)))));
  }

  private static String span(List<Double> counting, DoubleFunction<String> printed) {
    return "%s to %s"
        .formatted(
            printed.apply(Collections.min(counting)), printed.apply(Collections.max(counting)));
  }

  /** A line of the table of readings. */
  private record Line(Statistic statistic, String preset) {}

  /** A statistic and machine per row, a column per rival; readings that do not count in italics. */
  Dataset<Line> table() {
    return Dataset.of(Dataset.of(readings).distinct(r -> new Line(r.statistic(), r.preset())))
        .text("statistic", line -> line.statistic().text())
        .text("machine", Line::preset)
        .showEach(
            Dataset.of(readings).distinct(Reading::rival),
            rival ->
                Column.number(
                    rival.id(), line -> cell(reading(line.statistic(), line.preset(), rival))));
  }

  private String cell(Reading reading) {
    String cell =
        "%s (%s %%)"
            .formatted(
                InWords.more(reading.printed()),
                Decimals.fixed(reading.deviationPercent(publishedNumber()), 1));
    return reading.counts() ? cell : "*" + cell + "*";
  }

  /**
   * What a published number may stand for, and its value here.
   *
   * @param counts whether it decides the verdict, or is only shown
   */
  record Reading(
      String preset, Scheduler rival, Statistic statistic, double value, boolean counts) {
    /** The value, rounded as files print it. */
    String printed() {
      return statistic.print(value);
    }

    /** How far the value is from a published one, in percent of that. */
    double deviationPercent(double published) {
      return 100 * (value - published) / published;
    }
  }
}
