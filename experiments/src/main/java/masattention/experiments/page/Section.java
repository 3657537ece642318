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
 * What the report says about one experiment.
 *
 * @param answer as HTML
 * @param first its first figure, as a list of one or none
 * @param more its other figures
 * @param page its page of tables; empty where it writes none
 * @param files its files beside the report
 */
record Section(
    String id,
    String question,
    String answer,
    List<Drawing> first,
    List<Drawing> more,
    PageOfTables page,
    List<String> files) {

  /** A figure: its sentence and its SVG. */
  record Drawing(String stem, String sentence, String svg) {}

  static Section of(Experiment experiment, String answer, ExperimentContext context)
      throws IOException {
    List<Drawing> figures = new ArrayList<>();
    for (Figure figure : experiment.figures()) {
      String svg = Files.readString(context.plot(figure.stem() + ".svg"));
      figures.add(new Drawing(figure.stem(), figure.sentence(), svg));
    }
    int shown = Math.min(1, figures.size());
    String id = experiment.id();
    Optional<Path> page = context.result(id + ".md");
    return new Section(
        id,
        experiment.question(),
        answer,
        figures.subList(0, shown),
        figures.subList(shown, figures.size()),
        PageOfTables.of(id, page.isPresent() ? Files.readString(page.get()) : ""),
        Stream.of(id + ".md", id + ".csv")
            .filter(file -> context.result(file).isPresent())
            .toList());
  }

  List<Drawing> figures() {
    return Stream.concat(first.stream(), more.stream()).toList();
  }
}
