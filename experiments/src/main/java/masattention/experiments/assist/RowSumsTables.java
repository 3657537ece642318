package masattention.experiments.assist;

import static masattention.report.Column.text;

import masattention.npu.NpuConfig;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;

/** The measured loops beside what the model says of them by two readings of the same machine. */
final class RowSumsTables {
  /**
   * A loop.
   *
   * @param added predicted change in percent where lane-cycles add up
   * @param beside where exponentials have a unit of their own
   */
  private record Row(RowSums loop, double added, double beside) {
    double errorAdded() {
      return Math.abs(added - loop.change());
    }

    double errorBeside() {
      return Math.abs(beside - loop.change());
    }
  }

  private final Dataset<Row> rows;

  RowSumsTables(NpuConfig added, NpuConfig beside) {
    rows =
        Dataset.of(RowSums.load())
            .map(loop -> new Row(loop, loop.changeOn(added), loop.changeOn(beside)));
  }

  /** Loop by loop. */
  Dataset<?> all() {
    return rows.text("card", row -> row.loop().card())
        .text("handover", row -> row.loop().handover())
        .text("schedule", row -> row.loop().schedule())
        .text("division", row -> row.loop().division())
        .number("head_dim", row -> row.loop().headDim())
        .number("seq_kv", row -> row.loop().seqKv())
        .number("rows_per_block", row -> row.loop().rowsPerBlock())
        .number("blocks", row -> row.loop().blocks())
        .number("measured_change_percent", 2, row -> row.loop().change())
        .number("added_up_change_percent", 2, Row::added)
        .number("exp_beside_change_percent", 2, Row::beside)
        .number("measured_vector_change_cycles", 1, row -> row.loop().vectorChange())
        .number("measured_matrix_change_cycles", 1, row -> row.loop().matrixChange())
        .text("spills", row -> row.loop().spills());
  }

  /** Loops of one schedule that divide alike. */
  private record Group(String schedule, String division, Dataset<Row> loops) {
    String words() {
      return division.equals("end") ? "once at the end" : "after each block";
    }
  }

  /** A row for each schedule and division. */
  Dataset<?> summary() {
    return Dataset.ofPairs(
            RowSums.DIVISIONS,
            RowSums.SCHEDULES,
            (division, schedule) ->
                new Group(
                    schedule,
                    division,
                    rows.where(row -> row.loop().division(), division)
                        .where(row -> row.loop().schedule(), schedule)))
        .text("divided", Group::words)
        .text("schedule", Group::schedule)
        .number("loops", group -> group.loops().size())
        .number("measured, %", 1, group -> change(group).mean())
        .text("from … to", group -> change(group).range(1))
        .number("added up, %", 1, group -> group.loops().values(Row::added).mean())
        .number("off by", 1, group -> group.loops().values(Row::errorAdded).mean())
        .number("exp beside, %", 1, group -> group.loops().values(Row::beside).mean())
        .number("it is off by", 1, group -> group.loops().values(Row::errorBeside).mean());
  }

  private static Values<Row> change(Group group) {
    return group.loops().values(row -> row.loop().change());
  }

  /** On which kind of machine it pays, by the loops in which nothing but additions is moved. */
  String finding() {
    Dataset<Row> clean = rows.where(row -> row.loop().onlyAdditions());
    long nearer = clean.where(row -> row.errorBeside() < row.errorAdded()).size();
    boolean hidden = clean.values(Row::errorBeside).mean() < clean.values(Row::errorAdded).mean();
    return "Where nothing but additions moves, the cycles changed by %s %% in the mean of %d loops; lane-cycles that add up say %s %%, exponentials in a unit of their own %s %%, which is nearer on %d. By this data `assist` pays %s."
        .formatted(
            signed(clean.values(row -> row.loop().change())),
            clean.size(),
            signed(clean.values(Row::added)),
            signed(clean.values(Row::beside)),
            nearer,
            hidden
                ? "where a vector unit does one operation at a time, and not where its exponentials run beside its additions"
                : "on such a chip too, as if its lane-cycles added up");
  }

  private static String signed(Values<Row> values) {
    String text = Decimals.fixed(values.mean(), 1);
    return values.mean() > 0 ? "+" + text : text;
  }
}
