package masattention.experiments.claims;

import static masattention.report.Column.number;

import com.samskivert.mustache.Mustache.CustomContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Found;
import masattention.experiments.Published;
import masattention.experiments.claims.AuditedClaim.Reading;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.schedule.Scheduler;

/** Every published claim against what came out here. */
public final class Claims extends Experiment {
  public Claims() {
    super("claims", "Which of the paper's claims hold here?");
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    Layers layers = Layers.measure(context);
    Found found = new Found(context);
    Statements statements = Statements.of(found, layers);
    Map<String, String> causes = new Causes(layers, found, statements).sentences();
    List<AuditedClaim> claims = new ArrayList<>();
    for (Published claim : Published.values()) {
      claims.add(AuditedClaim.of(claim, layers.readings(claim), causes.get(claim.id())));
    }
    claims.add(statements.output(causes.get("output-unchanged")));
    claims.add(statements.search(causes.get("tilings-by-search")));
    ClaimTables tables = new ClaimTables(claims, found.verdictRules());
    context.table(id(), tables.claims());
    context.table("claims-readings", tables.readings());
    context.page(this, tables);
  }

  /**
   * The audit as files and as tables of the page, which REPRODUCE and the page of trust quote.
   *
   * @param rules of the verdicts
   */
  record ClaimTables(List<AuditedClaim> all, String rules) {
    /**
     * A row per claim. The columns {@code preset:rival} hold the readings of the main statistic;
     * cells of a claim without a number are empty.
     */
    Dataset<AuditedClaim> claims() {
      return Dataset.of(all)
          .text("claim", AuditedClaim::id)
          .text("text", AuditedClaim::text)
          .text("published", AuditedClaim::published)
          .text("grade", claim -> claim.grade().letter())
          .text("source", AuditedClaim::source)
          .text("ours", AuditedClaim::ours)
          .text("on", AuditedClaim::where)
          .text("assumed", AuditedClaim::assumed)
          .text("verdict", claim -> claim.verdict().text())
          .number("deviation_percent", claim -> claim.main().map(main -> deviation(claim, main)))
          .number("lowest_reading", claim -> extreme(claim, Collections::min))
          .number("highest_reading", claim -> extreme(claim, Collections::max))
          .show(Dataset.ofPairs(Published.PRESETS, CoreSet.FLATS, ClaimTables::mainReading).rows())
          .text("cause", AuditedClaim::cause)
          .text("evidence", AuditedClaim::evidence);
    }

    private static Column<AuditedClaim> mainReading(String preset, Scheduler rival) {
      return number(
          preset + ":" + rival.id(),
          claim ->
              claim.main().map(main -> claim.reading(main.statistic(), preset, rival).printed()));
    }

    private static Optional<String> extreme(
        AuditedClaim claim, Function<Collection<Double>, Double> which) {
      return claim.main().map(main -> main.statistic().print(which.apply(claim.countingValues())));
    }

    private static BigDecimal deviation(AuditedClaim claim, Reading reading) {
      return Decimals.rounded(reading.deviationPercent(claim.publishedNumber()), 1);
    }

    private record Row(AuditedClaim claim, Reading reading) {}

    /** A row per reading. */
    Dataset<Row> readings() {
      return Dataset.of(all)
          .flatMap(claim -> Dataset.of(claim.readings()).map(r -> new Row(claim, r)))
          .text("claim", row -> row.claim().id())
          .text("published", row -> row.claim().published())
          .text("statistic", row -> row.reading().statistic().text())
          .text("preset", row -> row.reading().preset())
          .text("rival", row -> row.reading().rival().id())
          .number("ours", row -> row.reading().printed())
          .number("deviation_percent", row -> deviation(row.claim(), row.reading()))
          .text("counts", row -> row.reading().counts());
    }

    /** The claims by their names. */
    CustomContext claim() {
      return id -> Dataset.of(all).where(AuditedClaim::id, id).only();
    }

    /** A claim per row, with its cause. */
    Dataset<AuditedClaim> full() {
      return Dataset.of(all)
          .text("claim", AuditedClaim::text)
          .text("paper", AuditedClaim::published)
          .text("grade", claim -> claim.grade().letter())
          .text("ours", AuditedClaim::oursInWords)
          .text("on", AuditedClaim::machine)
          .text("readings", AuditedClaim::spanInWords)
          .text("verdict", claim -> claim.verdict().text())
          .text("why", AuditedClaim::cause)
          .text("see", claim -> "`" + claim.evidence() + "`");
    }

    /** The claims that have readings. */
    List<AuditedClaim> withReadings() {
      return all.stream().filter(claim -> claim.main().isPresent()).toList();
    }
  }
}
