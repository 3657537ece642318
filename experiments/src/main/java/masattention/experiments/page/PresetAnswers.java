package masattention.experiments.page;

import static masattention.experiments.Found.cycles;
import static masattention.experiments.Found.sizes;
import static masattention.experiments.Found.speedups;
import static masattention.experiments.Found.where;

import com.samskivert.mustache.Mustache.CustomContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import masattention.experiments.CoreSet;
import masattention.experiments.Found;
import masattention.experiments.InWords;
import masattention.experiments.Preset;
import masattention.npu.Machine;
import masattention.report.Dataset;
import masattention.report.Line;
import masattention.report.Values;
import masattention.schedule.Scheduler;

/** The numbers of the answers on one of the main presets, from the tables of the experiments. */
record PresetAnswers(Machine machine, Found found) implements Preset {
  private static final String AS_THE_PRESET = "0/0";
  private static final String AS_MEASURED = "7/47";

  private Dataset<Line> table(String name, String column) {
    return where(found.table(name), column, name());
  }

  private Dataset<Line> fastest() {
    return where(table("comparison", "preset"), "objective", "cycles");
  }

  /** The schedules of the overview at their fastest, by network. */
  private Map<String, Dataset<Line>> overview() {
    List<String> shown = CoreSet.overview().stream().map(Scheduler::id).toList();
    return fastest()
        .where(row -> shown.contains(row.text("scheduler")))
        .by(row -> row.text("network"));
  }

  /** Such as "`fusemax` on 10 of 12 networks, `mas` on 2 (xlm-xnli, llama3-8b)". */
  String winners() {
    Map<String, List<String>> wins = new TreeMap<>();
    overview()
        .forEach(
            (network, rows) -> {
              double least = rows.values(Found::cycles).smallest();
              rows.where(row -> cycles(row) == least)
                  .distinct(row -> row.text("scheduler"))
                  .forEach(s -> wins.computeIfAbsent(s, n -> new ArrayList<>()).add(network));
            });
    return InWords.winners(wins, overview().size());
  }

  Values<Line> overFlat() {
    return speedups(fastest(), "mas", "flat", "network");
  }

  /** What mas saves of the energy of flat in the mean, in percent. */
  double energySaved() {
    return savings().number("geometric_mean_balanced_energy_saving_percent");
  }

  /** The same from network to network, such as "0.5 to 5.3 % more". */
  String energiesAgainstFlat() {
    return InWords.changed(
        savings().number("largest_balanced_energy_saving_percent"),
        savings().number("smallest_balanced_energy_saving_percent"));
  }

  private Line savings() {
    Dataset<Line> pairs = table("comparison-speedups", "preset");
    return where(pairs, "scheduler", "mas", "over", "flat").only();
  }

  /** What a schedule of the same operations could save against flat. */
  Values<Line> savingOfFreeMemory() {
    Dataset<Line> rows =
        where(table("energy-ceilings", "preset"), "tilings", "balanced", "against", "flat");
    return rows.values(row -> row.number("ceiling_operations_and_compulsory_dram_percent"));
  }

  /** The lead of fusemax over mas, both as published. */
  Values<Line> fusemaxLead() {
    return speedups(fastest(), "fusemax", "mas", "network");
  }

  String fusemaxAhead() {
    return ahead(fusemaxLead());
  }

  /** Of fusemax over mas that divides outputs too. */
  Values<Line> leadOnEqualTerms() {
    Dataset<Line> equal = table("division", "machine").where(row -> !isMasAsPublished(row));
    return speedups(equal, "fusemax", "mas", "network");
  }

  private static boolean isMasAsPublished(Line row) {
    return row.text("scheduler").equals("mas") && row.text("normalize").equals("scores");
  }

  String aheadOnEqualTerms() {
    return ahead(leadOnEqualTerms());
  }

  /** On how many networks, and on which where they are few. */
  private static String ahead(Values<Line> speedups) {
    return InWords.of(above(speedups, 1), above(speedups, 0));
  }

  /** The networks on which a speedup is more than so much. */
  private static List<String> above(Values<Line> speedups, double least) {
    return speedups.where(speedup -> speedup > least).distinct(row -> row.text("network"));
  }

