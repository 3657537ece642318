package masattention.schedulers;

import java.util.OptionalLong;
import masattention.cost.PassBound;
import masattention.program.L1Plan;
import masattention.program.ProgramSink;
import masattention.schedule.FusedBuffers;
import masattention.schedule.Leeway;
import masattention.schedule.Pipeline;
import masattention.schedule.Problem;
import masattention.schedule.RowBlocks;
import masattention.schedule.RowBlocks.BlockBuffers;
import masattention.schedule.Schedule;
import masattention.schedule.Stage;
import masattention.schedule.Team;
import masattention.schedule.Traits;
import masattention.schedule.Traits.Residency;

/**
 * Soft-pipe: pass 1 pipelines S_{i+1} on MAC with P_i on VEC and stores P; after a barrier, pass 2
 * loads P and computes O.
 *
 * <p>Pass 1 has three rows of scores, so that one is computed, one is in its softmax and one is
 * stored; pass 2 is the third pass of {@link LayerWise}. Load order: as there.
 */
final class SoftPipe extends BuiltIn {

  SoftPipe() {
    super(
        "soft-pipe",
        "S pipelined with softmax; P goes to DRAM",
        "the overlap of S and softmax alone, defined by this suite");
  }

  @Override
  public Traits traits() {
    return Traits.of(Residency.ALL_OR_NONE);
  }

  @Override
  public Schedule prepare(Problem problem) {
    L1Plan plan = new L1Plan(problem.machine());
    FusedBuffers layout = new FusedBuffers(problem, plan);
    BlockBuffers first = LayerWise.scorePass(plan, layout, layout.scores(3, true));
    plan.nextPhase();
    return new TwoPasses(problem, plan, first, LayerWise.outputPass(plan, layout));
  }

  @Override
  public OptionalLong lowerBound(Problem problem, Leeway leeway) {
    return OptionalLong.of(new PassBound(traits(), problem, leeway).twoPasses());
  }

  private record TwoPasses(Problem problem, L1Plan plan, BlockBuffers first, BlockBuffers second)
      implements Schedule {

    @Override
    public int passes() {
      return 2;
    }

    @Override
    public Pipeline pipeline(int pass, Team team, ProgramSink sink) {
      return pass == 0
          ? probabilities(new RowBlocks(problem, team, sink, first, true))
          : LayerWise.outputs(new RowBlocks(problem, team, sink, second, true));
    }

    private Pipeline probabilities(RowBlocks blocks) {
      int cores = blocks.team().size();
      LayerWise.fetchFirst(blocks);
      return Pipeline.of(
          blocks,
          0,
          Stage.of(
              n -> {
                blocks.announceKeys(n + cores);
                blocks.fetchQueries(n + cores);
              }),
          blocks.scores(),
          Stage.of(
              n -> {
                blocks.softmax(n);
                LayerWise.storeProbabilities(blocks, n);
              }));
    }
  }
}
