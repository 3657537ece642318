package masattention.experiments.page;

import static masattention.experiments.page.Cells.where;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import masattention.experiments.CoreSet;
import masattention.experiments.ExperimentContext;
import masattention.experiments.InWords;
import masattention.experiments.Preset;
import masattention.npu.Machine;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Line;
import masattention.report.Values;
import masattention.schedule.Scheduler;

/** The numbers of the answers on one of the main presets, from the tables of the experiments. */
record PresetAnswers(Machine machine, ExperimentContext context) implements Preset {
  private static final String AS_THE_PRESET = "0/0";
  private static final String AS_MEASURED = "7/47";

  /**
   * A geometric mean over networks, finely, roughly and in words, and the smallest to the largest.
   */
  record Gain(String mean, String roughly, String faster, String range) {
    static Gain of(Values<?> speedups) {
      double mean = speedups.geometricMean();
      return new Gain(
          Decimals.fixed(mean, 3),
          Decimals.fixed(mean, 2),
          InWords.faster(mean),
          speedups.range(3));
    }
  }

  private Dataset<Line> table(String name, String column) {
    return where(context.table(name), column, name());
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
    Map<String, Dataset<Line>> networks = overview();
    Map<String, List<String>> wins = new TreeMap<>();
    for (Dataset<Line> network : networks.values()) {
      double least = network.values(Cells::cycles).smallest();
      for (Line row : network.where(row -> Cells.cycles(row) == least)) {
        wins.computeIfAbsent(row.text("scheduler"), name -> new ArrayList<>())
            .add(row.text("network"));
      }
    }
    return InWords.winners(wins, networks.size());
  }

  Gain overFlat() {
    return Gain.of(Cells.speedups(fastest(), "mas", "flat", "network"));
  }

