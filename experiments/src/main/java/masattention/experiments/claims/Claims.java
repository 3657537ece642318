package masattention.experiments.claims;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Published;

/** Every published claim against what came out here. */
public final class Claims extends Experiment {

  public Claims() {
    super("claims", "Which of the paper's claims hold here, under which reading, and why?");
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    Layers layers = Layers.measure(context);
    Statements statements = Statements.of(context, layers);
    Map<String, String> causes = new Causes(layers, Sweeps.of(context), statements).sentences();
    List<AuditedClaim> claims = new ArrayList<>();
    for (Published claim : Published.values()) {
      claims.add(AuditedClaim.of(claim, layers.readings(claim), causes.get(claim.id())));
    }
    claims.add(statements.output(causes.get("output-unchanged")));
    claims.add(statements.search(causes.get("tilings-by-search")));
    ClaimTables tables = new ClaimTables(claims);
    context.table(id(), tables.claims());
    context.table("claims-readings", tables.readings());
    context.page(this, id(), tables);
  }
}
