package masattention.interpret.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import masattention.npu.HandMachine;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedule.Scheduling.Feasible;
import masattention.schedulers.Schedulers;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/**
 * Operations and bytes by hand, by section 5 of the model.
 *
 * <p>One head, one block of 5 rows, N = 7 keys in sub-tiles of 4 and 3, E = 6, F = 9, FP16, on a 4
 * × 4 array.
 */
class WorkTest {
  private static final AttentionShape SHAPE = new AttentionShape(1, 1, 1, 5, 7, 6, 9, false, 2);

  private static WorkCounts work(Scheduler scheduler) {
    Problem problem = Problem.of(SHAPE, HandMachine.oneCore(), Tiling.resident(SHAPE, 5, 4));
    return Work.of(assertInstanceOf(Feasible.class, scheduler.schedule(problem)).program());
  }

  @Test
  void flat() {
    WorkCounts work = work(Schedulers.FLAT);
    assertEquals(5 * 7 * (6 + 9), work.macs());
    assertEquals(5 * 7, work.adds());
    assertEquals(5 * 7, work.subs());
    assertEquals(5 * 7, work.muls());
    assertEquals(5 * 7, work.maxes());
    assertEquals(5 * 7, work.exps());
    assertEquals(5, work.divs());
    // Q, K, V in, O out
    long in = 2 * (5 * 6 + 7 * 6 + 7 * 9);
    long out = 2 * 5 * 9;
    assertEquals(in, work.dramReadBytes());
    assertEquals(out, work.dramWriteBytes());
    assertEquals(0, work.refetchBytes());
    assertEquals(0, work.spillBytes());
    // products 5×6×4, 5×6×3, 5×4×9, 5×3×9; m·k·ceil(n/4) + k·n·ceil(5/4 → 2)
    long l0Reads = (30 * 1 + 24 * 2) + (30 * 1 + 18 * 2) + (20 * 3 + 36 * 2) + (15 * 3 + 27 * 2);
    assertEquals(2 * l0Reads, work.l0ReadBytes());
    long factors = (30 + 24) + (30 + 18) + (20 + 36) + (15 + 27);
    assertEquals(2 * factors, work.l0WriteBytes());
    // factors, O again for the second product, two reads of S, O to DRAM
    assertEquals(2 * (factors + 45) + 2 * 2 * 35 + out, work.l1ReadBytes());
    // S, O twice, P, and what comes from DRAM
    assertEquals(2 * (20 + 15 + 45 + 45) + 2 * 35 + in, work.l1WriteBytes());
  }

  @Test
  void fuseMax() {
    WorkCounts work = work(Schedulers.FUSEMAX);
    // two sub-tiles: every operation once per element, and all but the division once per row of
    // each;
    // the rescaling of 5 × 9 once, the division of 5 × 9 once
    assertEquals(35 + 2 * 5, work.maxes());
    assertEquals(35 + 2 * 5, work.subs());
    assertEquals(35 + 2 * 5, work.exps());
    assertEquals(35 + 2 * 5, work.adds());
    assertEquals(2 * 5 + 45 + 45, work.muls());
    assertEquals(5, work.divs());
    long in = 2 * (5 * 6 + 7 * 6 + 7 * 9);
    long out = 2 * 5 * 9;
    long factors = (30 + 24) + (30 + 18) + (20 + 36) + (15 + 27);
    // the accumulator is FP32: read by the second product, the rescaling and the division
    assertEquals(2 * factors + 3 * 4 * 45 + 2 * 2 * 35 + out, work.l1ReadBytes());
    assertEquals(2 * 35 + 4 * 4 * 45 + 2 * 35 + in, work.l1WriteBytes());
  }

  @Test
  void halfAnArrayReadsTheRightFactorMoreOften() {
    // as flat, but ceil(5 / 2) = 3 passes over K and V
    long l0Reads = (30 * 1 + 24 * 3) + (30 * 1 + 18 * 3) + (20 * 3 + 36 * 3) + (15 * 3 + 27 * 3);
    assertEquals(2 * l0Reads, work(Schedulers.TILEFLOW).l0ReadBytes());
  }

  @Test
  void unfusedSchedulersMoveScores() {
    long compulsory = 2 * (5 * 6 + 7 * 6 + 7 * 9 + 5 * 9);
    long scores = 2 * 5 * 7;
    WorkCounts layerWise = work(Schedulers.LAYER_WISE);
    assertEquals(compulsory + 4 * scores, layerWise.dramReadBytes() + layerWise.dramWriteBytes());
    WorkCounts softPipe = work(Schedulers.SOFT_PIPE);
    assertEquals(compulsory + 2 * scores, softPipe.dramReadBytes() + softPipe.dramWriteBytes());
  }

  @Test
  void streamingReportsRefetchedBytes() {
    AttentionShape shape = new AttentionShape(1, 4, 2, 10, 7, 6, 9, false, 2);
    Problem problem =
        Problem.of(shape, HandMachine.oneCore(), Tiling.resident(shape, 4, 4).withResident(0, 0));
    WorkCounts work =
        Work.of(
            assertInstanceOf(Feasible.class, Schedulers.FLAT_STREAM.schedule(problem)).program());
    // two groups of ⌈2·10 / 4⌉ row blocks fetch a K and a V head each, compulsory are two
    long head = 2 * 7 * (6 + 9);
    assertEquals(2L * 4 * 10 * 6 + 2 * 5 * head, work.dramReadBytes());
    assertEquals((2 * 5 - 2) * head, work.refetchBytes());
  }
}
