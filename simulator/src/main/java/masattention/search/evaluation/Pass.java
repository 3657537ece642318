package masattention.search.evaluation;

import java.util.ArrayList;
import java.util.List;
import masattention.interpret.timing.StreamedSimulation;
import masattention.program.Buffer.Turn;
import masattention.program.Snapshot;
import masattention.schedule.Pipeline;
import masattention.schedule.Problem;
import masattention.schedule.Schedule;
import masattention.schedule.Team;
import masattention.tiling.Tiling;

/** The pipelines of one pass over a layer, and the lanes of the cores that have a part in it. */
final class Pass {
  private final int number;
  private final List<Pipeline> pipelines = new ArrayList<>();
  private final Pipeline[] ofCore;
  private final Lane[] lanes;

  /** Starts pass {@code number} of a schedule, which emits to {@code simulation}. */
  Pass(Problem problem, Schedule schedule, int number, StreamedSimulation simulation) {
    this.number = number;
    Tiling tiling = problem.tiling();
    boolean resides = tiling.residentKeyTiles() + tiling.residentValueTiles() > 0;
    ofCore = new Pipeline[problem.machine().cores()];
    List<Lane> all = new ArrayList<>();
    for (Team team : resides ? Team.of(problem) : Team.apart(problem)) {
      Pipeline pipeline = schedule.pipeline(number, team, simulation);
      pipelines.add(pipeline);
      for (int i = 0; i < team.size(); i++) {
        ofCore[team.core(i)] = pipeline;
        all.add(new Lane(pipeline, i));
      }
    }
    lanes = all.toArray(Lane[]::new);
  }

  Lane[] lanes() {
    return lanes;
  }

  /**
   * Hands over the state of the pipelines and of the simulation.
   *
   * @param residents whether that of the resident sub-tiles too
   */
  void visit(Snapshot snapshot, StreamedSimulation simulation, boolean residents) {
    for (Pipeline pipeline : pipelines) {
      pipeline.visit(snapshot, residents);
    }
    simulation.visit(
        snapshot,
        number,
        (buffer, owner) ->
            ofCore[owner] == null || (!residents && buffer.turn() == Turn.GROUP)
                ? -1
                : ofCore[owner].copyInUse(buffer, owner));
  }
}
