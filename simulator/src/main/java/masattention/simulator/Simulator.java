package masattention.simulator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import masattention.input.InvalidInputException;
import masattention.interpret.timing.Simulation;
import masattention.interpret.timing.Timeline;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedule.Scheduling;
import masattention.schedulers.Schedulers;
import masattention.search.Objective;
import masattention.search.SearchResult;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.Within;
import masattention.search.algorithms.SearchAlgorithms;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.search.space.TilingSpace;
import masattention.tiling.Tiling;
import masattention.workload.Network;
import masattention.workload.Networks;

/**
 * One attention layer on one machine, and what can be asked about it. Every answer depends on the
 * layer, the machine and the question alone: neither on the threads nor on what was asked before.
 *
 * @param network the layer
 * @param threads that a search may use
 * @param effort of a search ({@link SearchSettings}); with one that has an end, the best found may
 *     not be the best there is
 */
public record Simulator(Network network, NpuConfig machine, int threads, long effort) {

  /** The most score sub-tiles of a whole program that is built for its figures alone. */
  public static final long MOST_SCORE_TILES = 200_000;

  /**
   * Checks the threads.
   *
   * @throws IllegalArgumentException when they are not positive
   */
  public Simulator {
    if (threads < 1) {
      throw new IllegalArgumentException("The threads (%s) must be positive.".formatted(threads));
    }
  }

  /** The same, whose searches prove what they find. */
  public Simulator(Network network, NpuConfig machine, int threads) {
    this(network, machine, threads, SearchSettings.UNLIMITED);
  }

  /** The same with another effort of its searches. */
  public Simulator withEffort(long most) {
    return new Simulator(network, machine, threads, most);
  }

  /**
   * A built-in network on a preset, or either from a JSON file; searches use all processors.
   *
   * @param network as {@link Networks#resolve} takes it
   * @param machine as {@link Machines#resolve} takes it
   * @throws InvalidInputException if one of them is unknown or its file is wrong
   */
  public static Simulator of(String network, String machine) {
    return new Simulator(
        Networks.resolve(network),
        Machines.resolve(machine).config(),
        Runtime.getRuntime().availableProcessors());
  }

  /**
   * One scheduler at one tiling: from its whole program, or by the fast evaluation, equal but for
   * the peak of L1, which then is unknown, where that has more than {@link #MOST_SCORE_TILES}.
   *
   * @throws IllegalArgumentException when the tiling does not cut the shape of the layer
   */
  public Outcome<Measurement> simulate(Scheduler scheduler, Tiling tiling) {
    Problem problem = problem(tiling);
    if (problem.scoreTiles() <= MOST_SCORE_TILES) {
      return timeline(scheduler, problem)
          .map(timeline -> Measurement.of(network, scheduler, timeline));
    }
    return scheduler
        .infeasibility(problem)
        .<Outcome<Measurement>>map(Outcome.Infeasible::new)
        .orElseGet(() -> new Outcome.Feasible<>(costed(scheduler, problem)));
  }

  private Measurement costed(Scheduler scheduler, Problem problem) {
    Evaluation found = Evaluator.fast().evaluate(scheduler, problem);
    return Measurement.of(network, machine, scheduler, found);
  }

  /**
   * The same for a tiling in words, as tables and the command line write it.
   *
   * @param tiling as {@link TilingText} describes it, such as {@code rows=64,cols=512}
   * @throws InvalidInputException when the text describes none, or one that does not cut the shape
   */
  public Outcome<Measurement> replay(Scheduler scheduler, String tiling) {
    Tiling parsed = TilingText.parse(tiling, network.shape(), scheduler);
    try {
      return simulate(scheduler, parsed);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("Tiling %s: %s".formatted(tiling, e.getMessage()));
    }
  }

  /**
   * One scheduler at the best of all its tilings, proven if the effort has no end, measured by
   * {@link #measure}.
   */
  public Outcome<Measurement> search(Scheduler scheduler, Objective objective) {
    return search(scheduler, objective, Within.DEFAULT);
  }

