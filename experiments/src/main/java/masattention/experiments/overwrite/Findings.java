package masattention.experiments.overwrite;

import java.util.List;
import java.util.stream.Collectors;
import masattention.experiments.KvKept;
import masattention.experiments.Point;
import masattention.experiments.overwrite.Capacities.Place;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Values;

/** What the page says about all lengths and capacities. */
record Findings(List<Capacities> lengths) {
  private static final double WORTH = 1.01;

  /** Where mas fits. */
  Dataset<Place> fitting() {
    return Dataset.of(lengths)
        .flatMap(one -> Dataset.of(one.places()))
        .where(place -> place.fits(Variant.MAS));
  }

  /** Where the fastest mas overwrites. */
  Dataset<Place> overwriting() {
    return fitting().where(place -> place.mas().overwrites());
  }

  Dataset<Place> partial() {
    return fitting().where(place -> place.mas().kept() == KvKept.PARTIAL);
  }

  Dataset<Place> canOverwrite() {
    return fitting().where(place -> place.fits(Variant.MAS_OVERWRITING));
  }

  /** Cycles without overwriting over those with it. */
  Values<Place> gains() {
    return canOverwrite()
        .where(place -> place.fits(Variant.MAS_WITHOUT))
        .values(
            place ->
                place.best(Variant.MAS_WITHOUT).cycles()
                    / (double) place.best(Variant.MAS_OVERWRITING).cycles());
  }

  long gaining() {
    return gains().count(gain -> gain > WORTH);
  }

  long losing() {
    return gains().count(gain -> gain < 1 / WORTH);
  }

  /** A length on a machine per row, and at which capacities the fastest mas overwrites. */
  Dataset<Capacities> where() {
    return Dataset.of(lengths)
        .text("machine", Capacities::machine)
        .number("tokens", Capacities::tokens)
        .text("the fastest mas overwrites at L1 of", Findings::kibibytes);
  }

  private static String kibibytes(Capacities one) {
    String all =
        one.overwriting().stream().map(k -> Long.toString(k)).collect(Collectors.joining(", "));
    return all.isEmpty() ? "nowhere" : all + " KiB";
  }

  private Values<Place> over(Variant rival) {
    return overwriting()
        .where(place -> place.fits(rival))
        .values(place -> place.ratio(rival, Point::cycles));
  }

  /** A rival per row, where mas overwrites. */
  Dataset<Variant> against() {
    return Dataset.of(Variant.RIVALS)
        .where(rival -> !rival.equals(Variant.MAS_OVERWRITING) && !over(rival).isEmpty())
        .text("mas, overwriting, against", Variant::label)
        .number(
            "faster by more than 1 % at",
            rival -> over(rival).countOfAll(speedup -> speedup > WORTH) + " points")
        .number("speedup", rival -> over(rival).range(3))
        .text("largest at", rival -> over(rival).largestAt().words())
        .number(
            "DRAM traffic there",
            3,
            rival -> over(rival).largestAt().ratio(rival, Point::dramBytes))
        .number(
            "energy there",
            3,
            rival -> over(rival).largestAt().ratio(rival, p -> p.balanced().picojoules()));
  }

  /** A place per row where the fastest mas overwrites. */
  Dataset<Place> table() {
    return overwriting().text("point", Place::words).show(speedups());
  }

  /** Cycles of each rival over those of mas. */
  static List<Column<Place>> speedups() {
    return Variant.RIVALS.stream()
        .map(rival -> Column.<Place>number(rival.label(), place -> place.speedupOver(rival)))
        .toList();
  }
}
