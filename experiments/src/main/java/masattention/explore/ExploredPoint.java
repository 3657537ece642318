package masattention.explore;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import masattention.experiments.Columns;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.search.SearchTask;

/**
 * A point with what was found at it, or what all layers of the networks take together on a machine
 * with one scheduler, each network counted with its layers, one after the other.
 *
 * @param layer the layer; of a sum the first
 * @param row what was found; of a sum with the tiling of the first layer
 * @param area of its machine
 * @param view the front of its layer, or of the sums of its length
 */
record ExploredPoint(
    ExplorationLayer layer, SearchTask task, ExplorationRow row, BigDecimal area, FrontView view) {

  /** The sum over points of the same design and length. */
  static ExploredPoint sum(List<ExploredPoint> points, FrontView view) {
    ExploredPoint first = points.get(0);
    long cycles = 0;
    double energy = 0;
    for (ExploredPoint point : points) {
      long layers = point.layer.layers();
      cycles = Math.addExact(cycles, Math.multiplyExact(layers, point.row.cycles()));
      energy += layers * point.row.energyPicojoules();
    }
    boolean fits = points.stream().allMatch(point -> point.row.fits());
    ExplorationRow sum =
        fits ? new ExplorationRow(cycles, energy, first.row.tiling()) : ExplorationRow.INFEASIBLE;
    return new ExploredPoint(first.layer, first.task, sum, first.area, view);
  }

  /** What it is judged by, where a tiling fits. */
  Criteria criteria() {
    double time = row.cycles() / task.machine().clockMegahertz();
    return new Criteria(time, row.energyPicojoules(), area.doubleValue());
  }

  /** Its number on the front; null where it is not on it. */
  Integer frontPoint() {
    return row.fits() ? view.number(criteria()) : null;
  }

  boolean isOnFront() {
    return frontPoint() != null;
  }

  /** The length that was asked for; null where the networks have their own. */
  private Integer tokens() {
    return layer.tokens() == 0 ? null : layer.tokens();
  }

  /** The columns of the table of points, those of energy costs where the machines vary in them. */
  static List<Column<ExploredPoint>> columns(MachineSpace machines) {
    return none()
        .show(
            column(Parameter.MAC_ARRAY),
            column(Parameter.VECTOR_LANES),
            column(Parameter.L1_BYTES),
            column(Parameter.DRAM_BYTES_PER_CYCLE),
            text("scheduler", point -> point.task.scheduler().id()),
            text("objective", point -> point.task.objective().id()),
            found("cycles", ExplorationRow::cycles),
            found("energy_pj", ExplorationRow::energy),
            number("area", ExploredPoint::area),
            text("on_front", ExploredPoint::isOnFront))
        .showEach(
            Columns.TILING, column -> column.of(point -> Optional.ofNullable(point.row.tiling())))
        .show(
            text("network", point -> point.layer.network()),
            number("layers", point -> point.layer.layers()),
            number("seq_q", point -> point.layer.shape().seqQ()),
            number("seq_kv", point -> point.layer.shape().seqKv()),
            column(Parameter.CORES),
            column(Parameter.CLOCK_MEGAHERTZ))
        .showEach(
            machines.varied().stream().filter(Parameter::isEnergy).toList(), ExploredPoint::column)
        .show(number("front_point", ExploredPoint::frontPoint))
        .columns();
  }

  /** The columns of the table of sums. */
  static List<Column<ExploredPoint>> sumColumns(MachineSpace machines) {
    return none()
        .show(number("front_point", ExploredPoint::frontPoint))
        .showEach(
            Arrays.stream(Parameter.values())
                .filter(p -> !p.isEnergy() || machines.varied().contains(p))
                .toList(),
            ExploredPoint::column)
        .show(
            text("scheduler", sum -> sum.task.scheduler().id()),
            text("objective", sum -> sum.task.objective().id()),
            number("tokens", ExploredPoint::tokens),
            number("cycles", sum -> sum.row.cycles()),
            number("energy_pj", sum -> sum.row.energy()),
            number("area", ExploredPoint::area))
        .columns();
  }

  private static Dataset<ExploredPoint> none() {
    return Dataset.of(List.of());
  }

  /** A column of a parameter of machines. */
  static Column<ExploredPoint> column(Parameter parameter) {
    return new Column<>(
        parameter.header(),
        point -> parameter.of(point.task.machine()),
        parameter != Parameter.MAC_ARRAY);
  }

  private static Column<ExploredPoint> found(String header, Function<ExplorationRow, ?> value) {
    return number(header, point -> point.row.fits() ? value.apply(point.row) : null);
  }
}
