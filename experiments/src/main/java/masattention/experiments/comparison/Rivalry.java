package masattention.experiments.comparison;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.List;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.report.Column;
import masattention.report.Values;
import masattention.schedule.Schedulers;

/**
 * How a scheduler compares with a rival over the networks of a preset.
 *
 * @param time cycles of the rival over those of the scheduler
 * @param energy the same of the picojoules
 */
record Rivalry(Schedulers scheduler, Schedulers rival, Values<Point> time, Values<Point> energy) {
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

  static Rivalry of(Points points, Schedulers scheduler, Schedulers rival) {
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
