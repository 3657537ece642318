package masattention.experiments.energy;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.List;
import java.util.stream.IntStream;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.interpret.energy.WorkCounts;
import masattention.npu.Machine;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Values;
import masattention.schedule.Schedulers;
import masattention.simulator.Measurement;

/** Every scheduler on the core networks on one preset, all tiled for time or all for energy. */
record Tiled(Reading reading, Machine machine, Points points) {

  /** A ceiling per network. */
  Dataset<EnergyCeiling> ceilings(Schedulers rival) {
    return Dataset.of(
        points.cases().stream()
            .map(
                on ->
                    new EnergyCeiling(
                        reading,
                        points.get(on, rival).found(),
                        points.get(on, Schedulers.MAS).found()))
            .toList());
  }

  /** What mas saves against a rival, network by network, in percent. */
  Values<EnergyCeiling> saved(Schedulers rival) {
    return ceilings(rival).values(EnergyCeiling::savedPercent);
  }

  /** What mas saves by the geometric mean of the ratios, in percent. */
  double meanPercent(Schedulers rival) {
    return 100 * (1 - ceilings(rival).values(c -> 1 - c.savedPercent() / 100).geometricMean());
  }

  /** Networks on which a rival does exactly the operations of mas. */
  int sameOperations(Schedulers rival) {
    return ceilings(rival).where(c -> operations(c.rival()).equals(operations(c.mas()))).size();
  }

  private static List<Long> operations(Measurement of) {
    WorkCounts work = of.work();
    return List.of(
        work.macs(), work.adds(), work.subs(), work.muls(), work.maxes(), work.exps(), work.divs());
  }

  /** The mean share of a component over the networks, in percent. */
  private double share(Schedulers scheduler, int component) {
    Dataset<Point> of = points.of(scheduler);
    return of.values(p -> EnergySplit.shares(p.found().energy()).get(component) / of.size()).sum();
  }

  /** A scheduler per row, in several tilings of one preset. */
  record Split(String name, String figure, List<Tiled> tiled) {

    private record Line(Schedulers scheduler, Tiled of) {}

    Dataset<Line> table() {
      return Dataset.of(
              List.of(Schedulers.values()).stream()
                  .flatMap(scheduler -> tiled.stream().map(of -> new Line(scheduler, of)))
                  .toList())
          .show(
              text("scheduler", line -> line.scheduler().id()),
              text("tilings", line -> line.of().reading().id()))
          .show(IntStream.range(0, Point.ENERGY_COMPONENTS.size()).mapToObj(Split::share).toList());
    }

    private static Column<Line> share(int i) {
      return number(
          Point.ENERGY_COMPONENTS.get(i), 1, line -> line.of().share(line.scheduler(), i));
    }
  }
}
