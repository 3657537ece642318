package masattention.experiments.comparison;

import static masattention.report.Column.number;

import com.samskivert.mustache.Mustache.CustomContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.experiments.InWords;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Preset;
import masattention.experiments.Tilings;
import masattention.input.Grade;
import masattention.npu.Machine;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;

/**
 * What the page says about one preset.
 *
 * @param all every scheduler on the core networks, at each kind of tilings
 */
record PresetTables(Machine machine, Map<Tilings, Points> all) implements Preset {
  private static final double PICOJOULES_PER_MICROJOULE = 1e6;
  private static final List<Scheduler> ALL = Schedulers.published();

  PresetTables {
    all = new EnumMap<>(all);
  }

  int valueCount() {
    return machine.values().size();
  }

  /** The values of the machine that rest on the same, each as "`cores` 2". */
  private record Graded(Grade grade, List<String> fields) {}

  List<Graded> graded() {
    return Stream.of(Grade.values())
        .map(grade -> new Graded(grade, fields(grade)))
        .filter(graded -> !graded.fields().isEmpty())
        .toList();
  }

  private List<String> fields(Grade grade) {
    return machine.values().entrySet().stream()
        .filter(value -> value.getValue().grade() == grade)
        .map(value -> "`%s` %s".formatted(value.getKey(), value.getValue().value()))
        .toList();
  }

  /** Every scheduler at its fastest tilings. */
  Points points() {
    return at(Tilings.FASTEST);
  }

  Points at(Tilings tilings) {
    return all.get(tilings);
  }

  /** Share of the cycles in which the matrix units work, mean over the cores, in percent. */
  static double mac(Point point) {
    return 100.0 * point.found().busy().mac() / point.cycles() / point.machine().cores();
  }

  /** The same of the vector units. */
  static double vec(Point point) {
    return 100.0 * point.found().busy().vec() / point.cycles() / point.machine().cores();
  }

  /** The same of the one DRAM channel. */
  static double dram(Point point) {
    return 100.0 * point.found().busy().dram() / point.cycles();
  }

  private static double bound(Point point) {
    return 100.0 * point.boundCycles() / point.cycles();
  }

  Dataset<Case> cycles() {
    return perScheduler(s -> number(s.id(), on -> points().get(on, s).cycles()))
        .number("bound", on -> points().get(on, Schedulers.MAS).boundCycles());
  }

  Dataset<Case> distances() {
    return perScheduler(s -> number(s.id(), 1, on -> bound(points().get(on, s))));
  }

  Dataset<Case> energies() {
    return perScheduler(
        s ->
            number(
                s.id(),
                2,
                on -> at(Tilings.BALANCED).get(on, s).picojoules() / PICOJOULES_PER_MICROJOULE));
  }

  /** Whole percent of MAC / VEC / DRAM. */
  Dataset<Case> utilisations() {
    return perScheduler(s -> number(s.id(), on -> threeUnits(points().get(on, s))));
  }

  private static String threeUnits(Point point) {
    return "%s / %s / %s"
        .formatted(
            Decimals.fixed(mac(point), 0),
            Decimals.fixed(vec(point), 0),
            Decimals.fixed(dram(point), 0));
  }

  private Dataset<Case> perScheduler(Function<Scheduler, Column<Case>> column) {
    return points().cases().text("network", on -> on.network().name()).showEach(ALL, column);
  }

  /** A line of a table with a column per rival of mas: one of the ratios, or of all of them. */
  private record AgainstRivals(String name, ToDoubleFunction<Values<Point>> of) {}

  /** Cycles of a rival divided by those of mas. */
  Dataset<AgainstRivals> speedups() {
    return againstRivals(points(), Point::cycles, ratio -> Decimals.fixed(ratio, 3));
  }

  /** 1 − energy of mas / energy of a rival, in percent, both at their balanced tilings. */
  Dataset<AgainstRivals> balancedSavings() {
    return againstRivals(at(Tilings.BALANCED), Point::picojoules, PresetTables::saved);
  }

  /** The same at their thriftiest. */
  Dataset<AgainstRivals> thriftiestSavings() {
    return againstRivals(at(Tilings.THRIFTIEST), Point::picojoules, PresetTables::saved);
  }

