package masattention.experiments.assist;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.List;
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

  private static double best(Points points, Case on, List<Scheduler> rivals) {
    return Dataset.of(rivals)
        .where(rival -> points.get(on, rival) != null && points.get(on, rival).feasible())
        .values(rival -> points.get(on, rival).cycles())
        .smallest();
  }

  /** How many times as fast as the best of some rivals assist is, case by case. */
  static Values<Point> gains(Points points, List<Scheduler> rivals) {
    return points.of(Schedulers.ASSIST).values(assist -> gain(points, assist.on(), rivals));
  }

  /** The same on one case. */
  static double gain(Points points, Case on, List<Scheduler> rivals) {
    return best(points, on, rivals) / points.get(on, Schedulers.ASSIST).cycles();
  }

  /** The speedups over the best of six, network by network. */
  Values<Point> gains() {
    return gains(plain(), Assistance.RIVALS);
  }

  Dataset<Point> gaining() {
    return gains().where(gain -> gain > 1.0005);
  }

  /** Such as "1.052 (1.000 … 1.143)": geometric mean, smallest and largest. */
  private static String spread(Values<?> ratios) {
    return "%s (%s … %s)"
        .formatted(
            mean(ratios),
            Decimals.fixed(ratios.smallest(), 3),
            Decimals.fixed(ratios.largest(), 3));
  }

  private static String mean(Values<?> ratios) {
    return Decimals.fixed(ratios.geometricMean(), 3);
  }

  /** A row per published schedule. */
  Dataset<Scheduler> means() {
    return Dataset.of(Assistance.RIVALS)
        .text("over", Scheduler::id)
        .text("speedup of assist", rival -> mean(plain().speedups(Schedulers.ASSIST, rival)))
        .text("from … to", rival -> plain().speedups(Schedulers.ASSIST, rival).range(3));
  }

  /** A row per network: cycles, and the shares that win. */
  Dataset<Case> networks() {
    Points plain = plain();
    return plain.cases().text("network", on -> on.network().name()).show(shares(plain));
  }

  /** Cycles of assist beside those of the best of six, and how it shares the softmax. */
  private static List<Column<Case>> shares(Points points) {
    return List.of(
        number("best of six", on -> (long) best(points, on, Assistance.RIVALS)),
        cycles(points, Schedulers.ASSIST),
        number("speedup", 3, on -> gain(points, on, Assistance.RIVALS)),
        text("tiles a span", on -> spans(points, on).tilesPerSpan()),
        text("sums", on -> share(points, on, spans(points, on).sumTiles())),
        text("subtraction", on -> share(points, on, spans(points, on).shiftTiles())),
        text("blocks a pass", on -> spans(points, on).blocksPerPass()),
        ofBound("share of bound, %", points, Point::boundCycles),
        ofBound("share of bound-moved, %", points, Assistance::movedBound));
  }

  private static Column<Case> cycles(Points points, Scheduler scheduler) {
    return number(scheduler.id(), on -> points.get(on, scheduler).cycles());
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

  static Spans spans(Points points, Case on) {
    return points.get(on, Schedulers.ASSIST).found().tiling().spans();
  }

  private static String share(Points points, Case on, int tiles) {
    return "%d/%d".formatted(tiles, spans(points, on).tilesPerSpan());
  }

  /** A row per shape of the sweep. */
  Dataset<Case> shapes() {
    Points shapes = points.where(on -> on.sweep().equals(Assistance.SHAPES));
    return shapes
        .cases()
        .text("heads of", on -> on.network().name())
        .text("shape", Case::setting)
        .show(cycles(shapes, Schedulers.FUSEMAX), cycles(shapes, Schedulers.MAS))
        .show(shares(shapes));
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
    return Dataset.of(Assistance.AHEAD)
        .text("over", Scheduler::id)
        .text("its energy by that of assist", rival -> mean(energies(rival)))
        .text("from … to", rival -> energies(rival).range(3));
  }

  private Values<Point> energies(Scheduler rival) {
    return balanced(true).ratios(Schedulers.ASSIST, rival, Point::picojoules);
  }

  /** A row per shape of the sweep: the same, and how many row blocks share a pass there. */
  Dataset<Case> shapeEnergies() {
    Points balanced = balanced(false);
    return balanced
        .cases()
        .text("heads of", on -> on.network().name())
        .text("shape", Case::setting)
        .showEach(
            Assistance.AHEAD,
            rival -> number("energy of " + rival.id(), 3, on -> energy(balanced, on, rival)))
        .text("blocks a pass", on -> spans(balanced, on).blocksPerPass());
  }

  private static double energy(Points balanced, Case on, Scheduler rival) {
    return balanced.get(on, rival).picojoules() / balanced.get(on, Schedulers.ASSIST).picojoules();
  }

  /** From where to where its energy is that of the thriftier of the two, in a sentence. */
  String energyFinding() {
    Points balanced = balanced(false);
    Values<Case> savings = balanced.cases().values(on -> saving(balanced, on));
    return "The energy of `assist` is %s than that of the thriftier of the two; on %s it is less."
        .formatted(
            InWords.changed(savings.smallest(), savings.largest()),
            InWords.of(
                savings.where(saving -> saving >= SAVES).distinct(Case::setting),
                balanced.cases().map(Case::setting).rows()));
  }

  /** The energy that it saves over the thriftier of the two, in percent. */
  private static double saving(Points balanced, Case on) {
    Point assist = balanced.get(on, Schedulers.ASSIST);
    return Dataset.of(Assistance.AHEAD)
        .values(rival -> Points.saving(assist, balanced.get(on, rival)))
        .smallest();
  }

  /** Which shares win where on the preset with other numbers of lanes. */
  ShareMap map() {
    return new ShareMap(points.where(on -> on.sweep().equals(ShareMap.SWEEP)));
  }

  /** A row per move: what it gains alone over the better corner. */
  Dataset<Move> moves() {
    return Dataset.of(Move.ALL)
        .text("move", Move::words)
        .text("over the better of fusemax and mas", move -> spread(alone(move)));
  }

  private Values<Point> alone(Move move) {
    return points
        .all()
        .where(point -> point.setting().equals(move.words()))
        .values(
            moved -> {
              Case plain = Case.of(moved.on().network(), moved.machine());
              return best(points, plain, Assistance.AHEAD) / moved.cycles();
            });
  }

  /** A row per changed assumption: the gain over the better of fusemax and mas there. */
  Dataset<String> sensitivity(List<String> settings) {
    return Dataset.of(settings)
        .text(name() + " with", setting -> setting.isEmpty() ? "nothing changed" : setting)
        .text(
            "over the better of fusemax and mas",
            setting ->
                spread(gains(points.where(on -> on.setting().equals(setting)), Assistance.AHEAD)));
  }
}
