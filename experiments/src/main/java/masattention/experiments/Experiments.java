package masattention.experiments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import masattention.experiments.assist.Assistance;
import masattention.experiments.balance.Balance;
import masattention.experiments.claims.Claims;
import masattention.experiments.comparison.Comparison;
import masattention.experiments.convergence.SearchConvergence;
import masattention.experiments.davinci.DaVinci;
import masattention.experiments.division.Division;
import masattention.experiments.energy.EnergySplit;
import masattention.experiments.interference.InterferenceSpeedups;
import masattention.experiments.overwrite.Overwrite;
import masattention.experiments.page.ReportPage;
import masattention.experiments.roofline.Roofline;
import masattention.experiments.sequence.SequenceLength;
import masattention.experiments.timeline.Timelines;
import masattention.experiments.unet.Unet;
import masattention.experiments.validation.OverlapValidation;
import masattention.experiments.validation.RtlValidation;
import masattention.experiments.validation.TileflowValidation;
import masattention.experiments.variants.Variants;

/** The registry of the experiments. */
public final class Experiments {
  private static final List<Experiment> SHOWN =
      List.of(
          new Comparison(),
          new Division(),
          new SequenceLength(),
          new Overwrite(),
          new Balance(),
          new EnergySplit(),
          new DaVinci(),
          new Variants(),
          new Unet(),
          new Timelines(),
          new Roofline(),
          new SearchConvergence(),
          new RtlValidation(),
          new TileflowValidation(),
          new OverlapValidation(),
          new InterferenceSpeedups(),
          new Assistance(),
          new KernelErrors(),
          new Claims());

  /**
   * Every experiment, in the order of the report, which is also that of a run: the claims and the
   * report read what the others wrote.
   */
  public static final List<Experiment> ALL =
      Stream.concat(SHOWN.stream(), Stream.of(new ReportPage(SHOWN))).toList();

  private Experiments() {}

  /** The experiment called {@code id}. */
  public static Optional<Experiment> named(String id) {
    return ALL.stream().filter(experiment -> experiment.id().equals(id)).findFirst();
  }
}
