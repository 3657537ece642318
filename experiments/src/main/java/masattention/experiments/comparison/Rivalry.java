package masattention.experiments.comparison;

import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Tilings;
import masattention.report.Dataset;
import masattention.report.Values;
import masattention.schedule.Scheduler;

/**
 * How a scheduler compares with a rival over the networks of a preset.
 *
 * @param time cycles of the rival over those of the scheduler, both at their fastest tilings
 * @param balanced both at their balanced tilings
 * @param thriftiest both at their thriftiest tilings
 */
record Rivalry(
    Scheduler scheduler,
    Scheduler rival,
    Values<Point> time,
    Savings balanced,
    Savings thriftiest) {
  /** As a file. */
  static Dataset<Rivalry> table(Dataset<Rivalry> rows) {
    return rows.text("preset", r -> r.time().rows().get(0).machine().name())
        .text("scheduler", r -> r.scheduler().id())
        .text("over", r -> r.rival().id())
        .number("geometric_mean_speedup", 4, r -> r.time().geometricMean())
        .number("arithmetic_mean_speedup", 4, r -> r.time().mean())
        .number("largest_speedup", 4, r -> r.time().largest())
        .text("largest_on", r -> r.time().largestAt().network())
        .number("smallest_speedup", 4, r -> r.time().smallest())
        .text("smallest_on", r -> r.time().smallestAt().network())
        .number("geometric_mean_balanced_energy_saving_percent", 2, r -> r.balanced().mean())
        .number("largest_balanced_energy_saving_percent", 2, r -> r.balanced().most())
        .text("largest_balanced_energy_saving_on", r -> r.balanced().mostOn())
        .number("smallest_balanced_energy_saving_percent", 2, r -> r.balanced().least())
        .text("smallest_balanced_energy_saving_on", r -> r.balanced().leastOn())
        .number("geometric_mean_least_energy_saving_percent", 2, r -> r.thriftiest().mean())
        .number("largest_least_energy_saving_percent", 2, r -> r.thriftiest().most())
        .number("smallest_least_energy_saving_percent", 2, r -> r.thriftiest().least());
  }

  static Rivalry of(PresetTables preset, Scheduler scheduler, Scheduler rival) {
    return new Rivalry(
        scheduler,
        rival,
        preset.points().speedups(scheduler, rival),
        Savings.of(preset.at(Tilings.BALANCED), scheduler, rival),
        Savings.of(preset.at(Tilings.THRIFTIEST), scheduler, rival));
  }

  long wins() {
    return time.count(speedup -> speedup > 1);
  }

  long losses() {
    return time.count(speedup -> speedup < 1);
  }

  /**
   * The energy that a scheduler saves, in percent of that of a rival.
   *
   * @param ratios picojoules of the rival over those of the scheduler
   */
  record Savings(Values<Point> ratios) {
    private static Savings of(Points points, Scheduler scheduler, Scheduler rival) {
      return new Savings(points.ratios(scheduler, rival, Point::picojoules));
    }

    /** What is saved where the rival has so many times the energy. */
    static double saving(double ratio) {
      return 100 * (1 - 1 / ratio);
    }

    double mean() {
      return saving(ratios.geometricMean());
    }

    double most() {
      return saving(ratios.largest());
    }

    String mostOn() {
      return ratios.largestAt().network();
    }

    double least() {
      return saving(ratios.smallest());
    }

    String leastOn() {
      return ratios.smallestAt().network();
    }
  }
}
