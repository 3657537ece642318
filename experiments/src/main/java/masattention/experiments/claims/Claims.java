package masattention.experiments.claims;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Figure;
import masattention.report.TextFile;

/** Every published claim against what came out here. */
public final class Claims implements Experiment {

  @Override
  public String question() {
    return "Which of the paper's claims hold here, under which reading, and why?";
  }

  @Override
  public List<Figure> figures() {
    return List.of();
  }

  @Override
  public List<Path> run(ExperimentContext context) throws IOException {
    Layers layers = Layers.measure(context);
    SweepTables sweeps = SweepTables.read(context);
    List<AuditedClaim> claims = new ArrayList<>();
    for (PublishedClaim claim : PublishedClaim.values()) {
      claims.add(AuditedClaim.of(claim, layers, sweeps));
    }
    claims.add(Statements.output(context, layers));
    claims.add(Statements.search(context));
    Path results = context.results();
    return List.of(
        TextFile.write(results.resolve("claims.csv"), ClaimsCsv.claims(claims)),
        TextFile.write(results.resolve("claims-readings.csv"), ClaimsCsv.readings(claims)),
        TextFile.write(results.resolve("claims.md"), ClaimsPage.of(claims)));
  }
}
