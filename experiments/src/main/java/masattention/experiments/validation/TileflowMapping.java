package masattention.experiments.validation;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masattention.cost.ScheduleWork;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.report.Column;
import masattention.report.Line;
import masattention.schedule.Problem;
import masattention.schedulers.Schedulers;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * The factors of one mapping of TileFlow's that decide what passes its DRAM.
 *
 * @param rowPasses steps over query rows at the DRAM: K and V pass once for each
 * @param keySteps steps over keys within each of them
 * @param queryRows query rows that its QKᵀ loops cover per step
 * @param outputRowPasses the row passes of its PV loops, where they have their own, else the same
 * @param outputKeySteps the key steps of those
 */
record TileflowMapping(
    String dataflow,
    String workload,
    String objective,
    int heads,
    int seqQ,
    int seqKv,
    int headDim,
    int rowPasses,
    int keySteps,
    int queryRows,
    int outputRowPasses,
    int outputKeySteps) {
  static final String PRESET = "tileflow-edge";

  static final List<Column<TileflowMapping>> COLUMNS =
      List.of(
          text("dataflow", TileflowMapping::dataflow),
          text("workload", TileflowMapping::workload),
          text("objective", TileflowMapping::objective),
          number("heads", TileflowMapping::heads),
          number("seq_q", TileflowMapping::seqQ),
          number("seq_kv", TileflowMapping::seqKv),
          number("head_dim", TileflowMapping::headDim),
          number("row_passes", TileflowMapping::rowPasses),
          number("key_steps", TileflowMapping::keySteps),
          number("query_rows", TileflowMapping::queryRows),
          number("output_row_passes", TileflowMapping::outputRowPasses),
          number("output_key_steps", TileflowMapping::outputKeySteps));

  private static final List<String> DATAFLOWS =
      List.of("no-fuse", "chimera", "flash-attention", "pipeline", "flat", "tileflow");
  private static final List<String> OBJECTIVES = List.of("cycle", "energy");
  private static final int LARGEST = 1 << 14;
  private static final Pattern AT_DRAM = Pattern.compile("t@L2\\[([^\\]]*)\\]");
  private static final Pattern LOOPS = Pattern.compile("[ts]@L[12]\\[([^\\]]*)\\]");
  private static final int ELEMENT_BYTES = 2;

  /** Reads the columns {@link #COLUMNS}. */
  static TileflowMapping of(Line row) {
    return of(row, COLUMNS.stream().skip(7).map(c -> row.size(c.header(), LARGEST)).toList());
  }

  /** The factors in the order of the columns. */
  private static TileflowMapping of(Line row, List<Integer> factors) {
    return new TileflowMapping(
        row.word("dataflow", DATAFLOWS),
        row.text("workload"),
        row.word("objective", OBJECTIVES),
        row.size("heads", LARGEST),
        row.size("seq_q", LARGEST),
        row.size("seq_kv", LARGEST),
        row.size("head_dim", LARGEST),
        factors.get(0),
        factors.get(1),
        factors.get(2),
        factors.get(3),
        factors.get(4));
  }

  /** Reads a line of the reference, with the factors from the tile tree in its last column. */
  static TileflowMapping ofTree(Line row) {
    String tree = row.text("mapping");
    int produced = tree.indexOf("ProduceC");
    Matcher dram = AT_DRAM.matcher(tree);
    if (produced < 0 || !dram.find()) {
      throw row.refused("mapping", "must be a tile tree with t@L2[...] and ProduceC");
    }
    String scores = dram.group(1);
    boolean fused = tree.startsWith("t@");
    String outputs = scores;
    if (!fused && dram.find(produced)) {
      outputs = dram.group(1);
    }
    long perStep = 1;
    Matcher loops = LOOPS.matcher(tree.substring(0, produced));
    while (loops.find() && perStep < LARGEST) {
      perStep *= loops.group().startsWith("t@L2") ? 1 : factor(row, loops.group(1), 'M');
    }
    TileflowMapping mapping =
        of(
            row,
            List.of(
                factor(row, scores, 'M'),
                factor(row, scores, 'L'),
                (int) Math.min(row.size("seq_q", LARGEST), perStep),
                factor(row, outputs, 'M'),
                factor(row, outputs, 'L')));
    try {
      mapping.ourReadWords();
    } catch (IllegalArgumentException e) {
      throw row.refused("mapping", "must be one that can be counted: " + e.getMessage());
    }
    return mapping;
  }

  private static int factor(Line row, String loops, char dimension) {
    Matcher factor = Pattern.compile("\\b" + dimension + "(\\d{1,6})\\b").matcher(loops);
    int value = factor.find() ? Integer.parseInt(factor.group(1)) : 1;
    if (value < 1 || value > LARGEST) {
      throw row.refused("mapping", "must have factors from 1 to %d".formatted(LARGEST));
    }
    return value;
  }

  AttentionShape shape() {
    return new AttentionShape(1, heads, heads, seqQ, seqKv, headDim, headDim, false, ELEMENT_BYTES);
  }

  /** Whether ours moves the same by intent: scores on chip, O accumulated there. */
  boolean comparable() {
    return dataflow.equals("flat") || dataflow.equals("tileflow");
  }

  private Problem problem() {
    int rows = (seqQ - 1) / rowPasses + 1;
    int cols = (seqKv - 1) / keySteps + 1;
    Tiling tiling = new Tiling(rows, cols, 1, 0, 0, Partition.HEADS, headDim, cols);
    NpuConfig machine = Machines.resolve(PRESET).config();
    return Problem.of(shape(), machine, tiling);
  }

  /** Whether the buffers of ours, whole rows of scores among them, fit a core. */
  boolean fits() {
    return Schedulers.FLAT_STREAM.fits(problem());
  }

  /** DRAM reads of {@code flat-stream} at these factors, in words, whether or not it fits. */
  long ourReadWords() {
    return totals().work().dramReadBytes() / ELEMENT_BYTES;
  }

  long ourWriteWords() {
    return totals().work().dramWriteBytes() / ELEMENT_BYTES;
  }

  private ScheduleWork totals() {
    return ScheduleWork.of(problem(), Schedulers.FLAT_STREAM.prepare(problem()));
  }

  long outputWords() {
    return (long) heads * seqQ * headDim;
  }

  private long keyWords() {
    return (long) heads * seqKv * headDim;
  }

  private long scoreWords() {
    return (long) heads * seqQ * seqKv;
  }

  /** What its dataflow reads by the rules of its model, O on first touch included. */
  long explainedReadWords() {
    long queries = (long) heads * queryRows * rowPasses * headDim;
    return switch (dataflow) {
      case "flat", "tileflow" -> queries + 2L * rowPasses * keyWords() + outputWords();
      case "chimera", "flash-attention", "pipeline" ->
          keySteps * (queries + outputWords()) + 2L * rowPasses * keyWords();
      default ->
          queries
              + passes(rowPasses, keySteps) * keyWords()
              + 2 * scoreWords()
              + passes(outputRowPasses, outputKeySteps) * keyWords()
              + outputWords();
    };
  }

  /** K or V that has one step of keys stays while the rows pass. */
  private static long passes(int rowPasses, int keySteps) {
    return keySteps == 1 ? 1 : rowPasses;
  }

  long explainedWriteWords() {
    return switch (dataflow) {
      case "flat", "tileflow" -> outputWords();
      case "chimera", "flash-attention", "pipeline" -> keySteps * outputWords();
      default -> scoreWords() + outputWords();
    };
  }
}
