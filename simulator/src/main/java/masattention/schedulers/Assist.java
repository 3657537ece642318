package masattention.schedulers;

import java.util.List;
import java.util.OptionalLong;
import masattention.cost.Chain;
import masattention.cost.FusedBound;
import masattention.cost.StreamsBound;
import masattention.program.Buffer;
import masattention.program.L1Plan;
import masattention.program.ProgramSink;
import masattention.schedule.FusedBuffers;
import masattention.schedule.Leeway;
import masattention.schedule.Normalize;
import masattention.schedule.Pipeline;
import masattention.schedule.Problem;
import masattention.schedule.RowBlocks.BlockBuffers;
import masattention.schedule.Schedule;
import masattention.schedule.Scheduler;
import masattention.schedule.Team;
import masattention.schedule.Traits;
import masattention.schedule.Traits.Residency;
import masattention.tiling.Spans;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * Matrix-assisted one-pass attention, defined by this suite: of every span of K/V sub-tiles the
 * matrix unit computes as many row sums, by a column of ones beside V, and subtracts the maxima of
 * the rows from as many scores, by a product with ones, as balances it with the vector unit; and
 * several row blocks share one pass over streamed K and V.
 *
 * <p>Where the matrix unit subtracts nothing: MAC runs O_{k−2}, S_k and VEC the division of a
 * complete row block, the rescaling of k − 1, P_k, over steps k, a span of a row block each, in two
 * span buffers. Where it does: MAC runs S_0, S_1, then SHIFT_k, O_{k−2}, S_{k+2}; VEC MAX_0, then
 * EXP_{k−1}, MAX_{k+1}, the rescaling of k − 1, the division; in four. A step's maxima and change
 * of scale stand in a reference of its own, since the running ones are a step or two ahead.
 *
 * <p>With all of the softmax on VEC and one row block a pass, spans of one sub-tile make it {@link
 * FuseMax}, whole rows {@link Mas}, task by task. Load order: by first use on MAC, each as soon as
 * its slot is free, Q and staged sub-tiles no more than a row block ahead; the next group's V and K
 * beside this one's last uses.
 */
final class Assist extends Dividing {
  private static final long serialVersionUID = 1L;

  Assist(Normalize normalize) {
    super(
        "assist",
        "one pass, row sums and subtraction shared with the matrix unit",
        "this suite",
        normalize);
  }

  @Override
  Assist variant(Normalize where) {
    return new Assist(where);
  }

  @Override
  public Traits traits() {
    return Traits.of(Residency.PARTIAL)
        .withValueTilesOfKeys()
        .withOverwrite()
        .normalizing(normalize())
        .inSpans();
  }

  @Override
  public Normalize normalizeOf(Tiling tiling) {
    boolean likeMas = tiling.spans().isCorner() && tiling.spans().whole();
    return likeMas ? normalize() : Normalize.OUTPUTS;
  }

  @Override
  public List<Corner> corners() {
    return List.of(new Corner(Schedulers.FUSEMAX, false), new Corner(mas(), true));
  }

  @Override
  public Schedule prepare(Problem problem) {
    Spans spans = problem.tiling().spans();
    if (spans.isCorner()) {
      return spans.whole() ? Mas.fused(problem, normalize()) : FuseMax.onePass(problem);
    }
    return SpanSchedule.of(problem);
  }

  @Override
  public OptionalLong lowerBound(Problem problem, Leeway leeway) {
    Spans spans = problem.tiling().spans();
    if (!leeway.anySpans() && spans.isCorner()) {
      return (spans.whole() ? mas() : Schedulers.FUSEMAX).lowerBound(problem, leeway);
    }
    FusedBound bound = new FusedBound(traits(), problem, leeway);
    return OptionalLong.of(
        bound.cycles(
            core ->
                leeway.anySpans()
                    ? Chain.anySpans(core)
                    : Chain.spans(core, bound.blocks(), spans)));
  }

  @Override
  public OptionalLong streamsBound(Problem problem) {
    Spans spans = problem.tiling().spans();
    return spans.isCorner()
        ? (spans.whole() ? mas() : Schedulers.FUSEMAX).streamsBound(problem)
        : StreamsBound.of(traits(), problem, true);
  }

  /** The scheduler that it is with whole rows on the vector unit. */
  private Scheduler mas() {
    return Schedulers.MAS.normalizing(normalize()).orElseThrow();
  }

  /**
   * The schedule between the two corners.
   *
   * @param states running maxima and sums of the rows
   * @param references the maxima and changes of scale of single steps, where MAC subtracts them
   */
  private record SpanSchedule(
      Problem problem, L1Plan plan, BlockBuffers buffers, Buffer states, Buffer references)
      implements Schedule {

    static SpanSchedule of(Problem problem) {
      Tiling tiling = problem.tiling();
      Spans spans = tiling.spans();
      AttentionShape shape = problem.shape();
      L1Plan plan = new L1Plan(problem.machine());
      FusedBuffers layout = new FusedBuffers(problem, plan);
      long rows = problem.grid().rows(0);
      boolean shifts = spans.shiftTiles() > 0;
      int ahead = spans.blocksPerPass() + 1;
      int steps = shifts ? 4 : 2;
      long width = (long) shape.valueDim() + (spans.sumTiles() > 0 ? 1 : 0);
      long stateBytes = 2 * rows * Float.BYTES;
      BlockBuffers buffers =
          layout.blocks(
              plan.perCore("Q", ahead, 1, problem.grid().queryBytes(0)),
              plan.scoreSpans("score spans", steps, spans.tilesPerSpan(), layout.scoreTileBytes()),
              plan.perCore("FP32 O", ahead, 1, rows * width * Float.BYTES),
              spans.blocksPerPass() > 1);
      Buffer states = plan.perCore("row maxima and sums", Math.max(ahead, steps), 1, stateBytes);
      Buffer references =
          plan.scoreSpans("maxima of steps", steps, shifts ? 1 : 0, shifts ? stateBytes : 0);
      if (spans.sumTiles() + spans.shiftTiles() > 0) {
        plan.perCore("ones", 1, 1, (long) tiling.colsPerTile() * shape.elementBytes());
      }
      return new SpanSchedule(problem, plan, buffers, states, references);
    }

    @Override
    public Pipeline pipeline(int pass, Team team, ProgramSink sink) {
      return new SpanBlocks(problem, team, sink, buffers, states, references).pipeline();
    }
  }
}
