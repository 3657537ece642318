package masattention.experiments.assist;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import masattention.experiments.Case;
import masattention.experiments.InWords;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Preset;
import masattention.experiments.assist.Assistance.Move;
import masattention.npu.Machine;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.tiling.Spans;

/** What assist gains on one preset, over the core networks. */
record AssistPreset(Machine machine, Points points) implements Preset {
  /** Percent of energy from which on something is saved. */
  private static final double SAVES = 0.05;

  /** On the preset as it is. */
  Points plain() {
    return points.where(on -> on.setting().isEmpty());
  }

  private static long best(Points points, Case on, List<Scheduler> rivals) {
    return rivals.stream()
        .map(rival -> points.get(on, rival))
        .filter(point -> point != null && point.feasible())
        .mapToLong(Point::cycles)
        .min()
        .orElseThrow();
  }

  /** How many times as fast assist is as the best of some rivals on a case. */
  static double gain(Points points, Case on, List<Scheduler> rivals) {
    return best(points, on, rivals) / (double) points.get(on, Schedulers.ASSIST).cycles();
  }

  /** The speedups over the best of six, network by network. */
  List<Double> gains() {
    Points plain = plain();
    return plain.cases().stream().map(on -> gain(plain, on, Assistance.RIVALS)).toList();
  }

  private static double mean(List<Double> ratios) {
    return Math.exp(ratios.stream().mapToDouble(Math::log).average().orElseThrow());
  }

  private static String range(List<Double> ratios) {
    return "%s (%s … %s)"
        .formatted(
            Decimals.fixed(mean(ratios), 3),
            Decimals.fixed(ratios.stream().mapToDouble(r -> r).min().orElseThrow(), 3),
            Decimals.fixed(ratios.stream().mapToDouble(r -> r).max().orElseThrow(), 3));
  }

  /** What came out, in one sentence. */
  String finding() {
    long ahead = gains().stream().filter(gain -> gain > 1.0005).count();
    return "assist is %s times as fast as the best of the six in the geometric mean over the core networks, from %s to %s. It gains on %d of %d."
        .formatted(
            Decimals.fixed(mean(gains()), 3),
            Decimals.fixed(gains().stream().mapToDouble(g -> g).min().orElseThrow(), 3),
            Decimals.fixed(gains().stream().mapToDouble(g -> g).max().orElseThrow(), 3),
            ahead,
            gains().size());
  }

  /** A row per published schedule. */
  Dataset<Scheduler> means() {
    return Dataset.of(Assistance.RIVALS)
        .show(
            text("over", Scheduler::id),
            text("speedup of assist", rival -> mean(plain().speedups(Schedulers.ASSIST, rival))),
            text("from … to", rival -> plain().speedups(Schedulers.ASSIST, rival).range(3)));
  }

  private static String mean(Values<Point> ratios) {
    return Decimals.fixed(ratios.geometricMean(), 3);
  }

  /** A row per network: cycles, and the shares that win. */
  Dataset<Case> networks() {
    Points plain = plain();
    return Dataset.of(plain.cases())
        .show(
            text("network", on -> on.network().name()),
            number("best of six", on -> best(plain, on, Assistance.RIVALS)),
            number("assist", on -> plain.get(on, Schedulers.ASSIST).cycles()),
            number("speedup", 3, on -> gain(plain, on, Assistance.RIVALS)),
            text("tiles a span", on -> "" + spans(plain, on).tilesPerSpan()),
            text("sums", on -> share(plain, on, spans(plain, on).sumTiles())),
            text("subtraction", on -> share(plain, on, spans(plain, on).shiftTiles())),
            text("blocks a pass", on -> "" + spans(plain, on).blocksPerPass()),
            ofBound("share of bound, %", plain, Point::boundCycles),
            ofBound("share of bound-moved, %", plain, Assistance::movedBound));
  }

  /** What share of the cycles of assist a floor is. */
  private static Column<Case> ofBound(String header, Points points, ToLongFunction<Point> floor) {
    return number(
        header,
        1,
        on -> {
          Point assist = points.get(on, Schedulers.ASSIST);
          return 100.0 * floor.applyAsLong(assist) / assist.cycles();
        });
  }

  private static Spans spans(Points plain, Case on) {
    return plain.get(on, Schedulers.ASSIST).found().tiling().spans();
  }

  private static String share(Points plain, Case on, int tiles) {
    return "%d/%d".formatted(tiles, spans(plain, on).tilesPerSpan());
  }

