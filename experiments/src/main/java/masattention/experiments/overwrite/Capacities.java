package masattention.experiments.overwrite;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import masattention.experiments.Point;
import masattention.experiments.overwrite.Overwrite.Findings;
import masattention.report.Dataset;
import masattention.report.Decimals;

/**
 * One length of sequence on one machine, over the capacity of L1.
 *
 * @param at by capacity in bytes, ascending
 */
record Capacities(String machine, int tokens, Map<Long, Dataset<Point>> at) {
  static Capacities of(String machine, int tokens, Dataset<Point> all) {
    Map<Long, Dataset<Point>> at =
        all.where(p -> p.shape().seqKv() == tokens && p.machine().name().equals(machine))
            .by(p -> p.machine().l1Bytes());
    return new Capacities(machine, tokens, at);
  }

  /** One capacity, and the fastest of every variant there. */
  record Place(Capacities of, long l1Bytes) {
    long kibibytes() {
      return l1Bytes / 1024;
    }

    /** The fastest of a variant; without a measurement where nothing of it fits. */
    Point best(Variant variant) {
      return of.at().get(l1Bytes).where(variant::has).stream()
          .reduce((one, other) -> isFaster(other, one) ? other : one)
          .orElseThrow();
    }

    private static boolean isFaster(Point point, Point than) {
      return point.feasible() && (!than.feasible() || point.cycles() < than.cycles());
    }

    Point mas() {
      return best(Variant.MAS);
    }

    boolean fits(Variant variant) {
      return best(variant).feasible();
    }

    /** A quantity of a variant over that of mas. */
    double ratio(Variant over, ToDoubleFunction<Point> quantity) {
      return quantity.applyAsDouble(best(over)) / quantity.applyAsDouble(mas());
    }

    /** Cycles of a variant over those of mas, where both fit. */
    String speedupOver(Variant variant) {
      if (!mas().feasible()) {
        return "";
      }
      return fits(variant) ? Decimals.fixed(ratio(variant, Point::cycles), 3) : "does not fit";
    }

    /** Such as "edge, 8192 tokens, 2896 KiB". */
    String words() {
      return "%s, %d tokens, %d KiB".formatted(of.machine(), of.tokens(), kibibytes());
    }
  }

  List<Place> places() {
    return at.keySet().stream().map(bytes -> new Place(this, bytes)).toList();
  }

  /** The capacities at which the fastest mas overwrites, in KiB. */
  List<Long> overwriting() {
    Dataset<Place> places = Dataset.of(places()).where(place -> place.mas().overwrites());
    return places.map(Place::kibibytes).rows();
  }

  /** A row per capacity. */
  Dataset<Place> table() {
    return Dataset.of(places())
        .number("L1, KiB", Place::kibibytes)
        .text("mas keeps K/V", p -> p.fits(Variant.MAS) ? p.mas().kept().id() : "does not fit")
        .number("mas cycles", p -> p.fits(Variant.MAS) ? p.mas().cycles() : null)
        .show(Findings.speedups());
  }
}
