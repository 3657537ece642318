package masattention.experiments.balance;

import static masattention.report.Column.number;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import masattention.experiments.Case;
import masattention.experiments.Columns;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.OverlapGain;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Published;
import masattention.experiments.balance.BalancePlots.HeatTable;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;

/** The speedup of mas over three readings of FLAT as the balance of the machine changes. */
public final class Balance extends Experiment {
  public Balance() {
    super("balance", "On which machines does MAS gain most over FLAT?");
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    List<Case> cases = Sweep.ALL.stream().flatMap(sweep -> sweep.cases().stream()).toList();
    Points points = new Points(context.search(id(), Case.by(cases, CoreSet.MAS_AND_FLATS)));
    List<SweptPoints> lines =
        Sweep.LINES.stream().map(sweep -> SweptPoints.of(sweep, points)).toList();
    List<HeatTable> maps = HeatTable.all(points);
    context.table(id(), points.all().show(Columns.SWEPT));
    context.page(
        this,
        Map.of(
            "published", Published.EDGE_LARGEST_SPEEDUP.text(),
            "points", points.cases().size(),
            "readings", readings(points),
            "reached", reached(points),
            "best", best(lines),
            "maps", maps,
            "lines", lines));
    for (HeatTable map : maps) {
      context.figure(map.stem(), BalancePlots.heatMap(map));
    }
    for (SweptPoints line : lines) {
      context.figure("balance-" + line.sweep().id(), BalancePlots.lines(line));
    }
  }

  private static Values<Point> over(Points points, Scheduler flat) {
    return points.speedups(Schedulers.MAS, flat);
  }

  /** Each speedup over a reading of FLAT divided by the most that overlap alone gains. */
  private static Values<Point> ofOverlap(Points points, Scheduler flat) {
    return points
        .of(flat)
        .values(p -> points.speedup(p.on(), Schedulers.MAS, flat) / OverlapGain.of(p.on()));
  }

  /**
   * A reading of FLAT per row: the largest speedup over it, and where it is more than overlap alone
   * gains.
   */
  private static Dataset<Scheduler> readings(Points points) {
    double published = Published.EDGE_LARGEST_SPEEDUP.value();
    return Dataset.of(CoreSet.FLATS)
        .text("speedup of mas over", Scheduler::id)
        .number("largest", 3, flat -> over(points, flat).largest())
        .text("at", flat -> Sweep.words(over(points, flat).largestAt().on()))
        .number("r there", 3, f -> OverlapGain.ratio(over(points, f).largestAt().on()))
        .number(
            "overlap alone there, at most",
            3,
            f -> OverlapGain.of(over(points, f).largestAt().on()))
        .number(
            "points at or above " + Published.EDGE_LARGEST_SPEEDUP.text(),
            flat -> over(points, flat).count(speedup -> speedup >= published))
        .number(
            "points with more than overlap alone",
            f -> ofOverlap(points, f).count(share -> share > 1))
        .text("most beyond it at", flat -> mostAbove(points, flat));
  }

  private static String mostAbove(Points points, Scheduler flat) {
    Values<Point> shares = ofOverlap(points, flat);
    if (shares.largest() <= 1) {
      return "";
    }
    Case on = shares.largestAt().on();
    return "%s: %s, by overlap alone at most %s"
        .formatted(
            Sweep.words(on),
            Decimals.fixed(points.speedup(on, Schedulers.MAS, flat), 3),
            Decimals.fixed(OverlapGain.of(on), 3));
  }

  /** Where the published largest is reached, over which reading of FLAT. */
  private static Dataset<Point> reached(Points points) {
    double published = Published.EDGE_LARGEST_SPEEDUP.value();
    return Dataset.of(CoreSet.FLATS)
        .flatMap(flat -> over(points, flat).where(speedup -> speedup >= published))
        .text("reached over", p -> p.scheduler().id())
        .text("at", p -> Sweep.words(p.on()))
        .number("speedup", 3, p -> points.speedup(p.on(), Schedulers.MAS, p.scheduler()));
  }

  /** A sweep per row, and where the speedup over flat is largest. */
  private static Dataset<SweptPoints> best(List<SweptPoints> lines) {
    return Dataset.of(lines)
        .text("over the", line -> line.sweep().words())
        .number("largest over flat at", line -> line.overFlat().largestAt().setting())
        .number("speedup", 3, line -> line.overFlat().largest())
        .number("overlap alone, at most", 3, l -> OverlapGain.of(l.overFlat().largestAt().on()));
  }

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
      return points
          .cases()
          .number(sweep.id(), Case::setting)
          .number("r", 3, OverlapGain::ratio)
          .number("overlap alone", 3, OverlapGain::of)
          .showEach(
              CoreSet.FLATS,
              flat ->
                  number("over " + flat.id(), 3, on -> points.speedup(on, Schedulers.MAS, flat)));
    }
  }
}
