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
import masattention.experiments.Preset;
import masattention.npu.Machine;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;

/** What the page says about one preset. */
record PresetTables(Machine machine, Points points) implements Preset {
  private static final double PICOJOULES_PER_MICROJOULE = 1e6;
  private static final List<Scheduler> ALL = Schedulers.builtIn();

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

  private Dataset<Case> perScheduler(Function<Scheduler, Column<Case>> column) {
    return Dataset.of(points.cases())
        .show(text("network", on -> on.network().name()))
        .show(ALL.stream().map(column).toList());
  }

  /** A line of a table with a column per rival of mas. */
  private record AgainstRivals(String name, ToDoubleFunction<Scheduler> value) {}

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
    Function<Scheduler, Values<Point>> ratios =
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
  Dataset<Scheduler> everyPair() {
    return Dataset.of(ALL)
        .show(text("speedup of … over", Scheduler::id))
        .show(
            ALL.stream()
                .map(over -> Column.<Scheduler>number(over.id(), of -> pair(of, over)))
                .toList());
  }

  private String pair(Scheduler of, Scheduler over) {
    Values<Point> speedups = points.speedups(of, over);
    return of == over
        ? ""
        : "%s (%s)"
            .formatted(
                Decimals.fixed(speedups.geometricMean(), 2), Decimals.fixed(speedups.largest(), 2));
  }

  /** Means over the networks, and the range of the distance to the bound. */
  Dataset<Scheduler> means() {
    return Dataset.of(ALL)
        .show(
            text("scheduler", Scheduler::id),
            number("MAC", 1, s -> mean(s, PresetTables::mac)),
            number("VEC", 1, s -> mean(s, PresetTables::vec)),
            number("DRAM", 1, s -> mean(s, PresetTables::dram)),
            number("bound / cycles", 1, s -> mean(s, PresetTables::bound)),
            number("smallest", 1, s -> points.of(s).values(PresetTables::bound).smallest()),
            number("largest", 1, s -> points.of(s).values(PresetTables::bound).largest()));
  }

  /** The mean over the networks. */
  double mean(Scheduler scheduler, ToDoubleFunction<Point> quantity) {
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

  /**
   * How a scheduler compares with a rival over the networks of a preset.
   *
   * @param time cycles of the rival over those of the scheduler
   * @param energy the same of the picojoules
   */
  record Rivalry(Scheduler scheduler, Scheduler rival, Values<Point> time, Values<Point> energy) {
    static final List<Column<Rivalry>> COLUMNS =
        List.of(
            text("preset", r -> r.time().rows().get(0).machine().name()),
            text("scheduler", r -> r.scheduler().id()),
            text("over", r -> r.rival().id()),
            number("geometric_mean_speedup", 4, r -> r.time().geometricMean()),
            number("arithmetic_mean_speedup", 4, r -> r.time().mean()),
            number("largest_speedup", 4, r -> r.time().largest()),
            text("largest_on", r -> r.time().largestAt().network()),
            number("smallest_speedup", 4, r -> r.time().smallest()),
            text("smallest_on", r -> r.time().smallestAt().network()),
            number(
                "geometric_mean_energy_saving_percent", 2, r -> saving(r.energy().geometricMean())),
            number("largest_energy_saving_percent", 2, r -> saving(r.energy().largest())),
            text("largest_energy_saving_on", r -> r.energy().largestAt().network()));

    static Rivalry of(Points points, Scheduler scheduler, Scheduler rival) {
      return new Rivalry(
          scheduler,
          rival,
          points.speedups(scheduler, rival),
          points.ratios(scheduler, rival, Point::picojoules));
    }

    /** The share of a rival's energy that is saved where it has so many times the energy. */
    static double saving(double ratio) {
      return 100 * (1 - 1 / ratio);
    }
  }
}
