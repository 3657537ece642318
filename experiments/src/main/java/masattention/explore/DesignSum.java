package masattention.explore;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import masattention.report.Column;
import masattention.report.Decimals;

/**
 * What all layers of the networks take together on a machine with one scheduler, each network
 * counted with its layers, one after the other.
 *
 * @param first the point of the first layer
 * @param cycles 0 where some layer does not fit
 * @param view the front of the sums of this length
 */
record DesignSum(ExploredPoint first, long cycles, double energyPicojoules, FrontView view) {

  /** The sum over points of the same design and length. */
  static DesignSum of(List<ExploredPoint> points, FrontView view) {
    long cycles = 0;
    double energy = 0;
    for (ExploredPoint point : points) {
      long layers = point.layer().layers();
      cycles = Math.addExact(cycles, Math.multiplyExact(layers, point.row().cycles()));
      energy += layers * point.row().energyPicojoules();
    }
    boolean fits = points.stream().allMatch(point -> point.row().fits());
    return new DesignSum(points.get(0), fits ? cycles : 0, energy, view);
  }

  /** The length that was asked for; null where the networks have their own. */
  Integer tokens() {
    int tokens = first.layer().tokens();
    return tokens == 0 ? null : tokens;
  }

  boolean fits() {
    return cycles > 0;
  }

  Criteria criteria() {
    double time = cycles / first.task().machine().clockMegahertz();
    return new Criteria(time, energyPicojoules, first.area().doubleValue());
  }

  Integer frontPoint() {
    return fits() ? view.front().number(criteria()) : null;
  }

  BigDecimal energy() {
    return Decimals.rounded(energyPicojoules, 3);
  }

  /** The columns of its table. */
  static List<Column<DesignSum>> columns(ExplorationSpace space) {
    List<Column<DesignSum>> columns = new ArrayList<>();
    columns.add(number("front_point", DesignSum::frontPoint));
    for (Parameter parameter : Parameter.values()) {
      if (!parameter.isEnergy() || space.machines().varied().contains(parameter)) {
        columns.add(ExploredPoint.column(parameter, sum -> sum.first().task().machine()));
      }
    }
    columns.add(text("scheduler", sum -> sum.first().task().scheduler().id()));
    columns.add(text("objective", sum -> sum.first().task().objective().id()));
    columns.add(number("tokens", DesignSum::tokens));
    columns.add(number("cycles", DesignSum::cycles));
    columns.add(number("energy_pj", DesignSum::energy));
    columns.add(number("area", sum -> sum.first().area()));
    return columns;
  }
}
