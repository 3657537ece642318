package masattention.experiments.page;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Experiments.Part;
import masattention.experiments.Figure;
import masattention.experiments.Found;
import masattention.experiments.InWords;
import masattention.experiments.Preset;
import masattention.experiments.Template;
import masattention.input.GradedValue;
import masattention.npu.Machine;
import masattention.npu.Machines;
import masattention.report.Dataset;
import masattention.report.Line;
import masattention.workload.Networks;

/**
 * All outputs on one page that needs no network: the claims, then a question a section with its
 * answer, its figures and what it rests on. The answers stand in {@code answers.md} too.
 */
public final class ReportPage extends Experiment {
  private static final Pattern ANSWER =
      Pattern.compile("(?ms)^## (\\V+)\n\n(?:\\*\\V+\\*\n\n)?(- .*?)\n(?=\n|\\z)");

  /** What is asked of a claim without a number: its text and the question. */
  private static final Pattern ASKED = Pattern.compile("(?ms)^- \\*([^*]+):\\* (.*?)\n(?=- |\n)");

  private static final String SHORT = "In five lines";

  private final Experiment claims;
  private final List<Part> parts;

  /** The page about the claims, and then about the experiments of these parts. */
  public ReportPage(Experiment claims, List<Part> parts) {
    super("report", "What came out, on one page?");
    this.claims = claims;
    this.parts = List.copyOf(parts);
  }

  /** Sections under one heading. */
  record Chapter(String title, List<Section> sections) {
    String id() {
      return "part-" + title.replaceAll("\\W+", "-");
    }
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    Found found = new Found(context);
    Answers values = new Answers(found, questions());
    String text = Paragraphs.wrapped(Template.fill(ReportPage.class, "answers.md", values));
    context.file("answers.md", text);
    Map<String, String> answers = parts(ANSWER, text);
    List<Chapter> chapters = new ArrayList<>();
    for (Part part : parts) {
      List<Section> sections = new ArrayList<>();
      for (Experiment experiment : part.experiments()) {
        sections.add(section(experiment, answers, context));
      }
      chapters.add(new Chapter(part.title(), sections));
    }
    Dataset<Line> audited = context.table("claims");
    Map<String, Object> content = new HashMap<>();
    content.put("css", Template.resource(ReportPage.class, "report.css"));
    content.put("script", Template.resource(ReportPage.class, "report.js"));
    content.put("short", PageOfTables.html(answers.get(SHORT)));
    content.put("audit", section(claims, answers, context));
    content.put("rules", PageOfTables.html(found.verdictRules()));
    Map<String, String> asked = parts(ASKED, found.verdictRules());
    content.put("cards", audited.stream().map(line -> card(audited, line, asked)).toList());
    content.put("chapters", chapters);
    content.put("machines", Machines.builtIn().stream().map(MachineTable::new).toList());
    content.put("networks", Networks.builtIn());
    String template = Template.resource(ReportPage.class, "report.mustache");
    context.file(
        "report.html",
        Mustache.compiler().emptyStringIsFalse(true).compile(template).execute(content));
  }

  private Map<String, String> questions() {
    return Stream.concat(
            Stream.of(claims), parts.stream().flatMap(part -> part.experiments().stream()))
        .collect(Collectors.toMap(Experiment::id, Experiment::question));
  }

  /** What a pattern finds, as Markdown, by the names that it finds. */
  private static Map<String, String> parts(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
  }

  private static Section section(
      Experiment experiment, Map<String, String> answers, ExperimentContext context)
      throws IOException {
    String answer = answers.get(experiment.id());
    if (answer == null) {
      throw new IllegalStateException(
          "The page answers.md must answer the experiment %s.".formatted(experiment.id()));
    }
    return Section.of(experiment, PageOfTables.html(answer.substring(2)), context);
  }

  /** The cells of a claim by header, what is asked, and the class of its verdict's colour. */
  private static Map<String, String> card(
      Dataset<Line> claims, Line line, Map<String, String> asked) {
    Map<String, String> card = new HashMap<>();
    claims.headers().forEach(header -> card.put(header, line.cell(header)));
    card.put("ours", InWords.more(line.cell("ours")));
    String unit = line.cell("published").endsWith(" %") ? " %" : "";
    for (String reading : List.of("lowest_reading", "highest_reading")) {
      card.computeIfPresent(reading, (header, cell) -> InWords.more(cell + unit));
    }
    card.put("asked", PageOfTables.html(asked.getOrDefault(line.text("text"), "")));
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

  /** Markdown of headings, paragraphs and lists, with lines of about equal length. */
  static final class Paragraphs {
    private static final int WIDTH = 110;

    private Paragraphs() {}

    /** The same text, its lines broken anew where values have made them long or short. */
    static String wrapped(String markdown) {
      return Arrays.stream(markdown.strip().split("\n\n", -1))
          .map(Paragraphs::block)
          .collect(Collectors.joining("\n\n", "", "\n"));
    }

    /** A paragraph, or the items of a list. */
    private static String block(String text) {
      return Arrays.stream(text.split("\n(?=- )", -1))
          .map(item -> filled(item, item.startsWith("- ") ? "\n  " : "\n"))
          .collect(Collectors.joining("\n"));
    }

    private static String filled(String text, String lineBreak) {
      StringBuilder lines = new StringBuilder();
      int column = 0;
      for (String word : text.strip().split("\\s+", -1)) {
        if (column > 0 && column + 1 + word.length() > WIDTH) {
          lines.append(lineBreak);
          column = lineBreak.length() - 1;
        } else if (column > 0) {
          lines.append(' ');
          column++;
        }
        lines.append(word);
        column += word.length();
      }
      return lines.toString();
    }
  }
}
