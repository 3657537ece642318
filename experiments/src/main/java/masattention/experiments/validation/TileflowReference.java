package masattention.experiments.validation;

import static masattention.report.Column.number;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import masattention.experiments.Case;
import masattention.experiments.Point;
import masattention.experiments.Search;
import masattention.input.Grade;
import masattention.npu.Machines;
import masattention.report.Column;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.workload.AttentionShape;
import masattention.workload.Network;

/** What TileFlow's mapper found on its edge machine, against our count of the same factors. */
public final class TileflowReference implements Reference {
  static final String MAPPINGS = "tileflow-mappings.csv";
  static final String BEST = "tileflow-best.csv";
  static final List<String> DIFFERENCES =
      List.of(
          "read_difference_words",
          "write_difference_words",
          "unexplained_read_words",
          "unexplained_write_words");

  private static final long LARGEST = 1_000_000_000_000_000L;
  private static final int DECIMALS = 3;

  /** The schedulers that keep the scores on chip. */
  private static final List<Scheduler> FUSED =
      List.of(
          Schedulers.FLAT,
          Schedulers.FLAT_STREAM,
          Schedulers.TILEFLOW,
          Schedulers.FUSEMAX,
          Schedulers.MAS);

  private final List<Found> found = new ArrayList<>();

  /** A mapping and what its mapper printed of it. */
  record Found(TileflowMapping mapping, long cycles, long readWords, long writeWords) {
    /** Their words less ours, and less what explains them; reads after adding O once. */
    List<Long> differences() {
      return List.of(
          readWords - mapping.outputWords() - mapping.ourReadWords(),
          writeWords - mapping.ourWriteWords(),
          readWords - mapping.explainedReadWords(),
          writeWords - mapping.explainedWriteWords());
    }

    /** Whether their words are ours. */
    boolean isEqual() {
      return differences().get(0) == 0 && differences().get(1) == 0;
    }

    boolean isExplained() {
      return differences().get(2) == 0 && differences().get(3) == 0;
    }
  }

  /**
   * Reads a file of the form of the reference.
   *
   * @throws masattention.input.InvalidInputException when it is wrong, naming line and column
   */
  public TileflowReference(String file) {
    List<String> columns =
        new ArrayList<>(TileflowMapping.COLUMNS.stream().map(Column::header).limit(7).toList());
    columns.addAll(List.of("cycles", "dram_read_words", "dram_write_words", "mapping"));
    for (Line row : Csv.read(file, columns)) {
      found.add(
          new Found(
              TileflowMapping.ofTree(row),
              row.whole("cycles", 1, LARGEST),
              row.whole("dram_read_words", 0, LARGEST),
              row.whole("dram_write_words", 0, LARGEST)));
    }
  }

  private static Column<Found> difference(String header, int place) {
    return number(header, one -> one.differences().get(place));
  }

  /** Every mapping and its differences. */
  @Override
  public Dataset<?> table() {
    return Dataset.of(found)
        .text("dataflow", one -> one.mapping().dataflow())
        .text("workload", one -> one.mapping().workload())
        .text("objective", one -> one.mapping().objective())
        .number("row passes", one -> one.mapping().rowPasses())
        .number("key steps", one -> one.mapping().keySteps())
        .show(
            difference("reads - O - ours", 0),
            difference("writes - ours", 1),
            difference("reads unexplained", 2),
            difference("writes unexplained", 3));
  }

  /** How many mappings agree, and how many others are explained. */
  @Override
  public String summary() {
    Dataset<Found> comparable = Dataset.of(found).where(one -> one.mapping().comparable());
    return "%d of %d mappings of flat and tileflow move our words; %d of %d are explained\n"
        .formatted(
            comparable.where(Found::isEqual).size(),
            comparable.size(),
            Dataset.of(found).where(Found::isExplained).size(),
            found.size());
  }

  /** Factors and differences, and its best cycles over our optimum. */
  @Override
  public Map<String, Dataset<?>> files() {
    return Map.of(
        MAPPINGS,
        Dataset.of(found)
            .show(TileflowMapping.COLUMNS, Found::mapping)
            .showEach(DIFFERENCES, header -> difference(header, DIFFERENCES.indexOf(header))),
        BEST,
        best());
  }

  private record Best(Found theirs, long optimum) {}

  /** A workload per row: their best over ours. */
  private Dataset<Best> best() {
    Map<String, Dataset<Found>> workloads =
        new TreeMap<>(Dataset.of(found).by(one -> one.mapping().workload()));
    return Dataset.of(workloads.values())
        .map(all -> all.values(Found::cycles).smallestAt())
        .map(theirs -> new Best(theirs, optimum(theirs.mapping())))
        .text("workload", r -> r.theirs().mapping().workload())
        .number("heads", r -> r.theirs().mapping().heads())
        .number("seq_q", r -> r.theirs().mapping().seqQ())
        .number("seq_kv", r -> r.theirs().mapping().seqKv())
        .number("head_dim", r -> r.theirs().mapping().headDim())
        .text("dataflow", r -> r.theirs().mapping().dataflow())
        .number("optimum_cycles", Best::optimum)
        .number("their_cycles_over_optimum", r -> ratio(r.theirs().cycles(), r.optimum()));
  }

  private static long optimum(TileflowMapping mapping) {
    return best(optima(mapping.workload(), mapping.shape())).cycles();
  }

  /** A quotient with three decimals. */
  static BigDecimal ratio(long theirs, long ours) {
    return BigDecimal.valueOf(theirs)
        .divide(BigDecimal.valueOf(ours), DECIMALS, RoundingMode.HALF_EVEN);
  }

  /** The proven optima on TileFlow's edge machine of those that have a tiling that fits. */
  static Dataset<Point> optima(String workload, AttentionShape shape) {
    Network network = new Network(workload, shape, "TileFlow's test scripts", Grade.PUBLISHED, 1);
    Case on = Case.of(network, Machines.resolve(TileflowMapping.PRESET).config());
    return Dataset.of(on.by(FUSED)).map(Search::call).where(Point::feasible);
  }

  /** The fastest of them, the first among equals. */
  static Point best(Dataset<Point> optima) {
    return optima.values(Point::cycles).smallestAt();
  }
}
