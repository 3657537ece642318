package masattention.experiments.assist;

import java.util.List;
import java.util.stream.IntStream;
import masattention.interpret.timing.Durations;
import masattention.interpret.timing.Simulation;
import masattention.npu.NpuConfig;
import masattention.program.EngineKind;
import masattention.program.Op;
import masattention.program.Program;
import masattention.report.Csv;
import masattention.report.Line;
import masattention.schedule.Normalize;
import masattention.schedule.Problem;
import masattention.schedulers.Schedulers;
import masattention.tiling.Spans;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * A loop of attention on one SM of a GPU, measured twice: with the row sums on the vector unit, and
 * with a column of ones beside V. The changes from the one to the other were measured by others on
 * 2026-11-26 with {@code overlap-gpu/row_sums.cuh}; their cycles are not part of the suite.
 *
 * @param card what it ran on
 * @param handover through what the units hand scores to each other
 * @param schedule {@code flat} in turn, {@code mas} two streams, {@code mas-free} two in a looser
 *     order
 * @param division after each row block, in which the vector unit also adds up across its lanes, or
 *     once at the end, where it does not
 * @param change of the cycles of the whole loop, in percent
 * @param vectorChange of the time of a softmax within the loop in turn, in cycles
 * @param matrixChange of the time of a product with V there
 * @param spills whether the kernel spills registers
 */
record RowSums(
    String card,
    String handover,
    String schedule,
    String division,
    int headDim,
    int seqKv,
    int rowsPerBlock,
    int blocks,
    double change,
    double vectorChange,
    double matrixChange,
    boolean spills) {
  static final List<String> SCHEDULES = List.of("flat", "mas", "mas-free");
  static final List<String> DIVISIONS = List.of("block", "end");
  private static final int LARGEST = 1 << 14;

  /** Those that come with the suite. */
  static List<RowSums> load() {
    return Csv.resource(RowSums.class, "row-sums.csv").stream().map(RowSums::of).toList();
  }

  private static RowSums of(Line line) {
    return new RowSums(
        line.text("card"),
        line.text("handover"),
        line.word("schedule", SCHEDULES),
        line.word("division", DIVISIONS),
        line.size("head_dim", LARGEST),
        line.size("seq_kv", LARGEST),
        line.size("rows_per_block", LARGEST),
        line.size("blocks", LARGEST),
        line.number("change_percent"),
        line.number("vector_change_cycles"),
        line.number("matrix_change_cycles"),
        line.word("spills", List.of("true", "false")).equals("true"));
  }

  /** Whether nothing but additions is moved. */
  boolean onlyAdditions() {
    return division.equals("end");
  }

  /** The change of the cycles on a machine, in percent, by the programs of assist. */
  double changeOn(NpuConfig machine) {
    long vector = cycles(machine, 0);
    return 100.0 * (cycles(machine, 1) - vector) / vector;
  }

  private long cycles(NpuConfig machine, int sumTiles) {
    Program program = program(machine, sumTiles);
    Durations rates = onlyAdditions() ? new Undivided(machine) : new Durations(machine);
    return schedule.equals("flat")
        ? inTurn(program, rates)
        : Simulation.run(program, rates).makespanCycles();
  }

  private static long inTurn(Program program, Op.Visitor<Long> rates) {
    return IntStream.range(0, program.size())
        .filter(task -> !EngineKind.kindOf(program.engine(task)).transfers())
        .mapToLong(task -> program.op(task).accept(rates))
        .sum();
  }

  /** Whole rows, divided after the product, with the row sums on either unit. */
  private Program program(NpuConfig machine, int sumTiles) {
    int seqQ = Math.multiplyExact(rowsPerBlock, blocks);
    AttentionShape shape = new AttentionShape(1, 1, 1, seqQ, seqKv, headDim, headDim, false, 2);
    Tiling tiling =
        Tiling.resident(shape, rowsPerBlock, seqKv).withSpans(Spans.whole(1).assisted(sumTiles, 0));
    return Schedulers.ASSIST
        .normalizing(Normalize.OUTPUTS)
        .orElseThrow()
        .schedule(Problem.of(shape, machine, tiling))
        .orElseThrow();
  }

  /** Durations where the outputs of a row block are not divided. */
  private static final class Undivided extends Durations {
    Undivided(NpuConfig machine) {
      super(machine);
    }

    @Override
    public Long visit(Op.Normalize normalize) {
      return 0L;
    }
  }
}
