package masattention.experiments.comparison;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.List;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Tilings;
import masattention.report.Column;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedule.Scheduler;

/**
 * How a scheduler compares with a rival over the networks of a preset.
 *
 * @param time cycles of the rival over those of the scheduler, both at their fastest tilings
 * @param balanced picojoules of the rival over those of the scheduler, both at their balanced ones
 * @param thriftiest the same at their thriftiest ones
 */
record Rivalry(
    Scheduler scheduler,
    Scheduler rival,
    Values<Point> time,
    Values<Point> balanced,
    Values<Point> thriftiest) {
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
          number("geometric_mean_balanced_energy_saving_percent", 2, r -> mean(r.balanced())),
          number("largest_balanced_energy_saving_percent", 2, r -> most(r.balanced())),
          text("largest_balanced_energy_saving_on", r -> r.balanced().largestAt().network()),
          number("smallest_balanced_energy_saving_percent", 2, r -> least(r.balanced())),
          text("smallest_balanced_energy_saving_on", r -> r.balanced().smallestAt().network()),
          number("geometric_mean_least_energy_saving_percent", 2, r -> mean(r.thriftiest())),
          number("largest_least_energy_saving_percent", 2, r -> most(r.thriftiest())),
          number("smallest_least_energy_saving_percent", 2, r -> least(r.thriftiest())));

  static Rivalry of(PresetTables preset, Scheduler scheduler, Scheduler rival) {
    return new Rivalry(
        scheduler,
        rival,
        preset.points().speedups(scheduler, rival),
        energies(preset.at(Tilings.BALANCED), scheduler, rival),
        energies(preset.at(Tilings.THRIFTIEST), scheduler, rival));
  }

  private static Values<Point> energies(Points points, Scheduler scheduler, Scheduler rival) {
    return points.ratios(scheduler, rival, Point::picojoules);
  }

  /** The share of a rival's energy that is saved where it has so many times the energy. */
  static double saving(double ratio) {
    return 100 * (1 - 1 / ratio);
  }

  private static double mean(Values<Point> energy) {
    return saving(energy.geometricMean());
  }

  private static double most(Values<Point> energy) {
    return saving(energy.largest());
  }

  private static double least(Values<Point> energy) {
    return saving(energy.smallest());
  }

  long wins() {
    return time.count(speedup -> speedup > 1);
  }

  long losses() {
    return time.count(speedup -> speedup < 1);
  }

  /** Who is faster, and where each loses most, in a sentence; then who takes less energy. */
  String sentences() {
    return "Against `%s`, %s is faster on %d and slower on %d of %d networks: %s times as fast in the geometric mean, from %s to %s. Its energy is %s in the mean at the balanced tilings (from %s to %s), and %s at the thriftiest."
        .formatted(
            rival.id(),
            scheduler.id(),
            wins(),
            losses(),
            time.rows().size(),
            Decimals.fixed(time.geometricMean(), 3),
            at(Decimals.fixed(time.smallest(), 3), time.smallestAt()),
            at(Decimals.fixed(time.largest(), 3), time.largestAt()),
            energy(mean(balanced)),
            at(energy(most(balanced)), balanced.largestAt()),
            at(energy(least(balanced)), balanced.smallestAt()),
            energy(mean(thriftiest)));
  }

  private static String at(String value, Point at) {
    return "%s on %s".formatted(value, at.network());
  }

  private static String energy(double savedPercent) {
    String percent = Decimals.fixed(Math.abs(savedPercent), 1);
    return percent.equals("0.0")
        ? "the same"
        : "%s %% %s".formatted(percent, savedPercent > 0 ? "lower" : "higher");
  }
}