  private static String saved(double ratio) {
    return InWords.saved(Rivalry.Savings.saving(ratio), 1);
  }

  private Dataset<AgainstRivals> againstRivals(
      Points compared, ToDoubleFunction<Point> quantity, DoubleFunction<String> shown) {
    List<AgainstRivals> lines = new ArrayList<>();
    for (Case on : points().cases()) {
      int place = lines.size();
      lines.add(new AgainstRivals(on.network().name(), ratios -> ratios.values().get(place)));
    }
    lines.add(new AgainstRivals("**geometric mean**", Values::geometricMean));
    lines.add(new AgainstRivals("**maximum**", Values::largest));
    lines.add(new AgainstRivals("**minimum**", Values::smallest));
    return Dataset.of(lines)
        .text("network", AgainstRivals::name)
        .showEach(
            CoreSet.allBut(Schedulers.MAS),
            rival -> {
              Values<Point> ratios = compared.ratios(Schedulers.MAS, rival, quantity);
              return number(rival.id(), line -> shown.apply(line.of().applyAsDouble(ratios)));
            });
  }

  /** Geometric mean and, in brackets, maximum of the speedup of the row over the column. */
  Dataset<Scheduler> everyPair() {
    return Dataset.of(ALL)
        .text("speedup of … over", Scheduler::id)
        .showEach(ALL, over -> number(over.id(), of -> pair(of, over)));
  }

  private String pair(Scheduler of, Scheduler over) {
    Values<Point> speedups = points().speedups(of, over);
    return of == over
        ? ""
        : "%s (%s)"
            .formatted(
                Decimals.fixed(speedups.geometricMean(), 2), Decimals.fixed(speedups.largest(), 2));
  }

  /** Means over the networks, and the range of the distance to the bound. */
  Dataset<Scheduler> means() {
    return Dataset.of(ALL)
        .text("scheduler", Scheduler::id)
        .number("MAC", 1, s -> mean(s, PresetTables::mac))
        .number("VEC", 1, s -> mean(s, PresetTables::vec))
        .number("DRAM", 1, s -> mean(s, PresetTables::dram))
        .number("bound / cycles", 1, s -> mean(s, PresetTables::bound))
        .number("smallest", 1, s -> points().of(s).values(PresetTables::bound).smallest())
        .number("largest", 1, s -> points().of(s).values(PresetTables::bound).largest());
  }

  /** The mean over the networks. */
  double mean(Scheduler scheduler, ToDoubleFunction<Point> quantity) {
    return points().of(scheduler).values(quantity).mean();
  }

  Dataset<Point> traffic() {
    return points()
        .of(Schedulers.MAS)
        .text("network", Point::network)
        .number("DRAM read", p -> p.found().work().dramReadBytes())
        .number("DRAM write", p -> p.found().work().dramWriteBytes())
        .number("refetched", p -> p.found().work().refetchBytes())
        .number("L1 peak", p -> p.found().l1PeakBytes());
  }

  /** On how many networks a unit is the busiest of mas, by its name. */
  CustomContext busiest() {
    return unit -> points().of(Schedulers.MAS).where(PresetTables::busiest, unit).size();
  }

  private static String busiest(Point point) {
    if (dram(point) > Math.max(mac(point), vec(point))) {
      return "DRAM";
    }
    return vec(point) > mac(point) ? "VEC" : "MAC";
  }

  /** What is faster than all others, on how many networks. */
  String fastest() {
    Map<String, List<String>> wins = new LinkedHashMap<>();
    for (Case on : points().cases()) {
      Values<Scheduler> cycles = Dataset.of(ALL).values(s -> points().get(on, s).cycles());
      for (Scheduler s : cycles.where(few -> few == cycles.smallest())) {
        wins.computeIfAbsent(s.id(), none -> new ArrayList<>()).add(on.network().name());
      }
    }
    return InWords.winners(wins, points().cases().size());
  }

  /** Against each of its strongest rivals, what came out for mas. */
  List<Rivalry> inShort() {
    return Stream.of(Schedulers.FLAT, Schedulers.TILEFLOW, Schedulers.FUSEMAX)
        .map(rival -> Rivalry.of(this, Schedulers.MAS, rival))
        .toList();
  }
}
