package masattention.experiments.davinci;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import masattention.experiments.sweep.SpeedupPoint;
import masattention.report.Decimals;
import masattention.schedule.Schedulers;

/** All points, by change and network. */
record DaVinciPoints(List<SpeedupPoint> all) {

  /** A network per point. */
  List<SpeedupPoint> of(Change change) {
    return all.stream()
        .filter(p -> p.sweep().equals(change.id()) && p.setting().equals(change.setting()))
        .toList();
  }

  SpeedupPoint largest(Change change, Schedulers flat) {
    return of(change).stream()
        .max(Comparator.comparingDouble(point -> point.speedupOver(flat)))
        .orElseThrow();
  }

  double geometricMean(Change change, Schedulers flat) {
    return Decimals.geometricMean(values(change, point -> point.speedupOver(flat)));
  }

  double arithmeticMean(Change change, Schedulers flat) {
    List<Double> values = values(change, point -> point.speedupOver(flat));
    return values.stream().mapToDouble(value -> value).sum() / values.size();
  }

  /** The speedup of all networks run one after the other. */
  double ofTotals(Change change, Schedulers flat) {
    long mas = of(change).stream().mapToLong(point -> point.mas().cycles()).sum();
    int place = SpeedupPoint.FLATS.indexOf(flat);
    long other = of(change).stream().mapToLong(p -> p.flats().get(place).cycles()).sum();
    return other / (double) mas;
  }

  List<Double> values(Change change, ToDoubleFunction<SpeedupPoint> value) {
    return of(change).stream().map(value::applyAsDouble).toList();
  }
}
