package masattention.explore;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import masattention.experiments.Columns;
import masattention.npu.NpuConfig;
import masattention.report.Column;

/**
 * A point with what was found at it.
 *
 * @param area of its machine
 * @param view the front of its layer
 */
record ExploredPoint(
    ExplorationLayer layer,
    ExplorationTask task,
    ExplorationRow row,
    BigDecimal area,
    FrontView view) {

  /** What it is judged by, where a tiling fits. */
  Criteria criteria() {
    double time = row.cycles() / task.machine().clockMegahertz();
    return new Criteria(time, row.energyPicojoules(), area.doubleValue());
  }

  Integer frontPoint() {
    return row.fits() ? view.front().number(criteria()) : null;
  }

  /** The columns of its table, those of energy costs where the machines vary in them. */
  static List<Column<ExploredPoint>> columns(MachineSpace machines) {
    List<Column<ExploredPoint>> columns = new ArrayList<>();
    for (Parameter parameter :
        List.of(
            Parameter.MAC_ARRAY,
            Parameter.VECTOR_LANES,
            Parameter.L1_BYTES,
            Parameter.DRAM_BYTES_PER_CYCLE)) {
      columns.add(column(parameter, point -> point.task().machine()));
    }
    columns.add(text("scheduler", point -> point.task().scheduler().id()));
    columns.add(text("objective", point -> point.task().objective().id()));
    columns.add(found("cycles", point -> point.row().cycles()));
    columns.add(found("energy_pj", point -> point.row().energy()));
    columns.add(number("area", ExploredPoint::area));
    columns.add(text("on_front", point -> point.frontPoint() != null));
    Columns.TILING.forEach(
        column -> columns.add(column.of(point -> Optional.ofNullable(point.row().tiling()))));
    columns.add(text("network", point -> point.layer().network()));
    columns.add(number("layers", point -> point.layer().layers()));
    columns.add(number("seq_q", point -> point.layer().shape().seqQ()));
    columns.add(number("seq_kv", point -> point.layer().shape().seqKv()));
    columns.add(column(Parameter.CORES, point -> point.task().machine()));
    columns.add(column(Parameter.CLOCK_MEGAHERTZ, point -> point.task().machine()));
    machines.varied().stream()
        .filter(Parameter::isEnergy)
        .forEach(parameter -> columns.add(column(parameter, point -> point.task().machine())));
    columns.add(number("front_point", ExploredPoint::frontPoint));
    return columns;
  }

  /** A column of a parameter of machines. */
  static <T> Column<T> column(Parameter parameter, Function<T, NpuConfig> machine) {
    Function<T, Object> value = row -> parameter.of(machine.apply(row));
    return parameter == Parameter.MAC_ARRAY
        ? text(parameter.header(), value)
        : number(parameter.header(), value);
  }

  private static Column<ExploredPoint> found(String header, Function<ExploredPoint, ?> value) {
    return number(header, point -> point.row().fits() ? value.apply(point) : null);
  }
}
