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
  private static final Experiment CLAIMS = new Claims();

  /** The experiments in the order of the report. */
  private static final List<Part> PARTS =
      List.of(
          new Part(
              "Who is fastest",
              new Comparison(),
              new Division(),
              new SequenceLength(),
              new Variants(),
              new Unet(),
              new Assistance()),
          new Part(
              "Why",
              new Timelines(),
              new Roofline(),
              new Balance(),
              new DaVinci(),
              new Overwrite(),
              new EnergySplit()),
          new Part(
              "How sure",
              new InterferenceSpeedups(),
              new OverlapValidation(),
              new RtlValidation(),
              new TileflowValidation(),
              new SearchConvergence(),
              new KernelErrors()));

  /**
   * Every experiment, in the order of a run: the claims and the report read what the others wrote.
   */
  public static final List<Experiment> ALL =
      Stream.concat(
              PARTS.stream().flatMap(part -> part.experiments().stream()),
              Stream.of(CLAIMS, new ReportPage(CLAIMS, PARTS)))
          .toList();

  /** Experiments under one heading of the report. */
  public record Part(String title, List<Experiment> experiments) {
    Part(String title, Experiment... experiments) {
      this(title, List.of(experiments));
    }
  }

  private Experiments() {}

  /** The experiment called {@code id}. */
  public static Optional<Experiment> named(String id) {
    return ALL.stream().filter(experiment -> experiment.id().equals(id)).findFirst();
  }
}
