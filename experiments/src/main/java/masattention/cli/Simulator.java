package masattention.cli;

import java.util.Optional;
import java.util.function.Supplier;
import masattention.cli.WorkloadOptions.Workload;
import masattention.experiments.BestTiling;
import masattention.experiments.Measurement;
import masattention.experiments.TilingText;
import masattention.input.InvalidInputException;
import masattention.interpret.timing.Timeline;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Schedulers;
import masattention.search.Evaluation;
import masattention.search.Objective;
import masattention.search.TilingSpace;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/** Runs what the user asked for, and says what is wrong with it. */
final class Simulator {
  private Simulator() {}

  /** The timeline of a scheduler at a tiling. */
  static Timeline simulate(Workload workload, Schedulers scheduler, Tiling tiling) {
    AttentionShape shape = workload.network().shape();
    try {
      Problem problem = Problem.of(shape, workload.machine().config(), tiling);
      return Measurement.simulate(scheduler, problem);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InvalidInputException(
          "%s cannot run %s on %s with --tiling %s: %s"
              .formatted(
                  scheduler.id(),
                  workload.network().name(),
                  workload.machine().name(),
                  TilingText.of(tiling, shape),
                  e.getMessage()));
    }
  }

  /** The best evaluation; empty when nothing in the search space fits. */
  static Optional<Evaluation> best(
      Workload workload, Schedulers scheduler, Objective objective, int threads) {
    return attempt(
        workload,
        scheduler,
        () ->
            BestTiling.of(
                scheduler,
                workload.network().shape(),
                workload.machine().config(),
                objective,
                threads));
  }

  /** What a search gives, refusals of the simulator being the user's to read. */
  static <T> T attempt(Workload workload, Schedulers scheduler, Supplier<T> search) {
    try {
      return search.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InvalidInputException(
          "%s cannot run %s on %s: %s"
              .formatted(
                  scheduler.id(),
                  workload.network().name(),
                  workload.machine().name(),
                  e.getMessage()));
    }
  }

  /** Why nothing fits: what is wrong with the tiling that needs the least. */
  static InvalidInputException nothingFits(Workload workload, Schedulers scheduler) {
    AttentionShape shape = workload.network().shape();
    NpuConfig machine = workload.machine().config();
    Tiling least =
        Tiling.resident(
                shape,
                TilingSpace.rowsPerBlock(shape, machine).get(0),
                TilingSpace.colsPerTile(shape, machine).get(0))
            .withResident(0, 0);
    return new InvalidInputException(
        "No tiling of %s fits %s on %s; with %s, %s."
            .formatted(
                scheduler.id(),
                workload.network().name(),
                machine.name(),
                TilingText.of(least, shape),
                scheduler.infeasibility(Problem.of(shape, machine, least)).orElse("it does fit")));
  }
}
