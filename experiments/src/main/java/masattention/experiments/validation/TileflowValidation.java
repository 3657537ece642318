package masattention.experiments.validation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Figure;
import masattention.experiments.validation.ReferenceTable.Row;
import masattention.report.CsvText;
import masattention.report.Table;
import masattention.report.TextFile;
import masattention.simulator.TilingText;
import masattention.workload.AttentionShape;

/** DRAM words of TileFlow's mappings counted by us, and its best against our optimum. */
public final class TileflowValidation implements Experiment {
  private static final String NAME = "validation-tileflow";

  /** A recorded best of theirs and our optima on the same layer. */
  private record Best(Row row, AttentionShape shape, List<TileflowOptimum> optima) {}

  @Override
  public String question() {
    return "Does the suite move the DRAM words that TileFlow counts at the same tile factors, and"
        + " what do the two find best on its edge machine?";
  }

  @Override
  public List<Figure> figures() {
    return List.of();
  }

  @Override
  public List<Path> run(ExperimentContext context) throws IOException {
    List<Line> lines = lines();
    List<Best> best = best(context);
    return List.of(
        TextFile.write(context.results().resolve(NAME + ".csv"), csv(lines)),
        TextFile.write(
            context.results().resolve(NAME + ".md"),
            TileflowPage.TEXT.formatted(words(lines).markdown(), optima(best).markdown())));
  }

  /**
   * A recorded mapping counted again.
   *
   * @param differences their words less ours, and what of that is unexplained; empty where our
   *     count is no longer the one that was compared
   */
  private record Line(TileflowMapping mapping, List<Long> differences) {

    static Line of(Row row) {
      TileflowMapping mapping = TileflowMapping.of(row);
      List<Long> recorded = new ArrayList<>();
      for (String column : TileflowReference.DIFFERENCES) {
        recorded.add(row.number(column, -Long.MAX_VALUE, Long.MAX_VALUE));
      }
      long reads = mapping.explainedReadWords() - mapping.outputWords() - mapping.ourReadWords();
      long writes = mapping.explainedWriteWords() - mapping.ourWriteWords();
      boolean same =
          recorded.get(0) - recorded.get(2) == reads && recorded.get(1) - recorded.get(3) == writes;
      return new Line(mapping, same ? recorded : List.of());
    }

    String difference(int place) {
      return differences.isEmpty() ? "" : Long.toString(differences.get(place));
    }
  }

  private static List<Line> lines() {
    List<String> columns = new ArrayList<>(TileflowMapping.COLUMNS);
    columns.addAll(TileflowReference.DIFFERENCES);
    return ReferenceTable.resource(TileflowReference.MAPPINGS, columns).rows().stream()
        .map(Line::of)
        .toList();
  }

  private static String csv(List<Line> lines) {
    List<String> header = new ArrayList<>(TileflowMapping.COLUMNS);
    header.addAll(List.of("our_read_words", "our_write_words", "fits_l1"));
    header.addAll(TileflowReference.DIFFERENCES);
    List<List<?>> cells = new ArrayList<>();
    for (Line line : lines) {
      List<Object> row = new ArrayList<>(line.mapping().fields());
      row.add(line.mapping().ourReadWords());
      row.add(line.mapping().ourWriteWords());
      row.add(line.mapping().fits() ? "yes" : "no");
      for (int place = 0; place < TileflowReference.DIFFERENCES.size(); place++) {
        row.add(line.difference(place));
      }
      cells.add(row);
    }
    return CsvText.of(header, cells);
  }

  private static Table words(List<Line> lines) {
    Table table =
        new Table(
            3,
            List.of(
                "dataflow",
                "workload",
                "found for",
                "row passes",
                "key steps",
                "our reads",
                "our writes",
                "their reads − O − ours",
                "their writes − ours",
                "unexplained"));
    for (Line line : lines) {
      TileflowMapping mapping = line.mapping();
      String unexplained =
          line.differences().isEmpty()
              ? ""
              : Long.toString(
                  Math.abs(line.differences().get(2)) + Math.abs(line.differences().get(3)));
      table.add(
          List.of(
              mapping.dataflow(),
              mapping.workload(),
              mapping.objective(),
              Integer.toString(mapping.rowPasses()),
              Integer.toString(mapping.keySteps()),
              Long.toString(mapping.ourReadWords()),
              Long.toString(mapping.ourWriteWords()),
              line.difference(0),
              line.difference(1),
              unexplained));
    }
    return table;
  }

  private static List<Best> best(ExperimentContext context) {
    List<Callable<Best>> tasks = new ArrayList<>();
    for (Row row :
        ReferenceTable.resource(TileflowReference.BEST, TileflowReference.BEST_COLUMNS).rows()) {
      int heads = row.size("heads", Integer.MAX_VALUE);
      int headDim = row.size("head_dim", Integer.MAX_VALUE);
      AttentionShape shape =
          new AttentionShape(
              1,
              heads,
              heads,
              row.size("seq_q", Integer.MAX_VALUE),
              row.size("seq_kv", Integer.MAX_VALUE),
              headDim,
              headDim,
              false,
              2);
      tasks.add(() -> new Best(row, shape, TileflowOptimum.all(shape)));
    }
    return context.inParallel(NAME, tasks);
  }

  private static Table optima(List<Best> all) {
    Table table =
        new Table(
            2,
            List.of(
                "workload",
                "our scheduler",
                "optimum, cycles",
                "over the floor",
                "theirs over our best",
                "tiling"));
    for (Best best : all) {
      TileflowOptimum least = TileflowOptimum.best(best.optima());
      long recorded = best.row().number("optimum_cycles", 1, Long.MAX_VALUE);
      for (TileflowOptimum one : best.optima()) {
        boolean compared = one.equals(least) && recorded == one.cycles();
        table.add(
            List.of(
                best.row().text("workload"),
                one.scheduler().id(),
                Long.toString(one.cycles()),
                TileflowReference.ratio(one.cycles(), TileflowOptimum.floor(best.shape())),
                compared ? best.row().text("their_cycles_over_optimum") : "",
                "`%s`".formatted(TilingText.of(one.tiling(), best.shape()))));
      }
    }
    return table;
  }
}
