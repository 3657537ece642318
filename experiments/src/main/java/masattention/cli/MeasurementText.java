package masattention.cli;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import masattention.cli.WorkloadOptions.Workload;
import masattention.experiments.Columns;
import masattention.experiments.Preset;
import masattention.experiments.SimulateLine;
import masattention.npu.Machine;
import masattention.report.Column;
import masattention.report.Dataset;
import masattention.search.Objective;
import masattention.search.SearchResult;
import masattention.search.Within;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.workload.AttentionShape;

/**
 * A measurement as {@code mas simulate} prints it: the columns of the comparison, then what else
 * the command line can set, then what the tiling was chosen by, if it was, then the line that
 * repeats it.
 *
 * @param objective what a search made small; none where nobody searched for the tiling
 * @param found what is known of how good the best is that the search found, unless it had to prove
 *     it
 */
record MeasurementText(
    Measurement measurement,
    Workload workload,
    Optional<Objective> objective,
    Within within,
    Optional<SearchResult> found) {

  /** A measurement at a tiling that nobody searched for. */
  MeasurementText(Measurement measurement, Workload workload) {
    this(measurement, workload, Optional.empty(), Within.DEFAULT, Optional.empty());
  }

  private static final String FAST =
      """
      The whole program has more than %d score sub-tiles. It was not built: the figures are those of \
      the fast evaluation, and the peak of L1 is unknown.

      """;

  private List<Column<MeasurementText>> columns() {
    boolean balanced = objective.equals(Optional.of(Objective.BALANCED));
    List<SearchResult> results = found.stream().toList();
    return Dataset.of(List.of(this))
        .show(Columns.MEASURED, MeasurementText::measurement)
        .show(
            number("batch", t -> t.measurement().shape().batch()),
            number("value_dim", t -> t.measurement().shape().valueDim()),
            number("element_bytes", t -> t.measurement().shape().elementBytes()),
            number("k_element_bytes", t -> t.measurement().shape().kElementBytes()),
            number("v_element_bytes", t -> t.measurement().shape().vElementBytes()),
            text("normalize", t -> t.measurement().scheduler().traits().normalize().id()),
            text("causal", t -> t.measurement().shape().causal()),
            number("window", t -> window(t.measurement().shape())),
            number("depth_per_tile", t -> t.measurement().tiling().depthPerTile()),
            number("value_cols_per_tile", t -> t.measurement().tiling().valueColsPerTile()),
            text("evaluation", t -> t.isFast() ? "fast" : "whole program"))
        .showEach(objective.stream().toList(), by -> text("objective", t -> by.id()))
        .showEach(
            balanced ? List.of(within) : List.of(), share -> text("within", t -> share.toString()))
        .showEach(
            balanced ? results : List.of(),
            result ->
                number("fewest_cycles_gap_percent", t -> Proof.percent(result.fastestGap(), 3)))
        .showEach(results, result -> number("gap_percent", t -> Proof.percent(result.gap(), 3)))
        .show(text("command", MeasurementText::command))
        .columns();
  }

  /** The window, if one masks something. */
  private static Integer window(AttentionShape shape) {
    return shape.hasWindow() ? shape.window() : null;
  }

  /** Whether the figures are those of the fast evaluation, the whole program being too long. */
  private boolean isFast() {
    return measurement.l1PeakBytes().isEmpty();
  }

  private String command() {
    return SimulateLine.of(measurement, workload.words(), workload.base(), workload.machineName());
  }

  String aligned() {
    return "%s\n%s%s\n"
        .formatted(
            Dataset.of(columns())
                .show(text("column", Column::header), text("value", c -> c.textOf(this)))
                .aligned(),
            isFast() ? FAST.formatted(Simulator.MOST_SCORE_TILES) : "",
            foundation(workload.machine()));
  }

  ObjectNode json() {
    ObjectNode object = JsonText.of(columns(), this);
    object.put("assumed_machine_values", Preset.assumedValues(workload.machine()));
    object.put("machine_values", workload.machine().values().size());
    return object;
  }

  /** What the numbers of a machine rest on. */
  static String foundation(Machine machine) {
    return "%d of the %d values of %s are assumed. %s"
        .formatted(
            Preset.assumedValues(machine),
            machine.values().size(),
            machine.name(),
            machine.description())
        .stripTrailing();
  }
}
