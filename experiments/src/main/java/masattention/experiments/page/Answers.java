package masattention.experiments.page;

import static masattention.experiments.Found.sizes;
import static masattention.experiments.Found.where;

import com.samskivert.mustache.Mustache.CustomContext;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import masattention.experiments.CoreSet;
import masattention.experiments.Found;
import masattention.report.Dataset;
import masattention.report.Line;
import masattention.report.Values;
import masattention.workload.Network;
import masattention.workload.Networks;

/**
 * The numbers of the answers in {@code answers.md}, from the tables of the experiments.
 *
 * @param questions by the names of the experiments
 */
record Answers(Found found, Map<String, String> questions) {
  PresetAnswers edge() {
    return new PresetAnswers(CoreSet.presets().get(0), found);
  }

  PresetAnswers davinci() {
    return new PresetAnswers(CoreSet.presets().get(1), found);
  }

  Dataset<Line> claims() {
    return found.table("claims");
  }

  /** Such as "3 coincide, 2 are not reproduced and 1 holds", the most frequent first. */
  String verdicts() {
    List<String> verdicts =
        claims()
            .by(row -> row.text("verdict").replaceFirst("[,(].*", "").strip())
            .entrySet()
            .stream()
            .sorted(Map.Entry.comparingByValue(Comparator.comparing(rows -> -rows.size())))
            .map(verdict -> claimsThat(verdict.getKey(), verdict.getValue().size()))
            .toList();
    int last = verdicts.size() - 1;
    return String.join(", ", verdicts.subList(0, last)) + " and " + verdicts.get(last);
  }

  /** How many claims a verdict was passed on, as a clause: "3 coincide", "1 is undecided". */
  private static String claimsThat(String verdict, int count) {
    String one =
        verdict.matches("coincides|holds|does not hold") ? verdict : "is %s".formatted(verdict);
    String many =
        switch (verdict) {
          case "coincides" -> "coincide";
          case "holds" -> "hold";
          case "does not hold" -> "do not hold";
          default -> "are %s".formatted(verdict);
        };
    return "%d %s".formatted(count, count == 1 ? one : many);
  }

  /** The networks of most tables. */
  String coreNetworks() {
    return String.join(", ", Networks.coreSet().stream().map(Network::name).toList());
  }

  /** The cells of the claim about the UNet, by column, without what follows a comma. */
  CustomContext unetClaim() {
    Line claim = where(claims(), "claim", "unet-latency-cut").only();
    return column -> claim.text(column).replaceFirst(",.*", "");
  }

  /** Busy shares in the window of the timelines, means over the cores, by scheduler and unit. */
  CustomContext busy() {
    Dataset<Line> timeline = found.table("timeline");
    return scheduler ->
        (CustomContext)
            engine ->
                sizes(
                        where(timeline, "scheduler", scheduler, "engine", engine),
                        "busy_percent_of_window")
                    .mean();
  }

  private Dataset<Line> overwrites(String allowed) {
    Dataset<Line> all = found.table("overwrite");
    return where(all, "scheduler", "mas", "feasible", "true", "kv_allowed", allowed);
  }

  Dataset<Line> overwriteFits() {
    return overwrites("overwrite");
  }

  /** Cycles of mas with K and V whole or streamed over those with the overwrite. */
  Values<Line> overwriteGains() {
    Dataset<Line> without =
        Dataset.of(
                Dataset.of(List.of("whole", "streamed"))
                    .flatMap(this::overwrites)
                    .by(Answers::place)
                    .values())
            .map(rows -> rows.values(Found::cycles).smallestAt());
    return without.over(overwriteFits(), Answers::place, Found::cycles);
  }

  private static List<String> place(Line row) {
    return List.of(row.text("machine"), row.text("tokens"), row.text("setting"));
  }

  long overwriteWorth() {
    return overwriteGains().count(gain -> gain > 1.01);
  }

  /** Pairs of network and scheduler whose optimum is looked for. */
  Dataset<Dataset<Line>> searched() {
    return Dataset.of(
        where(found.table("search"), "algorithm", "branch-and-bound")
            .by(row -> row.text("network") + row.text("scheduler"))
            .values());
  }

  Dataset<Dataset<Line>> proven() {
    return searched().where(rows -> sizes(rows, "median_gap_percent").smallest() == 0);
  }

  Values<Line> rtl() {
    return sizes(found.table("validation-rtl"), "error_percent");
  }

  Dataset<Line> loops() {
    return found.table("validation-overlap");
  }

  /** Mean errors of two streams, by where the scores pass and by column. */
  CustomContext overlap() {
    return handover ->
        (CustomContext)
            column -> sizes(where(loops(), "handover", handover), column + "_error_percent").mean();
  }

  Dataset<Line> words() {
    return found.table("validation-tileflow");
  }

  /** Rows whose words are those of TileFlow's mapper. */
  Dataset<Line> sameWords() {
    return where(words(), "read_difference_words", "0", "write_difference_words", "0");
  }

  int unexplained() {
    String[] none = {"unexplained_read_words", "0", "unexplained_write_words", "0"};
    return words().size() - where(words(), none).size();
  }

  /** Errors of the kernels in percent of their bounds. */
  Values<Line> kernelErrors() {
    return found
        .kernels()
        .where(row -> !row.cell("error_units").isEmpty())
        .values(row -> 100 * (row.number("error_units") / row.number("bound_units")));
  }
}