  /** Of assist over the fastest of the others, network by network. */
  Values<Line> assist() {
    Map<String, Dataset<Line>> networks =
        where(table("assist", "machine"), "sweep", "").by(row -> row.text("network"));
    return Dataset.of(networks.values())
        .map(rows -> where(rows, "scheduler", "assist").only())
        .values(
            own ->
                networks
                        .get(own.text("network"))
                        .where(row -> !row.text("scheduler").equals("assist"))
                        .values(Found::cycles)
                        .smallest()
                    / cycles(own));
  }

  String assistAhead() {
    return ahead(assist());
  }

  /**
   * Of the networks where assist gains more than 1 %: those whose fastest other is busiest on VEC.
   */
  String assistGainsOnVec() {
    Map<String, Dataset<Line>> published = overview();
    List<String> gaining = above(assist(), 1.01);
    return InWords.of(
        gaining.stream()
            .filter(name -> isBusiestOnVec(published.get(name).values(Found::cycles).smallestAt()))
            .toList(),
        gaining);
  }

  private static boolean isBusiestOnVec(Line row) {
    double vec = row.number("vec_utilisation_percent");
    return vec > row.number("mac_utilisation_percent")
        && vec > row.number("dram_utilisation_percent");
  }

  private Dataset<Line> lengths() {
    return table("sequence-length", "machine");
  }

  /** The longest sequence of the grid. */
  long longest() {
    return (long) lengths().values(PresetAnswers::tokens).largest();
  }

  private static long tokens(Line row) {
    return (long) row.number("tokens");
  }

  private Dataset<Line> atLongest() {
    return where(lengths(), "tokens", Long.toString(longest()));
  }

  /** Speedups of mas over fusemax at the longest sequence. */
  Values<Line> atLongestOverFusemax() {
    return speedups(atLongest(), "mas", "fusemax", "network");
  }

  /** Layers of the longest sequence. */
  Dataset<Line> masAtLongest() {
    return where(atLongest(), "scheduler", "mas");
  }

  /** Those of which mas keeps K and V of a head whole on chip. */
  Dataset<Line> wholeAtLongest() {
    return where(masAtLongest(), "kv_kept", "whole");
  }

  /** Such as "from 3904 tokens (bert-base)", for each network where flat is ahead at the end. */
  String flatAheadFrom() {
    List<String> crossings = new ArrayList<>();
    lengths()
        .by(row -> row.text("network"))
        .forEach(
            (network, rows) -> {
              Values<Line> speedups = speedups(rows, "mas", "flat", "tokens");
              Dataset<Line> even = speedups.where(speedup -> speedup >= 1);
              long last = even.stream().mapToLong(PresetAnswers::tokens).max().orElse(0);
              speedups.rows().stream()
                  .mapToLong(PresetAnswers::tokens)
                  .filter(tokens -> tokens > last)
                  .min()
                  .ifPresent(from -> crossings.add("from %d tokens (%s)".formatted(from, network)));
            });
    return crossings.isEmpty() ? "at no length" : String.join(", ", crossings);
  }

  private Values<Line> overFlatAt(String level) {
    return speedups(
        where(table("interference", "machine"), "setting", level), "mas", "flat", "network");
  }

  Values<Line> asMeasured() {
    return overFlatAt(AS_MEASURED);
  }

  /** Percent of the gain of mas over flat that are left where units slow each other as measured. */
  double gainLeft() {
    double all = overFlatAt(AS_THE_PRESET).geometricMean() - 1;
    return 100 * (asMeasured().geometricMean() - 1) / all;
  }

  /** How near each scheduler comes to what all roofs allow, the mean over networks. */
  CustomContext roofs() {
    return scheduler ->
        sizes(
                where(table("roofline", "preset"), "scheduler", scheduler),
                "reached_percent_of_attainable_with_softmax")
            .mean();
  }

  private Dataset<Line> variants(boolean decode) {
    return table("variants", "preset").where(row -> row.text("variant").equals("decode") == decode);
  }

  Values<Line> variantsOverFlat() {
    return speedups(variants(false), "mas", "flat", "variant", "case");
  }

  Values<Line> decodeOverFlat() {
    return speedups(variants(true), "mas", "flat", "variant", "case");
  }

  String variantsFusemaxAhead() {
    Values<Line> leads = speedups(table("variants", "preset"), "fusemax", "mas", "variant", "case");
    return leads.countOfAll(lead -> lead > 1);
  }

  /** What mas cuts of the latency of flat over all layers of the UNet, in percent. */
  double unetCut() {
    Dataset<Line> sum = where(table("unet", "preset"), "layer", "sum", "scheduler", "flat");
    return sum.only().number("latency_cut_by_mas_percent");
  }
}