  /** The energy of mas beside that of flat in the mean, such as "2.7 % more". */
  String energyAgainstFlat() {
    return InWords.changed(savings().number("geometric_mean_balanced_energy_saving_percent"));
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

  /** The most that a schedule of the same operations could save against flat. */
  String savingOfFreeMemory() {
    Dataset<Line> rows =
        where(table("energy-ceilings", "preset"), "tilings", "balanced", "against", "flat");
    String column = "ceiling_operations_and_compulsory_dram_percent";
    return Cells.percent(rows.values(row -> row.number(column)).largest());
  }

  /** Networks on which fusemax is faster than mas, both as published. */
  String fusemaxAhead() {
    return ahead(Cells.speedups(fastest(), "fusemax", "mas", "network"));
  }

  /** The lead of fusemax over mas, both as published. */
  Gain fusemaxLead() {
    return Gain.of(Cells.speedups(fastest(), "fusemax", "mas", "network"));
  }

  /** Of fusemax over mas that divides outputs too. */
  private Values<Line> onEqualTerms() {
    Dataset<Line> equal = table("division", "machine").where(row -> !isMasAsPublished(row));
    return Cells.speedups(equal, "fusemax", "mas", "network");
  }

  private static boolean isMasAsPublished(Line row) {
    return row.text("scheduler").equals("mas") && row.text("normalize").equals("scores");
  }

  Gain fusemaxLeadOnEqualTerms() {
    return Gain.of(onEqualTerms());
  }

  String fusemaxAheadOnEqualTerms() {
    return ahead(onEqualTerms());
  }

  /** On how many networks, and on which where they are few. */
  private static String ahead(Values<Line> speedups) {
    return networks(
        new Values<>(
            speedups.rows().stream().map(row -> row.text("network")).toList(), speedups.values()));
  }

  private static String networks(Values<String> speedups) {
    return InWords.of(above(speedups, 1), speedups.rows());
  }

  private static List<String> above(Values<String> speedups, double least) {
    return IntStream.range(0, speedups.rows().size())
        .filter(i -> speedups.values().get(i) > least)
        .mapToObj(speedups.rows()::get)
        .toList();
  }

  /** Of assist over the fastest of the others, network by network. */
  private Values<String> assistance() {
    List<String> networks = new ArrayList<>();
    List<Double> gains = new ArrayList<>();
    where(table("assist", "machine"), "sweep", "")
        .by(row -> row.text("network"))
        .forEach(
            (network, rows) -> {
              double own = Cells.cycles(where(rows, "scheduler", "assist").only());
              Dataset<Line> others = rows.where(row -> !row.text("scheduler").equals("assist"));
              networks.add(network);
              gains.add(others.values(Cells::cycles).smallest() / own);
            });
    return new Values<>(networks, gains);
  }

  Gain assist() {
    return Gain.of(assistance());
  }

  String assistAhead() {
    return networks(assistance());
  }

  /**
   * Of the networks where assist gains more than 1 %: those whose fastest other is busiest on VEC.
   */
  String assistGainsOnVec() {
    Map<String, Dataset<Line>> published = overview();
    List<String> gaining = above(assistance(), 1.01);
    return InWords.of(
        gaining.stream()
            .filter(name -> isBusiestOnVec(published.get(name).values(Cells::cycles).smallestAt()))
            .toList(),
        gaining);
  }

  private static boolean isBusiestOnVec(Line row) {
    double vec = row.number("vec_utilisation_percent");
    return vec > row.number("mac_utilisation_percent")
        && vec > row.number("dram_utilisation_percent");
  }

  private Map<String, Dataset<Line>> lengths() {
    return table("sequence-length", "machine").by(row -> row.text("network"));
  }

  /** The longest sequence of the grid. */
  long longest() {
    return (long) table("sequence-length", "machine").values(r -> r.number("tokens")).largest();
  }

  private Dataset<Line> atLongest() {
    return where(table("sequence-length", "machine"), "tokens", Long.toString(longest()));
  }

  /** Speedups of mas over fusemax at the longest sequence. */
  String atLongestOverFusemax() {
    return overFusemax().range(3);
  }

  /** The largest of them. */
  String mostAtLongestOverFusemax() {
    return Decimals.fixed(overFusemax().largest(), 2);
  }

  private Values<Line> overFusemax() {
    return Cells.speedups(atLongest(), "mas", "fusemax", "network");
  }

  /** Layers of the longest sequence of which mas keeps K and V of a head whole on chip. */
  String wholeAtLongest() {
    Dataset<Line> rows = where(atLongest(), "scheduler", "mas");
    return Cells.of(where(rows, "kv_kept", "whole").size(), rows.size());
  }

  /** Such as "from 3904 tokens (bert-base)", for each network where flat is ahead at the end. */
  String flatAheadFrom() {
    List<String> crossings = new ArrayList<>();
    lengths()
        .forEach(
            (network, rows) -> {
              TreeMap<Long, Double> gains = new TreeMap<>();
              Values<Line> speedups = Cells.speedups(rows, "mas", "flat", "tokens");
              for (int i = 0; i < speedups.rows().size(); i++) {
                long tokens = (long) speedups.rows().get(i).number("tokens");
                gains.put(tokens, speedups.values().get(i));
              }
              long from = 0;
              for (Map.Entry<Long, Double> gain : gains.descendingMap().entrySet()) {
                if (gain.getValue() >= 1) {
                  break;
                }
                from = gain.getKey();
              }
              if (from > 0) {
                crossings.add("from %d tokens (%s)".formatted(from, network));
              }
            });
    return crossings.isEmpty() ? "at no length" : String.join(", ", crossings);
  }

  private Values<Line> overFlatAt(String level) {
    return Cells.speedups(
        where(table("interference", "machine"), "setting", level), "mas", "flat", "network");
  }

  Gain asMeasured() {
    return Gain.of(overFlatAt(AS_MEASURED));
  }

  /** Of the gain of mas over flat, what is left where units slow each other as measured. */
  String gainLeft() {
    double all = overFlatAt(AS_THE_PRESET).geometricMean() - 1;
    return Decimals.fixed(100 * (overFlatAt(AS_MEASURED).geometricMean() - 1) / all, 0);
  }

  /** How near each scheduler comes to what all roofs allow, the mean over networks. */
  Map<String, String> roofs() {
    String column = "reached_percent_of_attainable_with_softmax";
    return Cells.percents(table("roofline", "preset"), "scheduler", column);
  }

  private Dataset<Line> variants(boolean decode) {
    return table("variants", "preset").where(row -> row.text("variant").equals("decode") == decode);
  }

  String variantsOverFlat() {
    return Cells.speedups(variants(false), "mas", "flat", "variant", "case").range(3);
  }

  String decodeOverFlat() {
    return Cells.speedups(variants(true), "mas", "flat", "variant", "case").range(3);
  }

  String variantsFusemaxAhead() {
    Values<Line> leads =
        Cells.speedups(table("variants", "preset"), "fusemax", "mas", "variant", "case");
    return Cells.of(leads.count(lead -> lead > 1), leads.rows().size());
  }

  String unetCut() {
    Line sum = where(table("unet", "preset"), "layer", "sum", "scheduler", "flat").only();
    return Cells.percent(sum.number("latency_cut_by_mas_percent"));
  }
}
