package masattention.experiments.page;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Experiments;
import masattention.experiments.Figure;
import masattention.report.TextFile;

/** All outputs on one page that needs no network: claims, figures, tables, assumptions. */
public final class ReportPage implements Experiment {

  @Override
  public String question() {
    return "What came out, on one page?";
  }

  @Override
  public List<Figure> figures() {
    return List.of();
  }

  @Override
  public List<Path> run(ExperimentContext context) throws IOException {
    PageContent content =
        new PageContent(
            resource("report.css"),
            resource("report.js"),
            ClaimCard.read(context.result("claims.csv")),
            sections(context),
            MachineTable.all(),
            NetworkRow.all());
    String html = Mustache.compiler().compile(resource("report.mustache")).execute(content);
    return List.of(TextFile.write(context.results().resolve("report.html"), html));
  }

  private static List<Section> sections(ExperimentContext context) throws IOException {
    List<Experiments> others =
        Arrays.stream(Experiments.values()).filter(e -> e != Experiments.REPORT).toList();
    List<Section> sections = new ArrayList<>();
    for (Experiments experiment : others) {
      sections.add(Section.of(experiment, context));
    }
    return sections;
  }

  private static String resource(String name) {
    try (InputStream stream = ReportPage.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("The resource %s must be readable.".formatted(name), e);
    }
  }
}
