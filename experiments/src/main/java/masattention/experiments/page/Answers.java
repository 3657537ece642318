package masattention.experiments.page;

import static masattention.experiments.page.Cells.where;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import masattention.experiments.CoreSet;
import masattention.experiments.ExperimentContext;
import masattention.experiments.InWords;
import masattention.experiments.Published;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Line;
import masattention.report.Values;
import masattention.workload.Network;
import masattention.workload.Networks;

/**
 * The numbers of the answers in {@code answers.md}, from the tables of the experiments.
 *
 * @param questions by the names of the experiments
 */
record Answers(ExperimentContext context, Map<String, String> questions) {

  PresetAnswers edge() {
    return new PresetAnswers(CoreSet.presets().get(0), context);
  }

  PresetAnswers davinci() {
    return new PresetAnswers(CoreSet.presets().get(1), context);
  }

  /** The published numbers by their names, such as {@code EDGE_LARGEST_SPEEDUP}. */
  Map<String, String> published() {
    Map<String, String> texts = new TreeMap<>();
    for (Published one : Published.values()) {
      texts.put(one.name(), one.text());
    }
    return texts;
  }

  int claims() {
    return context.table("claims").size();
  }

  /** Such as "3 coincide, 2 are not reproduced and 1 holds", the most frequent first. */
  String verdicts() {
    List<String> verdicts =
        context
            .table("claims")
            .by(row -> row.text("verdict").replaceFirst("[,(].*", "").strip())
            .entrySet()
            .stream()
            .sorted(Map.Entry.comparingByValue(Comparator.comparing(rows -> -rows.size())))
            .map(verdict -> Cells.claimsThat(verdict.getKey(), verdict.getValue().size()))
            .toList();
    int last = verdicts.size() - 1;
    return String.join(", ", verdicts.subList(0, last)) + " and " + verdicts.get(last);
  }

  /** The networks of most tables. */
  String coreNetworks() {
    return Networks.coreSet().stream().map(Network::name).collect(Collectors.joining(", "));
  }

  private Line unetClaim() {
    return where(context.table("claims"), "claim", "unet-latency-cut").only();
  }

  String unetVerdict() {
    return unetClaim().text("verdict").replaceFirst(",.*", "");
  }

  String unetReadings() {
    return "%s to %s"
        .formatted(unetClaim().text("lowest_reading"), unetClaim().text("highest_reading"));
  }

  /** Busy shares in the window of the timelines, means over the cores, by scheduler and unit. */
  Map<String, Map<String, String>> busy() {
    Map<String, Map<String, String>> busy = new TreeMap<>();
    context
        .table("timeline")
        .by(row -> row.text("scheduler"))
        .forEach(
            (scheduler, rows) ->
                busy.put(scheduler, Cells.percents(rows, "engine", "busy_percent_of_window")));
    return busy;
  }

  private Dataset<Line> overwrites(String allowed) {
    return where(
        context.table("overwrite"), "scheduler", "mas", "feasible", "true", "kv_allowed", allowed);
  }

  int overwriteFits() {
    return overwrites("overwrite").size();
  }

