package masattention.experiments;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import masattention.report.Dataset;
import masattention.report.Values;
import masattention.schedule.Schedulers;

/** Points of several schedulers on the same cases, each scheduler at most once on a case. */
public final class Points {
  private final Dataset<Point> all;
  private final Map<Case, Map<Schedulers, Point>> byCase = new HashMap<>();

  public Points(Dataset<Point> all) {
    this.all = all;
    for (Point point : all) {
      byCase.computeIfAbsent(point.on(), on -> new HashMap<>()).put(point.scheduler(), point);
    }
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

  public List<Case> cases() {
    return all.distinct(Point::on);
  }

  /** The point of a scheduler on a case. */
  public Point get(Case on, Schedulers scheduler) {
    return byCase.get(on).get(scheduler);
  }

  /** The points of a scheduler. */
  public Dataset<Point> of(Schedulers scheduler) {
    return all.where(point -> point.scheduler() == scheduler);
  }

  /** How many times as fast as {@code over} a scheduler is on a case. */
  public double speedup(Case on, Schedulers of, Schedulers over) {
    return get(on, over).cycles() / (double) get(on, of).cycles();
  }

  /** The speedup of a scheduler over another on every case that both can run. */
  public Values<Point> speedups(Schedulers of, Schedulers over) {
    return ratios(of, over, Point::cycles);
  }

  /** The quantity of {@code over} divided by that of {@code of}, case by case. */
  public Values<Point> ratios(
      Schedulers of, Schedulers over, ToDoubleFunction<? super Point> quantity) {
    return of(over).where(Point::feasible).over(of(of).where(Point::feasible), Point::on, quantity);
  }

  /** What share of the energy of {@code over} a scheduler saves, case by case, in percent. */
  public Values<Point> savings(Schedulers of, Schedulers over) {
    return of(over).values(point -> saving(get(point.on(), of), point));
  }

  /** What share of the energy of {@code over} a point saves, in percent. */
  public static double saving(Point of, Point over) {
    return 100 * (1 - of.picojoules() / over.picojoules());
  }
}
