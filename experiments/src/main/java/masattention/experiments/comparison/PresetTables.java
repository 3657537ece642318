package masattention.experiments.comparison;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.PresetNotes;
import masattention.npu.Machine;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedule.Schedulers;

/** What the page says about one preset. */
record PresetTables(Machine machine, Points points) {
  private static final double PICOJOULES_PER_MICROJOULE = 1e6;
  private static final List<Schedulers> ALL = List.of(Schedulers.values());

  String name() {
    return machine.name();
  }

  String foundation() {
    return PresetNotes.foundation(machine);
  }

  String assumed() {
    return PresetNotes.assumed(machine);
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
    return perScheduler(s -> number(s.id(), on -> points.get(on, s).cycles()))
        .show(number("bound", on -> points.get(on, Schedulers.MAS).boundCycles()));
  }

  Dataset<Case> distances() {
    return perScheduler(s -> number(s.id(), 1, on -> bound(points.get(on, s))));
  }

  Dataset<Case> energies() {
    return perScheduler(
        s -> number(s.id(), 2, on -> points.get(on, s).picojoules() / PICOJOULES_PER_MICROJOULE));
  }

  /** Whole percent of MAC / VEC / DRAM. */
  Dataset<Case> utilisations() {
    return perScheduler(s -> number(s.id(), on -> threeUnits(points.get(on, s))));
  }

  private static String threeUnits(Point point) {
    return "%s / %s / %s"
        .formatted(
            Decimals.fixed(mac(point), 0),
            Decimals.fixed(vec(point), 0),
            Decimals.fixed(dram(point), 0));
  }

  private Dataset<Case> perScheduler(Function<Schedulers, Column<Case>> column) {
    return Dataset.of(points.cases())
        .show(text("network", on -> on.network().name()))
        .show(ALL.stream().map(column).toList());
  }

  /** A line of a table with a column per rival of mas. */
  private record AgainstRivals(String name, ToDoubleFunction<Schedulers> value) {}

  /** Cycles of a rival divided by those of mas. */
  Dataset<AgainstRivals> speedups() {
    return againstRivals(3, Point::cycles, ratio -> ratio);
  }

  /** 1 − energy of mas / energy of a rival, in percent. */
  Dataset<AgainstRivals> savings() {
    return againstRivals(1, Point::picojoules, Rivalry::saving);
  }

  private Dataset<AgainstRivals> againstRivals(
      int digits, ToDoubleFunction<Point> quantity, Function<Double, Double> shown) {
    Function<Schedulers, Values<Point>> ratios =
        rival -> points.ratios(Schedulers.MAS, rival, quantity);
    List<AgainstRivals> lines = new ArrayList<>();
    for (int i = 0; i < points.cases().size(); i++) {
      int place = i;
      String network = points.cases().get(i).network().name();
      lines.add(new AgainstRivals(network, s -> shown.apply(ratios.apply(s).values().get(place))));
    }
    lines.add(
        new AgainstRivals("**geometric mean**", s -> shown.apply(ratios.apply(s).geometricMean())));
    lines.add(new AgainstRivals("**maximum**", s -> shown.apply(ratios.apply(s).largest())));
    return Dataset.of(lines)
        .show(text("network", AgainstRivals::name))
        .show(
            CoreSet.allBut(Schedulers.MAS).stream()
                .map(
                    s ->
                        Column.<AgainstRivals>number(
                            s.id(), digits, line -> line.value().applyAsDouble(s)))
                .toList());
  }

  /** Geometric mean and, in brackets, maximum of the speedup of the row over the column. */
  Dataset<Schedulers> everyPair() {
    return Dataset.of(ALL)
        .show(text("speedup of … over", Schedulers::id))
        .show(
            ALL.stream()
                .map(over -> Column.<Schedulers>number(over.id(), of -> pair(of, over)))
                .toList());
  }

  private String pair(Schedulers of, Schedulers over) {
    Values<Point> speedups = points.speedups(of, over);
    return of == over
        ? ""
        : "%s (%s)"
            .formatted(
                Decimals.fixed(speedups.geometricMean(), 2), Decimals.fixed(speedups.largest(), 2));
  }

  /** Means over the networks, and the range of the distance to the bound. */
  Dataset<Schedulers> means() {
    return Dataset.of(ALL)
        .show(
            text("scheduler", Schedulers::id),
            number("MAC", 1, s -> mean(s, PresetTables::mac)),
            number("VEC", 1, s -> mean(s, PresetTables::vec)),
            number("DRAM", 1, s -> mean(s, PresetTables::dram)),
            number("bound / cycles", 1, s -> mean(s, PresetTables::bound)),
            number("smallest", 1, s -> points.of(s).values(PresetTables::bound).smallest()),
            number("largest", 1, s -> points.of(s).values(PresetTables::bound).largest()));
  }

  /** The mean over the networks. */
  double mean(Schedulers scheduler, ToDoubleFunction<Point> quantity) {
    return points.of(scheduler).values(quantity).mean();
  }

  Dataset<Point> traffic() {
    return points
        .of(Schedulers.MAS)
        .show(
            text("network", Point::network),
            number("DRAM read", p -> p.found().work().dramReadBytes()),
            number("DRAM write", p -> p.found().work().dramWriteBytes()),
            number("refetched", p -> p.found().work().refetchBytes()),
            number("L1 peak", p -> p.found().l1PeakBytes()));
  }

  private Dataset<Point> busiest(Predicate<Point> unit) {
    return points.of(Schedulers.MAS).where(unit);
  }

  /** Networks on which the DRAM is busier than both units. */
  int dramBusiest() {
    return busiest(p -> dram(p) > Math.max(mac(p), vec(p))).size();
  }

  int vecBusiest() {
    return busiest(p -> dram(p) <= Math.max(mac(p), vec(p)) && vec(p) > mac(p)).size();
  }

  int macBusiest() {
    return points.cases().size() - dramBusiest() - vecBusiest();
  }

  /** The command line of every row. */
  List<String> commands() {
    return points.all().stream().map(Point::command).toList();
  }
}
