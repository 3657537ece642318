package masattention.experiments.validation;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.List;
import masattention.npu.NpuConfig;
import masattention.program.Program;
import masattention.report.Column;
import masattention.report.Line;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * One attention loop that was measured with the matrix and the vector unit in turn and beside each
 * other: one head, K and V on chip.
 *
 * @param card what it ran on
 * @param sms cores that ran it at once, each one of its own
 * @param handover through what the units hand scores to each other
 * @param blocks row blocks, one after the other
 * @param products how often each product is done, to move the balance
 * @param softmaxes how often the softmax is
 */
record OverlapLoop(
    String card,
    int sms,
    String handover,
    int headDim,
    int seqKv,
    int rowsPerBlock,
    int blocks,
    int products,
    int softmaxes) {
  static final List<Column<OverlapLoop>> COLUMNS =
      List.of(
          text("card", OverlapLoop::card),
          number("sms", OverlapLoop::sms),
          text("handover", OverlapLoop::handover),
          number("head_dim", OverlapLoop::headDim),
          number("seq_kv", OverlapLoop::seqKv),
          number("rows_per_block", OverlapLoop::rowsPerBlock),
          number("blocks", OverlapLoop::blocks),
          number("products", OverlapLoop::products),
          number("softmaxes", OverlapLoop::softmaxes));

  private static final int LARGEST = 1 << 14;

  /** Reads the columns {@link #COLUMNS} of a line. */
  static OverlapLoop of(Line row) {
    return new OverlapLoop(
        row.text("card"),
        row.size("sms", LARGEST),
        row.text("handover"),
        row.size("head_dim", LARGEST),
        row.size("seq_kv", LARGEST),
        row.size("rows_per_block", LARGEST),
        row.size("blocks", LARGEST),
        row.size("products", LARGEST),
        row.size("softmaxes", LARGEST));
  }

  /** Such as "registers, 64 x 128 x 32, 64 blocks, products 1, softmaxes 2, NVIDIA H200, 1 SMs". */
  String name() {
    return "%s, %d x %d x %d, %d blocks, products %d, softmaxes %d, %s, SMs %d"
        .formatted(handover, rowsPerBlock, seqKv, headDim, blocks, products, softmaxes, card, sms);
  }

  /**
   * The ordinary program of a scheduler.
   *
   * @throws IllegalArgumentException when it does not fit the machine
   */
  Program program(Scheduler scheduler, NpuConfig machine) {
    int seqQ = Math.multiplyExact(rowsPerBlock, blocks);
    AttentionShape shape = new AttentionShape(1, 1, 1, seqQ, seqKv, headDim, headDim, false, 2);
    Problem problem = Problem.of(shape, machine, Tiling.resident(shape, rowsPerBlock, seqKv));
    return scheduler.schedule(problem).orElseThrow();
  }
}
