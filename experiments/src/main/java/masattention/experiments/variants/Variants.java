package masattention.experiments.variants;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Figure;
import masattention.npu.Machine;
import masattention.report.TextFile;

/** Attention other than plain FP16 self-attention of batch 1. */
public final class Variants implements Experiment {

  @Override
  public String question() {
    return "Does it hold with a causal mask, grouped queries, cross-attention, decoding, batches and"
        + " other element sizes?";
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (Machine machine : CoreSet.presets()) {
      figures.add(
          new Figure(
              VariantPlots.stem(machine),
              "Speedup over flat on %s with masks, grouped queries and cross-attention."
                  .formatted(machine.name())));
      figures.add(
          new Figure(
              VariantPlots.sizeStem(machine),
              "Speedup over flat on %s with batches and other element sizes."
                  .formatted(machine.name())));
      figures.add(
          new Figure(
              VariantPlots.decodeStem(machine),
              "Cycles of a decode step on %s, relative to the bound, over the keys in the cache."
                  .formatted(machine.name())));
    }
    return figures;
  }

  @Override
  public List<Path> run(ExperimentContext context) throws IOException {
    VariantRows rows = VariantRows.measured(context);
    List<Path> written = new ArrayList<>();
    written.add(TextFile.write(context.results().resolve("variants.csv"), rows.csv()));
    written.add(
        TextFile.write(context.results().resolve("variants.md"), new VariantPage(rows).text()));
    for (Machine machine : CoreSet.presets()) {
      written.addAll(VariantPlots.write(rows, machine, context.plots()));
    }
    return written;
  }
}
