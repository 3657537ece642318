package masattention.experiments.overwrite;

import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import masattention.experiments.Case;
import masattention.experiments.Columns;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.KvKept;
import masattention.experiments.Point;
import masattention.experiments.Search;
import masattention.experiments.SweepChart;
import masattention.experiments.overwrite.Capacities.Place;
import masattention.npu.Machine;
import masattention.npu.NpuConfig;
import masattention.plot.Axis;
import masattention.plot.LineChart;
import masattention.plot.Note;
import masattention.plot.Palette;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Values;
import masattention.workload.Network;

/** The proactive overwrite of mas against its alternatives, over the capacity of L1. */
public final class Overwrite extends Experiment {
  private static final List<Integer> LENGTHS = List.of(512, 2048, 8192);
  private static final Network NETWORK = CoreSet.network("bert-base");
  private static final long SMALLEST = 64 << 10;
  private static final int STEPS = 15;
  private static final int WINE = 7;
  private static final int TEAL = 8;
  private static final int KIBI = 1024;

  /** From the back to the front. */
  private static final Map<Variant, Color> DRAWN = new LinkedHashMap<>();

  static {
    DRAWN.put(Variant.FLAT, Palette.other(TEAL));
    DRAWN.put(Variant.FLAT_PARTIAL, Palette.color("flat"));
    DRAWN.put(Variant.FUSEMAX, Palette.color("fusemax"));
    DRAWN.put(Variant.MAS_SPILL, Palette.color("mas-spill"));
    DRAWN.put(Variant.MAS_WITHOUT, Palette.other(WINE));
    DRAWN.put(Variant.MAS, Palette.color("mas"));
  }

  public Overwrite() {
    super("overwrite", "When is the proactive overwrite worth it?");
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    List<Search> searches =
        Dataset.ofPairs(CoreSet.presets(), LENGTHS, Overwrite::cases)
            .flatMap(cases -> cases)
            .flatMap(Overwrite::searches)
            .rows();
    Dataset<Point> points = context.searchWithBalanced(id(), searches);
    List<Capacities> lengths =
        Dataset.ofPairs(CoreSet.presets(), LENGTHS, (m, n) -> Capacities.of(m.name(), n, points))
            .rows();
    context.table(id(), points.show(Columns.SWEPT).show(Columns.BALANCED));
    context.page(this, Map.of("variants", Variant.table(), "f", new Findings(lengths)));
    for (Capacities one : lengths) {
      String stem = "overwrite-%s-%d".formatted(one.machine(), one.tokens());
      context.figure(stem, chart(one));
    }
  }

  /** From the smallest, in half octaves rounded to KiB. */
  private static List<Long> capacities() {
    return IntStream.range(0, STEPS)
        .mapToObj(step -> 1024 * Math.round(SMALLEST * StrictMath.pow(2, step / 2.0) / 1024))
        .toList();
  }

  private static Dataset<Case> cases(Machine preset, int tokens) {
    Network network = CoreSet.changed(NETWORK, NETWORK.shape().withSequence(tokens));
    return Dataset.of(capacities())
        .map(
            bytes -> {
              NpuConfig machine = CoreSet.withL1(preset.config(), bytes);
              return new Case("l1-bytes", Long.toString(bytes), network, machine);
            });
  }

  private static Dataset<Search> searches(Case on) {
    return Dataset.of(
        Dataset.of(Variant.ALL).flatMap(v -> Dataset.of(v.searches(on))).distinct(one -> one));
  }

  /** The figure of one length on one machine, over the capacity of L1. */
  private static LineChart chart(Capacities one) {
    List<Capacities.Place> places = one.places();
    List<SweepChart.Line> lines = new ArrayList<>();
    DRAWN.forEach(
        (variant, color) ->
            lines.add(
                new SweepChart.Line(
                    variant.label(), color, Dataset.of(places).map(place -> place.best(variant)))));
    return SweepChart.of(
        "The proactive overwrite: bert-base, %d tokens, %s with other L1"
            .formatted(one.tokens(), one.machine()),
        Axis.powersOfTwo(
            "L1 of all cores, KiB",
            places.get(0).kibibytes(),
            places.get(places.size() - 1).kibibytes()),
        point -> (double) point.machine().l1Bytes() / KIBI,
        lines,
        notes(one));
  }

  private static List<Note> notes(Capacities one) {
    List<Long> overwriting = one.overwriting();
    if (overwriting.isEmpty()) {
      return List.of();
    }
    long first = overwriting.get(0);
    long last = overwriting.get(overwriting.size() - 1);
    return first == last
        ? List.of(new Note(first, "mas overwrites at %d KiB".formatted(first)))
        : List.of(
            new Note(first, "mas overwrites from %d KiB".formatted(first)),
            new Note(last, "mas overwrites up to %d KiB".formatted(last)));
  }

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
}
