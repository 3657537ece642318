package masattention.experiments.balance;

import static masattention.report.Column.number;

import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.experiments.OverlapGain;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.report.Dataset;
import masattention.report.Values;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;

/** What came of a sweep over one value. */
record SweptPoints(Sweep sweep, Points points) {

  static SweptPoints of(Sweep sweep, Points all) {
    return new SweptPoints(sweep, all.where(on -> on.sweep().equals(sweep.id())));
  }

  Values<Point> over(Scheduler flat) {
    return points.speedups(Schedulers.MAS, flat);
  }

  Values<Point> overFlat() {
    return over(Schedulers.FLAT);
  }

  Dataset<Case> table() {
    return Dataset.of(points.cases())
        .show(
            number(sweep.id(), Case::setting),
            number("r", 3, OverlapGain::ratio),
            number("overlap alone", 3, OverlapGain::of))
        .showEach(
            CoreSet.FLATS,
            flat -> number("over " + flat.id(), 3, on -> points.speedup(on, Schedulers.MAS, flat)));
  }
}
