package masattention.experiments.validation;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import masattention.experiments.validation.ReferenceTable.Row;
import masattention.report.CsvText;
import masattention.report.TextFile;

/** What TileFlow's mapper found on its edge machine, against our count of the same factors. */
public final class TileflowReference {
  static final String MAPPINGS = "tileflow-mappings.csv";
  static final String BEST = "tileflow-best.csv";
  static final List<String> DIFFERENCES =
      List.of(
          "read_difference_words",
          "write_difference_words",
          "unexplained_read_words",
          "unexplained_write_words");
  static final List<String> BEST_COLUMNS =
      List.of(
          "workload",
          "heads",
          "seq_q",
          "seq_kv",
          "head_dim",
          "dataflow",
          "optimum_cycles",
          "their_cycles_over_optimum");

  private static final long LARGEST = 1_000_000_000_000_000L;
  private static final int DECIMALS = 3;

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
  }

  /**
   * Reads a file of the form of the reference.
   *
   * @throws masattention.input.InvalidInputException when it is wrong, naming line and column
   */
  public TileflowReference(String file) {
    List<String> columns =
        List.of(
            "dataflow",
            "workload",
            "objective",
            "heads",
            "seq_q",
            "seq_kv",
            "head_dim",
            "cycles",
            "dram_read_words",
            "dram_write_words",
            "mapping");
    for (Row row : ReferenceTable.read(file, columns).rows()) {
      found.add(
          new Found(
              TileflowMapping.ofTree(row),
              row.number("cycles", 1, LARGEST),
              row.number("dram_read_words", 0, LARGEST),
              row.number("dram_write_words", 0, LARGEST)));
    }
  }

  /** Headers of {@link #rows}. */
  public static List<String> headers() {
    return List.of(
        "dataflow",
        "workload",
        "objective",
        "row passes",
        "key steps",
        "reads - O - ours",
        "writes - ours",
        "reads unexplained",
        "writes unexplained");
  }

  /** A line of cells for every mapping. */
  public List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (Found one : found) {
      TileflowMapping mapping = one.mapping();
      List<String> cells =
          new ArrayList<>(
              List.of(
                  mapping.dataflow(),
                  mapping.workload(),
                  mapping.objective(),
                  Integer.toString(mapping.rowPasses()),
                  Integer.toString(mapping.keySteps())));
      one.differences().forEach(difference -> cells.add(Long.toString(difference)));
      rows.add(cells);
    }
    return rows;
  }

  /** How many mappings agree, and how many others are explained. */
  public String summary() {
    long comparable = found.stream().filter(f -> f.mapping().comparable()).count();
    long equal =
        found.stream()
            .filter(f -> f.mapping().comparable())
            .filter(f -> f.differences().get(0) == 0 && f.differences().get(1) == 0)
            .count();
    long explained =
        found.stream()
            .filter(f -> f.differences().get(2) == 0 && f.differences().get(3) == 0)
            .count();
    return "%d of %d mappings of flat and tileflow move our words; %d of %d are explained\n"
        .formatted(equal, comparable, explained, found.size());
  }

  /** Writes factors and differences, and its best cycles over our optimum, into {@code folder}. */
  public List<Path> write(Path folder) throws IOException {
    List<String> columns = new ArrayList<>(TileflowMapping.COLUMNS);
    columns.addAll(DIFFERENCES);
    List<List<?>> lines = new ArrayList<>();
    for (Found one : found) {
      List<Object> cells = new ArrayList<>(one.mapping().fields());
      cells.addAll(one.differences());
      lines.add(cells);
    }
    return List.of(
        TextFile.write(folder.resolve(MAPPINGS), CsvText.of(columns, lines)),
        TextFile.write(folder.resolve(BEST), CsvText.of(BEST_COLUMNS, best())));
  }

  private List<List<?>> best() {
    Map<String, Found> best = new TreeMap<>();
    for (Found one : found) {
      best.merge(one.mapping().workload(), one, (a, b) -> b.cycles() < a.cycles() ? b : a);
    }
    List<List<?>> lines = new ArrayList<>();
    for (Found one : best.values()) {
      TileflowMapping mapping = one.mapping();
      long optimum = TileflowOptimum.best(TileflowOptimum.all(mapping.shape())).cycles();
      lines.add(
          List.of(
              mapping.workload(),
              mapping.heads(),
              mapping.seqQ(),
              mapping.seqKv(),
              mapping.headDim(),
              mapping.dataflow(),
              optimum,
              ratio(one.cycles(), optimum)));
    }
    return lines;
  }

  /** A quotient with three decimals. */
  static String ratio(long theirs, long ours) {
    return BigDecimal.valueOf(theirs)
        .divide(BigDecimal.valueOf(ours), DECIMALS, RoundingMode.HALF_EVEN)
        .toPlainString();
  }
}