  /** Cycles of mas with K and V whole or streamed over those with the overwrite. */
  private Values<Line> overwriteGains() {
    Dataset<Line> without =
        Dataset.of(
            Stream.of("whole", "streamed")
                .flatMap(allowed -> overwrites(allowed).stream())
                .collect(Collectors.groupingBy(Answers::place, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(rows -> Dataset.of(rows).values(Cells::cycles).smallestAt())
                .toList());
    return without.over(overwrites("overwrite"), Answers::place, Cells::cycles);
  }

  private static String place(Line row) {
    return row.text("machine") + row.text("tokens") + "|" + row.text("setting");
  }

  String overwriteRange() {
    return overwriteGains().range(3);
  }

  String overwriteWorth() {
    return InWords.count(overwriteGains().count(gain -> gain > 1.01));
  }

  private Values<Line> balanceOver(String rival) {
    return Cells.speedups(context.table("balance"), "mas", rival, "sweep", "setting");
  }

  int balancePoints() {
    return balanceOver("flat").rows().size();
  }

  String balanceOverFlat() {
    return Decimals.fixed(balanceOver("flat").largest(), 3);
  }

  String balanceOverFlatStream() {
    return Decimals.fixed(balanceOver("flat-stream").largest(), 3);
  }

  String balanceReachedOverFlat() {
    return InWords.count(balanceOver("flat").count(Answers::isPublished));
  }

  String balanceReachedOverFlatStream() {
    return InWords.count(balanceOver("flat-stream").count(Answers::isPublished));
  }

  private static boolean isPublished(double speedup) {
    return speedup >= Published.EDGE_LARGEST_SPEEDUP.value();
  }

  /** The chip as it is and with one value changed. */
  private List<Values<Line>> chips() {
    return context
        .table("davinci")
        .by(row -> row.text("sweep") + row.text("setting"))
        .values()
        .stream()
        .map(chip -> Cells.speedups(chip, "mas", "flat", "network"))
        .toList();
  }

  String chipLargest() {
    return Dataset.of(chips()).values(Values::largest).range(3);
  }

  String chipMean() {
    return Dataset.of(chips()).values(Values::geometricMean).range(3);
  }

  String largestOnDavinci() {
    return Decimals.fixed(chips().get(0).largest(), 3);
  }

  /** The largest number of evaluations that every search was given. */
  long evaluations() {
    return (long)
        where(context.table("search"), "algorithm", "genetic")
            .values(row -> row.number("evaluations"))
            .largest();
  }

  /** Mean distances to the optimum after that many, by search. */
  Map<String, String> gaps() {
    Map<String, String> gaps = new TreeMap<>();
    where(context.table("search"), "evaluations", Long.toString(evaluations()))
        .by(row -> row.text("algorithm"))
        .forEach(
            (algorithm, rows) ->
                gaps.put(
                    algorithm,
                    Decimals.fixed(rows.values(r -> r.number("median_gap_percent")).mean(), 2)));
    return gaps;
  }

  String proven() {
    Map<String, Dataset<Line>> searches =
        where(context.table("search"), "algorithm", "branch-and-bound")
            .by(row -> row.text("network") + row.text("scheduler"));
    long proven =
        searches.values().stream()
            .filter(rows -> rows.values(r -> r.number("median_gap_percent")).smallest() == 0)
            .count();
    return Cells.of(proven, searches.size());
  }

  private Values<Line> rtl() {
    return Cells.sizes(context.table("validation-rtl"), "error_percent");
  }

  int rtlMappings() {
    return rtl().rows().size();
  }

  String rtlMean() {
    return Cells.percent(rtl().mean());
  }

  String rtlLargest() {
    return Cells.percent(rtl().largest());
  }

  /** A mean error of two streams, by where the scores pass. */
  private String overlap(String handover, String column) {
    Dataset<Line> rows = where(context.table("validation-overlap"), "handover", handover);
    return Cells.percent(Cells.sizes(rows, column).mean());
  }

  String registers() {
    return overlap("registers", "mas_times_error_percent");
  }

  String registersSlowed() {
    return overlap("registers", "mas_times_slowed_error_percent");
  }

  String shared() {
    return overlap("shared", "mas_times_error_percent");
  }

  String sharedSlowed() {
    return overlap("shared", "mas_times_slowed_error_percent");
  }

  int loops() {
    return context.table("validation-overlap").size();
  }

  private Dataset<Line> words() {
    return context.table("validation-tileflow");
  }

  /** Rows whose words are those of TileFlow's mapper. */
  String sameWords() {
    Dataset<Line> same =
        where(words(), "read_difference_words", "0", "write_difference_words", "0");
    return Cells.of(same.size(), words().size());
  }

  String unexplained() {
    Dataset<Line> explained =
        where(words(), "unexplained_read_words", "0", "unexplained_write_words", "0");
    return InWords.count(words().size() - explained.size());
  }

  String kernelsPass() {
    Dataset<Line> all = context.table("kernel-exactness");
    return Cells.of(where(all, "passes", "true").size(), all.size());
  }

  String largestKernelError() {
    return Decimals.fixed(
        100
            * context
                .table("kernel-exactness")
                .where(row -> !row.cell("error_units").isEmpty())
                .values(row -> row.number("error_units") / row.number("bound_units"))
                .largest(),
        0);
  }
}
