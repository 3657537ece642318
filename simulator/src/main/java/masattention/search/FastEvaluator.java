package masattention.search;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import masattention.interpret.energy.Energy;
import masattention.interpret.energy.WorkCounts;
import masattention.interpret.timing.StreamedSimulation;
import masattention.program.State;
import masattention.schedule.Problem;
import masattention.schedule.Schedule;
import masattention.schedule.Schedule.Emission;
import masattention.schedule.Schedulers;
import masattention.schedule.Team;
import masattention.search.fast.BlockTiming;

/**
 * The same cost as {@link Evaluator#plain}, without a program: in closed steps where row blocks are
 * alike ({@link BlockTiming}), else task by task as they are emitted.
 *
 * <p>What repeats exactly is skipped. Row blocks of a head are alike, and so are groups. When the
 * state of the whole machine and of all emissions, relative to the time at which the DRAM channel
 * falls free, is one seen before, what followed then follows again; whole periods are skipped and
 * their cycles added. Skips end before anything differs: the ragged or last row block of a head,
 * the last groups of a team.
 */
final class FastEvaluator implements Evaluator {
  private static final int LONGEST_PERIOD = 12;
  private static final ThreadLocal<StreamedSimulation> SIMULATIONS =
      ThreadLocal.withInitial(StreamedSimulation::new);

  @Override
  public Evaluation evaluate(Schedulers scheduler, Problem problem) {
    Optional<String> objection = scheduler.traits().objection(problem);
    if (objection.isPresent()) {
      throw new IllegalArgumentException(objection.get());
    }
    Schedule schedule = scheduler.prepare(problem);
    Optional<String> misfit = schedule.plan().misfit();
    if (misfit.isPresent()) {
      throw new IllegalArgumentException(misfit.get());
    }
    int spilled = schedule.spilledTiles();
    long cycles =
        BlockTiming.applies(problem, spilled)
            ? BlockTiming.cycles(scheduler, problem)
            : new Run(problem, schedule).cycles();
    Totals totals = Totals.of(scheduler, problem, schedule.spilledTiles());
    WorkCounts work = totals.work();
    return new Evaluation(
        problem.tiling(), cycles, totals.busy(), work, Energy.of(work, cycles, problem.machine()));
  }

  /** A state of the past. */
  private static final class Seen {
    private final State state = new State();
    private long cycle;
    private int step;
    private int ordinal;
  }

  /** The emission of one team. */
  private static final class Lane {
    private final Team team;
    private final Emission emission;
    private final int steps;
    private int step;

    Lane(Team team, Emission emission) {
      this.team = team;
      this.emission = emission;
      steps = emission.steps();
    }

    boolean isBlocked(StreamedSimulation simulation) {
      for (int core = 0; core < team.size(); core++) {
        if (!simulation.isBlocked(team.core(core))) {
          return false;
        }
      }
      return true;
    }
  }

  /** One evaluation. */
  private static final class Run {
    private final Schedule schedule;
    private final StreamedSimulation simulation;
    private final List<Team> teams;
    private final int fullRowBlocks;
    private final int[] rowTurn;
    private final int[] groupTurn;
    private final Deque<Seen> seenBlocks = new ArrayDeque<>();
    private final Deque<Seen> seenGroups = new ArrayDeque<>();
    private Lane[] lanes = {};
    private int seenHead;
    private long skippedCycles;
    private int phase;

    Run(Problem problem, Schedule schedule) {
      this.schedule = schedule;
      simulation = SIMULATIONS.get();
      simulation.start(problem.machine(), schedule.plan(), problem.shape().elementBytes());
      teams = Team.of(problem);
      fullRowBlocks =
          problem.shape().causal() ? 0 : problem.shape().seqQ() / problem.tiling().rowsPerBlock();
      rowTurn = new int[problem.machine().cores()];
      groupTurn = new int[problem.machine().cores()];
    }

    long cycles() {
      for (int pass = 0; pass < schedule.passes(); pass++) {
        if (pass > 0) {
          simulation.barrier();
        }
        pass(pass);
      }
      while (simulation.grant()) {
        // until nothing waits
      }
      return simulation.makespanCycles() + skippedCycles;
    }

    private void pass(int pass) {
      phase = pass;
      simulation.startPass();
      List<Lane> started = new ArrayList<>();
      for (Team team : teams) {
        started.add(new Lane(team, schedule.emission(pass, team, simulation)));
      }
      lanes = started.toArray(Lane[]::new);
      seenBlocks.clear();
      seenGroups.clear();
      while (emit()) {
        if (!simulation.grant()) {
          throw new IllegalStateException("Every core waits and there is no transfer to grant.");
        }
      }
    }

    /** Emits until every team is blocked or done; returns whether any is not done. */
    private boolean emit() {
      boolean more = false;
      for (Lane lane : lanes) {
        while (lane.step < lane.steps && !lane.isBlocked(simulation)) {
          if (lane == lanes[0]) {
            skip();
          }
          lane.emission.emit(lane.step++);
        }
        more |= lane.step < lane.steps;
      }
      return more;
    }

