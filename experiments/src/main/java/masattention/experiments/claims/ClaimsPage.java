package masattention.experiments.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import masattention.report.Decimals;
import masattention.report.Table;
import masattention.schedule.Schedulers;

/** The audit as a page that a person reads; README and REPRODUCE quote its tables. */
final class ClaimsPage {
  private final List<AuditedClaim> claims;
  private final Map<String, AuditedClaim> byId;
  private final StringBuilder text = new StringBuilder();

  private ClaimsPage(List<AuditedClaim> claims) {
    this.claims = claims;
    byId = claims.stream().collect(Collectors.toMap(AuditedClaim::id, claim -> claim));
  }

  static String of(List<AuditedClaim> claims) {
    ClaimsPage page = new ClaimsPage(claims);
    page.head();
    page.section("In five lines", page.brief());
    page.section("Claim by claim", page.full());
    page.text.append("\n## Every reading\n");
    claims.forEach(page::readings);
    return page.text.toString();
  }

  private void head() {
    text.append(
        """
        # The paper's claims, and what came out here

        MAS-Attention against FLAT. Published values are graded: P read in the abstract, S second-hand.
        Ours are simulated, every scheduler at its fastest tiling. A claim is read in several ways: FLAT
        with prefetch (`flat`), without (`flat-no-prefetch`), and with K and V fetched again for every row
        block (`flat-stream`), on each machine that may be meant.

        The verdict follows fixed rules, of which the first that holds is taken: the main reading (`flat`,
        on the first machine) is within 5 % or 15 % of the published value; the published value lies
        between the lowest and the highest of the readings that count; else it is not reproduced. No
        machine was tuned to a claim. A number that comes out on an assumed machine is no proof, and one
        that does not is no refutation.
        """);
  }

  private void section(String title, Table table) {
    text.append("\n## %s\n\n%s".formatted(title, table.markdown()));
  }

  private Table brief() {
    Table table = new Table(4, List.of("MAS-Attention against FLAT", "paper", "ours", "verdict"));
    pair(table, "simulated edge device", "edge-largest-speedup", "edge-mean-speedup");
    pair(table, "real NPU (DaVinci; ours simulated)", "npu-largest-speedup", "npu-mean-speedup");
    single(table, "edge-largest-saving");
    single(table, "unet-latency-cut");
    single(table, "output-unchanged");
    return table;
  }

  private void pair(Table table, String where, String largest, String mean) {
    AuditedClaim one = byId.get(largest);
    AuditedClaim other = byId.get(mean);
    table.add(
        List.of(
            where + ", largest / mean speedup",
            one.published() + " / " + other.published(),
            one.ours() + " / " + other.ours(),
            one.verdict().text() + " / " + other.verdict().text()));
  }

  private void single(Table table, String id) {
    AuditedClaim claim = byId.get(id);
    table.add(List.of(claim.text(), claim.published(), claim.ours(), claim.verdict().text()));
  }

  private Table full() {
    Table table =
        new Table(
            9,
            List.of("claim", "paper", "grade", "ours", "on", "readings", "verdict", "why", "see"));
    for (AuditedClaim claim : claims) {
      table.add(
          List.of(
              claim.text(),
              claim.published(),
              claim.grade().letter(),
              claim.ours(),
              claim.where(),
              claim.main().map(main -> span(claim, main)).orElse(""),
              claim.verdict().text(),
              claim.cause(),
              "`" + claim.evidence() + "`"));
    }
    return table;
  }

  private static String span(AuditedClaim claim, Reading main) {
    List<Double> values = claim.countingValues().stream().sorted().toList();
    return "%s to %s"
        .formatted(
            main.statistic().print(values.get(0)),
            main.statistic().print(values.get(values.size() - 1)));
  }

  private void readings(AuditedClaim claim) {
    Optional<Reading> main = claim.main();
    if (main.isEmpty()) {
      return;
    }
    List<Schedulers> rivals = claim.readings().stream().map(Reading::rival).distinct().toList();
    List<String> headers = new ArrayList<>(List.of("statistic", "machine"));
    rivals.forEach(rival -> headers.add(rival.id()));
    Table table = new Table(2, headers);
    for (Statistic statistic : main.get().statistic().alternatives()) {
      for (String preset : claim.presets()) {
        List<String> cells = new ArrayList<>(List.of(statistic.text(), preset));
        rivals.forEach(rival -> cells.add(cell(claim, claim.reading(statistic, preset, rival))));
        table.add(cells);
      }
    }
    text.append(
        "\n### %s: %s\n\nIn brackets the distance to the published value; readings in italics do not count. Source of the claim: %s.\n\n%s"
            .formatted(claim.text(), claim.published(), claim.source(), table.markdown()));
  }

  private static String cell(AuditedClaim claim, Reading reading) {
    String cell =
        "%s (%s %%)"
            .formatted(
                reading.printed(),
                Decimals.fixed(reading.deviationPercent(claim.publishedNumber()), 1));
    return reading.counts() ? cell : "*" + cell + "*";
  }
}
