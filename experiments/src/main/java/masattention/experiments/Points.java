package masattention.experiments;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import masattention.npu.Machine;
import masattention.report.Dataset;
import masattention.report.Values;
import masattention.schedule.Scheduler;

/** Points of several schedulers on the same cases, each scheduler at most once on a case. */
public final class Points {
  private final Dataset<Point> all;
  private final Map<Case, Map<Scheduler, Point>> byCase = new HashMap<>();

  public Points(Dataset<Point> all) {
    this.all = all;
    all.forEach(p -> byCase.computeIfAbsent(p.on(), on -> new HashMap<>()).put(p.scheduler(), p));
  }

  /** In the order of the searches. */
  public Dataset<Point> all() {
    return all;
  }

  /** Those of some cases. */
  public Points where(Predicate<Case> holds) {
    return new Points(all.where(point -> holds.test(point.on())));
  }

  /** Those on a preset. */
  public Points on(String machine) {
    return where(on -> on.machine().name().equals(machine));
  }

  /** Something of each main preset and its points. */
  public <T> List<T> onPresets(BiFunction<Machine, Points, T> preset) {
    return CoreSet.presets().stream().map(m -> preset.apply(m, on(m.name()))).toList();
  }

  public Dataset<Case> cases() {
    return Dataset.of(all.distinct(Point::on));
  }

  /** The point of a scheduler on a case. */
  public Point get(Case on, Scheduler scheduler) {
    return byCase.get(on).get(scheduler);
  }

  /** The points of a scheduler. */
  public Dataset<Point> of(Scheduler scheduler) {
    return all.where(point -> point.scheduler() == scheduler);
  }

  /** How many times as fast as {@code over} a scheduler is on a case. */
  public double speedup(Case on, Scheduler of, Scheduler over) {
    return get(on, over).cycles() / (double) get(on, of).cycles();
  }

  /** The speedup of a scheduler over another on every case that both can run. */
  public Values<Point> speedups(Scheduler of, Scheduler over) {
    return ratios(of, over, Point::cycles);
  }

  /** The quantity of {@code over} divided by that of {@code of}, case by case. */
  public Values<Point> ratios(
      Scheduler of, Scheduler over, ToDoubleFunction<? super Point> quantity) {
    return of(over).where(Point::feasible).over(of(of).where(Point::feasible), Point::on, quantity);
  }

  /** What share of the energy of {@code over} a point saves, in percent. */
  public static double saving(Point of, Point over) {
    return 100 * (1 - of.picojoules() / over.picojoules());
  }
}
