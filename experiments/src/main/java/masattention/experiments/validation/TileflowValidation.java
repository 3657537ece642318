package masattention.experiments.validation;

import static masattention.report.Column.number;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Point;
import masattention.report.Column;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;
import masattention.simulator.TilingText;
import masattention.workload.AttentionShape;

/** DRAM words of TileFlow's mappings counted by us, and its best against our optimum. */
public final class TileflowValidation extends Experiment {
  public TileflowValidation() {
    super("validation-tileflow", "Does the suite move the DRAM words that TileFlow counts?");
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    Dataset<Counted> counted =
        Csv.resource(getClass(), TileflowReference.MAPPINGS).map(Counted::of);
    Dataset<Optimum> optima =
        context
            .inParallel(
                id(), Csv.resource(getClass(), TileflowReference.BEST), TileflowValidation::optima)
            .flatMap(all -> all);
    context.table(id(), table(counted));
    context.page(this, Map.of("words", words(counted), "optima", tilings(optima)));
  }

  /**
   * A recorded mapping counted again.
   *
   * @param differences their words less ours, and what of that is unexplained; empty where our
   *     count is no longer the one that was compared
   */
  private record Counted(TileflowMapping mapping, List<Long> differences) {
    static Counted of(Line line) {
      TileflowMapping mapping = TileflowMapping.of(line);
      List<Long> recorded =
          TileflowReference.DIFFERENCES.stream()
              .map(column -> line.whole(column, -Long.MAX_VALUE, Long.MAX_VALUE))
              .toList();
      long reads = mapping.explainedReadWords() - mapping.outputWords() - mapping.ourReadWords();
      long writes = mapping.explainedWriteWords() - mapping.ourWriteWords();
      boolean same =
          recorded.get(0) - recorded.get(2) == reads && recorded.get(1) - recorded.get(3) == writes;
      return new Counted(mapping, same ? recorded : List.of());
    }

    Optional<Long> difference(int place) {
      return differences.stream().skip(place).findFirst();
    }

    Optional<Long> unexplained() {
      return difference(2).map(reads -> Math.abs(reads) + Math.abs(difference(3).orElseThrow()));
    }
  }

  private static Column<Counted> difference(String header, int place) {
    return number(header, one -> one.difference(place));
  }

  /** Every mapping as a file. */
  private static Dataset<Counted> table(Dataset<Counted> counted) {
    return counted
        .show(TileflowMapping.COLUMNS, Counted::mapping)
        .number("our_read_words", one -> one.mapping().ourReadWords())
        .number("our_write_words", one -> one.mapping().ourWriteWords())
        .text("fits_l1", one -> one.mapping().fits() ? "yes" : "no")
        .showEach(
            TileflowReference.DIFFERENCES,
            header -> difference(header, TileflowReference.DIFFERENCES.indexOf(header)));
  }

  private static Dataset<Counted> words(Dataset<Counted> counted) {
    return counted
        .text("dataflow", one -> one.mapping().dataflow())
        .text("workload", one -> one.mapping().workload())
        .text("found for", one -> one.mapping().objective())
        .number("row passes", one -> one.mapping().rowPasses())
        .number("key steps", one -> one.mapping().keySteps())
        .number("our reads", one -> one.mapping().ourReadWords())
        .number("our writes", one -> one.mapping().ourWriteWords())
        .show(difference("their reads − O − ours", 0), difference("their writes − ours", 1))
        .number("unexplained", Counted::unexplained);
  }

  /**
   * Our best of one scheduler on a layer whose best of theirs is recorded.
   *
   * @param theirsOverOurs of our best; empty for others, and where ours is no longer the one that
   *     was compared
   */
  private record Optimum(Point point, Optional<String> theirsOverOurs) {}

  private static Dataset<Optimum> optima(Line line) {
    int heads = line.size("heads", Integer.MAX_VALUE);
    int seqQ = line.size("seq_q", Integer.MAX_VALUE);
    int seqKv = line.size("seq_kv", Integer.MAX_VALUE);
    int headDim = line.size("head_dim", Integer.MAX_VALUE);
    Dataset<Point> optima =
        TileflowReference.optima(
            line.text("workload"),
            new AttentionShape(1, heads, heads, seqQ, seqKv, headDim, headDim, false, 2));
    Point best = TileflowReference.best(optima);
    boolean compared = line.whole("optimum_cycles", 1, Long.MAX_VALUE) == best.cycles();
    return optima.map(
        point ->
            new Optimum(
                point,
                compared && point.equals(best)
                    ? Optional.of(line.text("their_cycles_over_optimum"))
                    : Optional.empty()));
  }

  private static Dataset<Optimum> tilings(Dataset<Optimum> optima) {
    return optima
        .text("workload", one -> one.point().network())
        .text("our scheduler", one -> one.point().scheduler().id())
        .number("optimum, cycles", one -> one.point().cycles())
        .number(
            "over the floor",
            one -> TileflowReference.ratio(one.point().cycles(), one.point().boundCycles()))
        .number("theirs over our best", Optimum::theirsOverOurs)
        .text(
            "tiling",
            one ->
                "`%s`".formatted(TilingText.of(one.point().found().tiling(), one.point().shape())));
  }
}