  /** A row per shape of the sweep. */
  Dataset<Case> shapes() {
    Points shapes = points.where(on -> on.sweep().equals(Assistance.SHAPES));
    return Dataset.of(shapes.cases())
        .show(
            text("heads of", on -> on.network().name()),
            text("shape", Case::setting),
            number("fusemax", on -> shapes.get(on, Schedulers.FUSEMAX).cycles()),
            number("mas", on -> shapes.get(on, Schedulers.MAS).cycles()),
            number("best of six", on -> best(shapes, on, Assistance.RIVALS)),
            number("assist", on -> shapes.get(on, Schedulers.ASSIST).cycles()),
            number("speedup", 3, on -> gain(shapes, on, Assistance.RIVALS)),
            text("tiles a span", on -> "" + spans(shapes, on).tilesPerSpan()),
            text("sums", on -> share(shapes, on, spans(shapes, on).sumTiles())),
            text("subtraction", on -> share(shapes, on, spans(shapes, on).shiftTiles())),
            text("blocks a pass", on -> "" + spans(shapes, on).blocksPerPass()),
            ofBound("share of bound, %", shapes, Point::boundCycles),
            ofBound("share of bound-moved, %", shapes, Assistance::movedBound));
  }

  /** The balanced tilings, of the core networks or else of the sweep over shapes. */
  private Points balanced(boolean core) {
    return points.where(
        on ->
            on.sweep().equals(Assistance.BALANCED)
                && on.setting().equals(Assistance.BALANCED) == core);
  }

  /** A row per corner: its energy over that of assist, both at their balanced tilings. */
  Dataset<Scheduler> energies() {
    Points balanced = balanced(true);
    return Dataset.of(Assistance.AHEAD)
        .show(
            text("over", Scheduler::id),
            text("its energy by that of assist", rival -> mean(energies(balanced, rival))),
            text("from … to", rival -> energies(balanced, rival).range(3)));
  }

  private static Values<Point> energies(Points balanced, Scheduler rival) {
    return balanced.ratios(Schedulers.ASSIST, rival, Point::picojoules);
  }

  /** A row per shape of the sweep: the same, and how many row blocks share a pass there. */
  Dataset<Case> shapeEnergies() {
    Points balanced = balanced(false);
    return Dataset.of(balanced.cases())
        .show(
            text("heads of", on -> on.network().name()),
            text("shape", Case::setting),
            number("energy of fusemax", 3, on -> energy(balanced, on, Schedulers.FUSEMAX)),
            number("energy of mas", 3, on -> energy(balanced, on, Schedulers.MAS)),
            text("blocks a pass", on -> "" + spans(balanced, on).blocksPerPass()));
  }

  private static double energy(Points balanced, Case on, Scheduler rival) {
    return balanced.get(on, rival).picojoules() / balanced.get(on, Schedulers.ASSIST).picojoules();
  }

  /** From where to where its energy is that of the thriftier of the two, in a sentence. */
  String energyFinding() {
    Points balanced = balanced(false);
    DoubleSummaryStatistics savings =
        balanced.cases().stream().mapToDouble(on -> saving(balanced, on)).summaryStatistics();
    return "The energy of `assist` is %s than that of the thriftier of the two; on %s it is less."
        .formatted(
            InWords.changed(savings.getMin(), savings.getMax()),
            InWords.of(
                settings(balanced, on -> saving(balanced, on) >= SAVES),
                settings(balanced, on -> true)));
  }

  private static List<String> settings(Points balanced, Predicate<Case> holds) {
    return balanced.cases().stream().filter(holds).map(Case::setting).toList();
  }

  /** The energy that it saves over the thriftier of the two, in percent. */
  private static double saving(Points balanced, Case on) {
    return Assistance.AHEAD.stream()
        .mapToDouble(
            rival -> Points.saving(balanced.get(on, Schedulers.ASSIST), balanced.get(on, rival)))
        .min()
        .orElseThrow();
  }

  /** Which shares win where on the preset with other numbers of lanes. */
  ShareMap map() {
    return new ShareMap(points);
  }

  /** A row per move: what it gains alone over the better corner. */
  Dataset<Move> moves() {
    return Dataset.of(List.of(Move.values()))
        .show(
            text("move", Move::words),
            text("over the better of fusemax and mas", move -> range(alone(move))));
  }

  private List<Double> alone(Move move) {
    Points plain = plain();
    Points moved = points.where(on -> on.setting().equals(move.words()));
    return plain.cases().stream()
        .map(
            on -> {
              Point point =
                  moved.all().where(p -> p.network().equals(on.network().name())).rows().get(0);
              return best(plain, on, Assistance.AHEAD) / (double) point.cycles();
            })
        .toList();
  }

  /** A row per changed assumption: the gain over the better of fusemax and mas there. */
  Dataset<String> sensitivity(List<String> settings) {
    return Dataset.of(settings)
        .show(
            text(name() + " with", setting -> setting.isEmpty() ? "nothing changed" : setting),
            text(
                "over the better of fusemax and mas",
                setting -> {
                  Points there = points.where(on -> on.setting().equals(setting));
                  return range(
                      there.cases().stream().map(on -> gain(there, on, Assistance.AHEAD)).toList());
                }));
  }
}