  /** The same; a balanced tiling stays within this share of the fewest cycles. */
  public Outcome<Measurement> search(Scheduler scheduler, Objective objective, Within within) {
    return best(scheduler, objective, within).map(found -> measure(scheduler, found));
  }

  /** Every built-in scheduler as {@link #search} finds it, in the order of the tables. */
  public Map<Scheduler, Outcome<Measurement>> compare(Objective objective) {
    Map<Scheduler, Outcome<Measurement>> rows = new LinkedHashMap<>();
    for (Scheduler scheduler : Schedulers.builtIn()) {
      rows.put(scheduler, search(scheduler, objective));
    }
    return Collections.unmodifiableMap(rows);
  }

  /** What {@link #search} finds, as the search costs it. */
  public Outcome<Evaluation> best(Scheduler scheduler, Objective objective) {
    return best(scheduler, objective, Within.DEFAULT);
  }

  /** The same; a balanced tiling stays within this share of the fewest cycles. */
  public Outcome<Evaluation> best(Scheduler scheduler, Objective objective, Within within) {
    return searched(scheduler, objective, within).map(result -> result.best().orElseThrow());
  }

  /** The same, with what is known of how good it is. */
  public Outcome<SearchResult> searched(Scheduler scheduler, Objective objective, Within within) {
    SearchResult result =
        SearchAlgorithms.BRANCH_AND_BOUND.search(
            new SearchTask(scheduler, network.shape(), machine, objective).with(within),
            Evaluator.fast(),
            SearchSettings.unlimited(threads).withEffort(effort));
    return result.best().isPresent()
        ? new Outcome.Feasible<>(result)
        : new Outcome.Infeasible<>(whyNothingFits(scheduler));
  }

  /**
   * One scheduler at its fastest and at its balanced tiling, both of one search.
   *
   * @param within what the balanced one may take beyond the fewest cycles
   */
  public Outcome<Optima> optima(Scheduler scheduler, Within within) {
    return searched(scheduler, Objective.BALANCED, within)
        .map(
            result ->
                new Optima(
                    measure(scheduler, result.fastest().orElseThrow()),
                    result.fastestGap(),
                    measure(scheduler, result.best().orElseThrow()),
                    result.gap()));
  }

  /**
   * What any search found, measured on the whole program, which must agree; where that is not
   * built, as {@link #simulate} says, the figures are those of the search.
   *
   * @throws IllegalStateException when search and program disagree
   */
  public Measurement measure(Scheduler scheduler, Evaluation found) {
    return problem(found.tiling()).scoreTiles() <= MOST_SCORE_TILES
        ? simulate(scheduler, found.tiling()).orElseThrow().agreeingWith(found)
        : Measurement.of(network, machine, scheduler, found);
  }

  /** Why a scheduler has no tiling here: what is wrong with the one that needs the least. */
  public String whyNothingFits(Scheduler scheduler) {
    Tiling least = new TilingSpace(scheduler, network.shape(), machine).narrowest().get(0);
    return "No tiling of %s fits %s on %s; with %s, %s."
        .formatted(
            scheduler.id(),
            network.name(),
            machine.name(),
            TilingText.of(least, network.shape()),
            scheduler.infeasibility(problem(least)).orElse("it does fit"));
  }

  /** When every task of a scheduler's program starts and ends. */
  public static Outcome<Timeline> timeline(Scheduler scheduler, Problem problem) {
    Scheduling scheduling = scheduler.schedule(problem);
    if (scheduling instanceof Scheduling.Infeasible infeasible) {
      return new Outcome.Infeasible<>(infeasible.reason());
    }
    return new Outcome.Feasible<>(Simulation.run(((Scheduling.Feasible) scheduling).program()));
  }

  /**
   * The question that a tiling makes of this layer and machine.
   *
   * @throws IllegalArgumentException when the tiling does not cut the shape of the layer
   */
  public Problem problem(Tiling tiling) {
    return Problem.of(network.shape(), machine, tiling);
  }
}
