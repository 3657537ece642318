package masattention.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import masattention.experiments.balance.Balance;
import masattention.experiments.claims.Claims;
import masattention.experiments.comparison.Comparison;
import masattention.experiments.convergence.SearchConvergence;
import masattention.experiments.davinci.DaVinci;
import masattention.experiments.energy.EnergySplit;
import masattention.experiments.overwrite.Overwrite;
import masattention.experiments.page.ReportPage;
import masattention.experiments.roofline.Roofline;
import masattention.experiments.sequence.SequenceLength;
import masattention.experiments.timeline.Timelines;
import masattention.experiments.unet.Unet;
import masattention.experiments.validation.RtlValidation;
import masattention.experiments.validation.TileflowValidation;
import masattention.experiments.variants.Variants;

/**
 * Every experiment, in the order of the report, which is also that of a run: the last two read what
 * the others wrote.
 */
public enum Experiments {
  COMPARISON("comparison", new Comparison()),
  SEQUENCE_LENGTH("sequence-length", new SequenceLength()),
  OVERWRITE("overwrite", new Overwrite()),
  BALANCE("balance", new Balance()),
  ENERGY("energy", new EnergySplit()),
  DAVINCI("davinci", new DaVinci()),
  VARIANTS("variants", new Variants()),
  UNET("unet", new Unet()),
  TIMELINE("timeline", new Timelines()),
  ROOFLINE("roofline", new Roofline()),
  SEARCH_CONVERGENCE("search-convergence", new SearchConvergence()),
  VALIDATION_RTL("validation-rtl", new RtlValidation()),
  VALIDATION_TILEFLOW("validation-tileflow", new TileflowValidation()),
  KERNEL_EXACTNESS("kernel-exactness", new KernelErrors()),
  CLAIMS("claims", new Claims()),
  REPORT("report", new ReportPage());

  private final String id;
  private final Experiment experiment;

  Experiments(String id, Experiment experiment) {
    this.id = id;
    this.experiment = experiment;
  }

  /** Name on the command line. */
  public String id() {
    return id;
  }

  /** What it answers, in one sentence. */
  public String question() {
    return experiment.question();
  }

  /** Its figures, in the order of reading. */
  public List<Figure> figures() {
    return experiment.figures();
  }

  /** Writes its outputs and names them. */
  public List<Path> run(ExperimentContext context) throws IOException {
    return experiment.run(context);
  }

  /** The experiment called {@code id}. */
  public static Optional<Experiments> named(String id) {
    return List.of(values()).stream().filter(e -> e.id.equals(id)).findFirst();
  }
}
