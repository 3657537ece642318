package masattention.schedule;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import masattention.program.L1Plan;
import masattention.program.ProgramBuilder;
import masattention.tiling.Spans;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * An algorithm that turns a problem into a program.
 *
 * <p>It is one class: its buffers and the stages of its steps ({@link #prepare}), what sets it
 * apart ({@link #traits}), and, if it likes, a bound of its own ({@link #lowerBound}). Timing,
 * energy, traffic, traces, checks and the search read what it emits and know nothing else of it.
 * One in another jar is found by {@link java.util.ServiceLoader} under the name of this interface;
 * it needs a public class with a constructor without parameters.
 */
public interface Scheduler {

  /** Name in tables, plots and on the command line: lower-case letters, digits and hyphens. */
  String id();

  /** What it does, in a few words. */
  String summary();

  /** Where it comes from. */
  String source();

  /** What sets it apart. */
  Traits traits();

  /**
   * The same schedule with the division by the sums of the rows elsewhere; itself where that is
   * where it divides, empty where it cannot.
   */
  default Optional<Scheduler> normalizing(Normalize where) {
    return where == traits().normalize() ? Optional.of(this) : Optional.empty();
  }

  /** Where its program with a tiling divides by the sums of the rows. */
  default Normalize normalizeOf(Tiling tiling) {
    return traits().normalize();
  }

  /** Schedulers that it is, task by task, at tilings of theirs with certain spans. */
  default List<Corner> corners() {
    return List.of();
  }

  /**
   * A scheduler that another is with these spans.
   *
   * @param whole whether with whole rows, or else sub-tile by sub-tile
   */
  record Corner(Scheduler scheduler, boolean whole) {
    /** The tiling that the other has in place of one of the scheduler's. */
    public Tiling tiling(Tiling own, AttentionShape shape) {
      int tiles = (shape.seqKv() - 1) / own.colsPerTile() + 1;
      return own.withSpans(whole ? Spans.whole(tiles) : Spans.PLAIN);
    }
  }

  /**
   * Lays out the buffers for a problem to which its traits do not object, and gets ready to emit
   * tasks; emits none yet. The buffers may not fit.
   */
  Schedule prepare(Problem problem);

  /**
   * Cycles that its program for a problem does not fall below, whether or not the buffers fit, nor
   * those with fewer resident sub-tiles, where it keeps any number of them, nor those that the
   * leeway adds; empty where the work of the engines is the only bound. A search takes for granted
   * that a scheduler which has one moves Q, O and what of K and V its tiling does not keep for
   * every row block through the DRAM channel, but for row blocks that share a pass.
   */
  default OptionalLong lowerBound(Problem problem, Leeway leeway) {
    return OptionalLong.empty();
  }

  /**
   * Cycles that none of its programs falls below by what the units of a core wait for each other,
   * which takes longer to work out than {@link #lowerBound}: those with the extents, the spans, the
   * partition and as many buffers as a problem that keeps all of K and V, whatever they keep; empty
   * where it knows none.
   */
  default OptionalLong streamsBound(Problem problem) {
    return OptionalLong.empty();
  }

  /**
   * What row blocks that have not begun add to the makespan at least, of a scheduler whose units
   * work in series ({@link Traits#serial}).
   */
  default RowBlockFloor floorPerRowBlock(Problem problem) {
    return RowBlockFloor.NONE;
  }

  /** Why it cannot schedule {@code problem}; empty when it can. */
  default Optional<String> infeasibility(Problem problem) {
    Optional<String> objection = traits().objection(problem);
    return objection.isPresent() ? objection : plan(problem).misfit();
  }

  /** Whether it can schedule {@code problem}. */
  default boolean fits(Problem problem) {
    return traits().objection(problem).isEmpty() && plan(problem).fits();
  }

  /** The buffers it keeps in L1. */
  default L1Plan plan(Problem problem) {
    return prepare(problem).plan();
  }

  /** Its program for {@code problem}, or why there is none. */
  default Scheduling schedule(Problem problem) {
    Optional<String> objection = traits().objection(problem);
    if (objection.isPresent()) {
      return new Scheduling.Infeasible(objection.get());
    }
    Schedule schedule = prepare(problem);
    Optional<String> misfit = schedule.plan().misfit();
    if (misfit.isPresent()) {
      return new Scheduling.Infeasible(misfit.get());
    }
    ProgramBuilder builder = new ProgramBuilder(problem.grid(), problem.machine(), schedule.plan());
    List<Team> teams = Team.of(problem);
    for (int pass = 0; pass < schedule.passes(); pass++) {
      if (pass > 0) {
        builder.barrier();
      }
      for (Team team : teams) {
        schedule.pipeline(pass, team, builder).emitAll();
      }
    }
    return new Scheduling.Feasible(builder.build());
  }
}
