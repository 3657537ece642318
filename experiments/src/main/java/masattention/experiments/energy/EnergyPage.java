package masattention.experiments.energy;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import masattention.experiments.CoreSet;
import masattention.experiments.InWords;
import masattention.experiments.Published;
import masattention.experiments.SimulateLine;
import masattention.experiments.energy.Tiled.EnergyCeiling;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.workload.Networks;

/** What the page of the experiment says, of edge where nothing else is said. */
record EnergyPage(List<Tiled> tiled, EnergySweep sweep) {

  private Tiled edge(Reading reading) {
    return tiled.stream()
        .filter(of -> of.machine().name().equals("edge") && of.reading() == reading)
        .findFirst()
        .orElseThrow();
  }

  private Dataset<EnergyCeiling> balanced(Scheduler rival) {
    return edge(Reading.BALANCED).ceilings(rival);
  }

  String published() {
    return Published.EDGE_LARGEST_SAVING.text();
  }

  String rangeBalanced() {
    return range(edge(Reading.BALANCED));
  }

  String rangeThriftiest() {
    return range(edge(Reading.THRIFTIEST));
  }

  private static String range(Tiled of) {
    Values<EnergyCeiling> saved = of.saved(Schedulers.FLAT);
    String most = InWords.changed(saved.smallest());
    String least = InWords.changed(saved.largest());
    return most.equals(least)
        ? most
        : "from %s (%s) to %s (%s)"
            .formatted(
                least, saved.largestAt().mas().network(), most, saved.smallestAt().mas().network());
  }

  int sameOperations() {
    return edge(Reading.BALANCED).sameOperations(Schedulers.FLAT);
  }

  int networks() {
    return Networks.coreSet().size();
  }

  String compulsoryDram() {
    return most(Schedulers.FLAT, EnergyCeiling::compulsoryDramPercent);
  }

  String operations() {
    return most(Schedulers.FLAT, EnergyCeiling::operationsPercent);
  }

  String allStaticOverFlat() {
    return most(Schedulers.FLAT, EnergyCeiling::allStaticPercent);
  }

  String allStaticOverNoPrefetch() {
    return most(Schedulers.FLAT_NO_PREFETCH, EnergyCeiling::allStaticPercent);
  }

  private String most(Scheduler rival, ToDoubleFunction<EnergyCeiling> percent) {
    return one(balanced(rival).values(percent).largest());
  }

  String speedupNeeded() {
    return Decimals.fixed(1 / (1 - Published.EDGE_LARGEST_SAVING.value() / 100), 3);
  }

  /** The largest saving or loss against flat and flat-stream at the thriftiest tilings. */
  String spread() {
    return Decimals.fixed(
        Stream.of(Schedulers.FLAT, Schedulers.FLAT_STREAM)
            .flatMap(rival -> edge(Reading.THRIFTIEST).saved(rival).values().stream())
            .mapToDouble(Math::abs)
            .max()
            .orElseThrow(),
        3);
  }

  /** A reading of FLAT per row: where the published saving is reached, and the most elsewhere. */
  Dataset<Scheduler> reached() {
    return Dataset.of(CoreSet.FLATS)
        .show(
            text("against", Scheduler::id),
            text(published() + " % reached", this::leastStaticPower),
            number(
                "most without static power, balanced tilings, %",
                f -> InWords.saved(most(f, Reading.BALANCED), 2)),
            number("mas alone tiled for energy, %", f -> InWords.saved(most(f, Reading.MIXED), 2)));
  }

  private double most(Scheduler rival, Reading reading) {
    return sweep.bestCorner(rival, reading).largestPercent();
  }

  private String leastStaticPower(Scheduler rival) {
    return Stream.of(Reading.values())
        .flatMap(reading -> sweep.reached(rival, reading).stream())
        .map(saving -> saving.costs().staticMilliwatts())
        .min(Integer::compare)
        .map("from %d mW of static power on"::formatted)
        .orElse("nowhere");
  }

  private record Against(Tiled of, Scheduler rival) {}

  /** A preset, tilings and rival per row. */
  Dataset<Against> savings() {
    List<Against> all = new ArrayList<>();
    for (String preset : CoreSet.presets().stream().map(m -> m.name()).toList()) {
      tiled.stream()
          .filter(of -> of.machine().name().equals(preset))
          .forEach(of -> CoreSet.allBut(Schedulers.MAS).forEach(r -> all.add(new Against(of, r))));
    }
    return Dataset.of(all)
        .show(
            text("preset", a -> a.of().machine().name()),
            text("tilings", a -> a.of().reading().id()),
            text("against", a -> a.rival().id()),
            number("geo. mean, %", a -> InWords.saved(a.of().meanPercent(a.rival()), 1)),
            number("largest, %", a -> InWords.saved(a.of().saved(a.rival()).largest(), 1)),
            text("on", a -> a.of().saved(a.rival()).largestAt().mas().network()),
            number("smallest, %", a -> InWords.saved(a.of().saved(a.rival()).smallest(), 1)),
            text("its network", a -> a.of().saved(a.rival()).smallestAt().mas().network()));
  }

  /** A network per row: what can be saved against flat at its fastest tiling. */
  Dataset<EnergyCeiling> ceilings() {
    return balanced(Schedulers.FLAT)
        .show(
            text("network", c -> c.mas().network()),
            number("mas saves", c -> InWords.saved(c.savedPercent(), 1)),
            number("DRAM compulsory", 1, EnergyCeiling::compulsoryDramPercent),
            number("and L0, L1 free", 1, EnergyCeiling::operationsPercent),
            number("all static", 1, EnergyCeiling::allStaticPercent),
            number("all static, at the bound", 1, EnergyCeiling::allStaticAtBoundPercent),
            number(
                "mW for %s %%".formatted(published()),
                c ->
                    c.wholeMilliwattsForPublished()
                        .map(milliwatts -> milliwatts.toPlainString())
                        .orElse("never")),
            number("mW of mas itself", 0, EnergyCeiling::milliwattsOfMas));
  }

  /** The split by components, preset by preset. */
  List<Tiled.Split> splits() {
    return CoreSet.presets().stream()
        .map(
            machine ->
                new Tiled.Split(
                    machine.name(),
                    EnergyPlots.thriftiest(machine.name()),
                    tiled.stream().filter(of -> of.machine().equals(machine)).toList()))
        .toList();
  }

  /** The costs of DRAM and what they rest on. */
  Dataset<Costs.Dram> dram() {
    return Dataset.of(Costs.Dram.ALL)
        .show(
            number("DRAM, pJ per byte", Costs.Dram::picojoulesPerByte),
            text("grade", cost -> cost.grade().letter()),
            text("source", Costs.Dram::source));
  }

  /** Both tilings of flat and mas on bert-base. */
  List<String> commands() {
    List<String> commands = new ArrayList<>();
    for (Scheduler scheduler : List.of(Schedulers.FLAT, Schedulers.MAS)) {
      for (Reading reading : Reading.FAIR) {
        edge(reading).points().of(scheduler).where(p -> p.network().equals("bert-base")).stream()
            .map(point -> SimulateLine.of(point.found()))
            .forEach(commands::add);
      }
    }
    return commands;
  }

  private static String one(double value) {
    return Decimals.fixed(value, 1);
  }
}
