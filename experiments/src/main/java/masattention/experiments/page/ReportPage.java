package masattention.experiments.page;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Figure;
import masattention.experiments.Preset;
import masattention.experiments.Template;
import masattention.input.GradedValue;
import masattention.npu.Machine;
import masattention.npu.Machines;
import masattention.report.Dataset;
import masattention.report.Line;
import masattention.workload.Networks;

/** All outputs on one page that needs no network: claims, figures, tables, assumptions. */
public final class ReportPage extends Experiment {
  private final List<Experiment> shown;

  /** The page about these experiments, in their order. */
  public ReportPage(List<Experiment> shown) {
    super("report", "What came out, on one page?");
    this.shown = List.copyOf(shown);
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    List<Section> sections = new ArrayList<>();
    for (Experiment experiment : shown) {
      sections.add(Section.of(experiment, context));
    }
    Dataset<Line> claims = context.table("claims");
    Map<String, Object> content =
        Map.of(
            "css", Template.resource(ReportPage.class, "report.css"),
            "script", Template.resource(ReportPage.class, "report.js"),
            "claims", claims.stream().map(line -> card(claims, line)).toList(),
            "sections", sections,
            "machines", Machines.builtIn().stream().map(MachineTable::new).toList(),
            "networks", Networks.builtIn());
    String template = Template.resource(ReportPage.class, "report.mustache");
    context.file(
        "report.html",
        Mustache.compiler().emptyStringIsFalse(true).compile(template).execute(content));
  }

  /** The cells of a claim by header, and the class of its verdict's colour. */
  private static Map<String, String> card(Dataset<Line> claims, Line line) {
    Map<String, String> card = new HashMap<>();
    claims.headers().forEach(header -> card.put(header, line.cell(header)));
    card.put("tone", tone(line.text("verdict")));
    return card;
  }

  private static String tone(String verdict) {
    if (verdict.startsWith("reproduced") || verdict.equals("holds")) {
      return "good";
    }
    return verdict.matches("(bracketed|coincides|undecided).*") ? "fair" : "bad";
  }

  /** A machine with every value that it rests on. */
  record MachineTable(Machine machine) implements Preset {
    /** A value of the machine file. */
    record Value(String field, GradedValue of) {}

    List<Value> values() {
      return machine.values().entrySet().stream()
          .map(value -> new Value(value.getKey(), value.getValue()))
          .toList();
    }
  }

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
}
