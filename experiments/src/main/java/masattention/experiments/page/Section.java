package masattention.experiments.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Figure;

/**
 * What the page says about one experiment.
 *
 * @param figures its figures
 * @param tables its page of tables as HTML; empty where it writes none
 * @param files its files beside the page
 */
record Section(
    String id, String question, List<Drawing> figures, String tables, List<String> files) {
  private static final int MOST_OPEN_FIGURES = 8;

  /** A figure: its sentence and its SVG. */
  record Drawing(String stem, String sentence, String svg) {}

  static Section of(Experiment experiment, ExperimentContext context) throws IOException {
    List<Drawing> figures = new ArrayList<>();
    for (Figure figure : experiment.figures()) {
      String svg = Files.readString(context.plot(figure.stem() + ".svg"));
      figures.add(new Drawing(figure.stem(), figure.sentence(), svg));
    }
    String id = experiment.id();
    Optional<Path> page = context.result(id + ".md");
    String tables = page.isPresent() ? PageOfTables.html(id, Files.readString(page.get())) : "";
    List<String> files =
        Stream.of(id + ".md", id + ".csv")
            .filter(file -> context.result(file).isPresent())
            .toList();
    return new Section(id, experiment.question(), figures, tables, files);
  }

  boolean hasFigures() {
    return !figures.isEmpty();
  }

  /** Whether there are so many figures that they are folded away. */
  boolean folded() {
    return figures.size() > MOST_OPEN_FIGURES;
  }

  int figureCount() {
    return figures.size();
  }

  boolean hasTables() {
    return !tables.isEmpty();
  }
}