    /** Skips what repeats, if the state is one seen before. */
    private void skip() {
      Lane first = lanes[0];
      if (first.step >= first.team.blocks() || !first.emission.repeats()) {
        return;
      }
      if (first.team.indexInGroup(first.step) == 0) {
        if (first.step > 0 && first.team.groups() > 2) {
          skipGroups();
        }
      } else if (fullRowBlocks > 3) {
        skipBlocks();
      }
    }

    private void skipBlocks() {
      int room = Integer.MAX_VALUE;
      for (Lane lane : lanes) {
        room = Math.min(room, steadyBlocks(lane));
        if (room < 2) {
          return;
        }
      }
      int head = lanes[0].team.head(lanes[0].step);
      if (head != seenHead) {
        seenHead = head;
        seenBlocks.clear();
      }
      Seen now = see(false);
      for (Seen then : List.copyOf(seenBlocks)) {
        int period = now.step - then.step;
        int periods = room / period;
        if (periods > 0 && now.state.sameAs(then.state)) {
          skippedCycles += periods * (now.cycle - then.cycle);
          skipBlocks(periods * period);
          seenBlocks.clear();
          return;
        }
      }
      remember(seenBlocks, now);
    }

    /** Row blocks from a lane's next step on after which all are still alike; 0 if they are not. */
    private int steadyBlocks(Lane lane) {
      Team team = lane.team;
      int n = lane.step;
      int ahead = 2 * team.size();
      if (n >= team.blocks() || !lane.emission.isSteady(n)) {
        return 0;
      }
      int rowBlock = team.rowBlock(n);
      if (rowBlock < (ahead + 1) * team.blockStride()) {
        return 0;
      }
      return (fullRowBlocks - 1 - rowBlock) / team.blockStride() - ahead;
    }

    private void skipBlocks(int blocks) {
      for (Lane lane : lanes) {
        lane.emission.skipBlocks(lane.step, blocks);
        lane.step += blocks;
        for (int i = 0; i < lane.team.size(); i++) {
          rowTurn[lane.team.core(i)] = blocks / lane.team.size();
          groupTurn[lane.team.core(i)] = 0;
        }
      }
      simulation.turn(rowTurn, groupTurn);
    }

    private void skipGroups() {
      for (Lane lane : lanes) {
        if (lane.step < 2 * lane.team.size() || lane.step >= lane.team.blocks()) {
          return;
        }
      }
      Seen now = see(true);
      for (Seen then : List.copyOf(seenGroups)) {
        if (now.state.sameAs(then.state)) {
          int groups = now.ordinal - then.ordinal;
          int blocks = now.step - then.step;
          int periods = Integer.MAX_VALUE;
          for (Lane lane : lanes) {
            int begun = lane.team.indexInGroup(lane.step) == 0 ? 1 : 2;
            int left = lane.team.groups() - begun - lane.team.ordinal(lane.step);
            int blocksLeft = lane.team.blocks() - lane.step - lane.team.size();
            periods = Math.min(periods, Math.min(left / groups, blocksLeft / blocks));
          }
          if (periods > 0) {
            skippedCycles += periods * (now.cycle - then.cycle);
            skipGroups(periods * groups, periods * blocks);
            seenGroups.clear();
          }
          return;
        }
      }
      remember(seenGroups, now);
    }

    private void skipGroups(int groups, int blocks) {
      for (Lane lane : lanes) {
        lane.emission.skipGroups(groups, blocks);
        lane.step += blocks;
        for (int i = 0; i < lane.team.size(); i++) {
          rowTurn[lane.team.core(i)] = blocks / lane.team.size();
          groupTurn[lane.team.core(i)] = groups;
        }
      }
      simulation.turn(rowTurn, groupTurn);
    }

    /** The state now. */
    private Seen see(boolean groups) {
      Seen now = new Seen();
      now.cycle = simulation.channelFreeCycle() + skippedCycles;
      now.step = lanes[0].step;
      now.ordinal = lanes[0].team.ordinal(now.step);
      for (Lane lane : lanes) {
        Team team = lane.team;
        int ordinal = team.ordinal(lane.step);
        now.state.add(lane.step - now.step);
        now.state.add(lane.step % team.size());
        if (groups) {
          now.state.add(ordinal - now.ordinal);
          now.state.add(team.indexInGroup(lane.step));
          now.state.add(team.rowBlock(lane.step));
        }
        lane.emission.describe(now.state, lane.step);
        for (int i = 0; i < team.size(); i++) {
          rowTurn[team.core(i)] = team.turn(lane.step);
          groupTurn[team.core(i)] = ordinal;
        }
      }
      simulation.describe(now.state, rowTurn, groupTurn, phase, groups);
      return now;
    }

    private static void remember(Deque<Seen> seen, Seen now) {
      seen.addFirst(now);
      if (seen.size() > LONGEST_PERIOD) {
        seen.removeLast();
      }
    }
  }
}
