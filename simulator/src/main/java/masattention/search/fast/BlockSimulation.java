package masattention.search.fast;

import java.util.List;
import masattention.schedule.Problem;
import masattention.schedule.Team;

/**
 * Times one pass of a schedule whose row blocks are alike, without building its program.
 *
 * <p>The cores meet only at the DRAM channel, so the simulation goes from grant to grant: after
 * one, the matrix and vector units of the core that waited for it go on as far as they can, a
 * product with all resident sub-tiles in one step. A transfer whose ready time is not known yet
 * depends on one that was not granted yet and cannot win, so that this is exact.
 */
final class BlockSimulation {
  private final Pass pass = new Pass();
  private final LoadOrder loads = new LoadOrder(pass);
  private final RowBlockWork work = new RowBlockWork(pass);
  private final QueueHeads heads = new QueueHeads(pass);
  private final Channel channel = new Channel(pass);
  private final PeriodSkip periods = new PeriodSkip(pass);
  private final SubTileSkip subTiles = new SubTileSkip();
  private int grants;

  /** The makespan of a pass, in cycles. */
  long makespan(Problem problem, List<Team> teams, StepOrder newOrder, TaskCycles taskCycles) {
    pass.start(problem, teams, newOrder, taskCycles);
    periods.start();
    subTiles.start(pass);
    for (Lane lane : pass.lanes) {
      loads.prologue(lane);
      heads.refresh(lane);
    }
    emit();
    grants = 0;
    while (grant()) {
      grants++;
      emit();
    }
    for (Lane lane : pass.lanes) {
      if (!lane.isDone()) {
        throw new IllegalStateException("Every core waits and there is no transfer to grant.");
      }
    }
    return pass.latest + pass.skippedCycles;
  }

  /** Grants of the last pass that were not skipped: what its simulation cost. */
  int grants() {
    return grants;
  }

  /** Lets every team go on until it is blocked or done. */
  private void emit() {
    Lane lead = pass.lead();
    for (Lane lane : pass.lanes) {
      while (lane.step < lane.steps && !lane.isBlocked()) {
        if (lane == lead && lane.step < lane.blocks) {
          periods.skip(lead);
        }
        step(lane);
      }
    }
  }

  private void step(Lane lane) {
    int n = lane.step++;
    Core core = lane.coreOf(n);
    loads.step(lane, n);
    core.emitted++;
    work.run(core, lane);
    if (lane.size == 1) {
      heads.refresh(core, lane);
    } else {
      heads.refresh(lane);
    }
  }

  /** Grants the channel to the transfer that has been ready longest; false when there is none. */
  private boolean grant() {
    Core winner = null;
    Lane lane = null;
    boolean store = false;
    long since = Core.NEVER;
    for (Lane of : pass.lanes) {
      for (Core core : of.cores) {
        if (core.loadSince < since) {
          since = core.loadSince;
          winner = core;
          lane = of;
          store = false;
        }
        if (core.storeSince < since) {
          since = core.storeSince;
          winner = core;
          lane = of;
          store = true;
        }
      }
    }
    if (winner == null || lane == null) {
      return false;
    }
    long start = Math.max(pass.channelFree, since);
    int granted = Grant.STORE;
    if (store) {
      channel.store(winner, start);
    } else {
      granted = channel.load(winner, lane, start);
    }
    pass.latest = Math.max(pass.latest, pass.channelFree + pass.latency);
    if (lane.size == 1) {
      if (letsGoOn(winner, granted)) {
        work.run(winner, lane);
        heads.refresh(winner, lane);
      } else {
        heads.refreshQueue(winner, lane, store);
      }
    } else {
      for (Core core : lane.cores) {
        work.run(core, lane);
      }
      heads.refresh(lane);
    }
    if (granted == Grant.STAGED) {
      pass.channelFree += subTiles.skip(winner, pass);
    }
    return true;
  }

  /**
   * Whether a core goes on after a grant. One that waits for resident sub-tiles waits for the last
   * of a batch, unless it reads them for the last time, so that others may take their places.
   */
  private static boolean letsGoOn(Core core, int granted) {
    if (core.waitsFor != granted) {
      return core.waitsFor == Grant.ANYTHING;
    }
    return granted > Grant.VALUES || core.readsLast || core.batchDone;
  }
}
