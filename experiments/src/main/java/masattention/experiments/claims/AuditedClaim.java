package masattention.experiments.claims;

import java.util.List;
import java.util.Optional;
import masattention.input.Grade;
import masattention.schedule.Schedulers;

/**
 * A claim, what came out, and why.
 *
 * @param text what is claimed
 * @param published the published value with its unit
 * @param source where that was read
 * @param ours the main reading with its unit
 * @param where what the main reading was taken on, in a few words
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
  static AuditedClaim of(PublishedClaim claim, Layers layers, SweepTables sweeps) {
    List<Reading> readings = layers.readings(claim);
    Reading main = readings.get(0);
    return new AuditedClaim(
        claim.id(),
        claim.text(),
        claim.statistic().printWithUnit(claim.published().text()),
        claim.published().grade(),
        claim.published().source(),
        claim.statistic().printWithUnit(main.printed()),
        main.preset(),
        Verdict.of(claim.published().value(), main.value(), counting(readings)),
        Causes.of(claim, layers, sweeps),
        Causes.evidence(claim),
        readings);
  }

  /** The reading against {@code flat} on the first machine; none where the claim has no number. */
  Optional<Reading> main() {
    return readings.stream().findFirst();
  }

  /** The published number, without unit. */
  double publishedNumber() {
    return Double.parseDouble(published.replace(" %", ""));
  }

  /** The machines of the readings, the main one first. */
  List<String> presets() {
    return readings.stream().map(Reading::preset).distinct().toList();
  }

  /** The values of the readings that count. */
  List<Double> countingValues() {
    return counting(readings);
  }

  private static List<Double> counting(List<Reading> readings) {
    return readings.stream().filter(Reading::counts).map(Reading::value).toList();
  }

  Reading reading(Statistic statistic, String preset, Schedulers rival) {
    return readings.stream()
        .filter(r -> r.statistic() == statistic && r.rival() == rival && r.preset().equals(preset))
        .findFirst()
        .orElseThrow();
  }
}
