package masattention.interpret.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import masattention.npu.HandMachine;
import masattention.npu.Interference;
import masattention.npu.NpuConfig;
import masattention.program.EngineKind;
import masattention.program.L1Plan;
import masattention.program.MatrixTask;
import masattention.program.Op;
import masattention.program.Op.Product;
import masattention.program.Operand;
import masattention.program.ProgramBuilder;
import masattention.program.SoftmaxTask;
import masattention.program.Tensor;
import masattention.program.Tile;
import masattention.tiling.BlockGrid;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/**
 * Engines in program order and the arbitration of the DRAM channel, task by task: b bytes take b /
 * 4 cycles and are usable 3 later, a 4 × 4 × 4 product takes 10 cycles.
 */
class SimulationTest {
  private static final long Q0 = Tile.of(Tensor.Q, 0, 0, 0);
  private static final long K0 = Tile.of(Tensor.K, 0, 0, 0);
  private static final long V0 = Tile.of(Tensor.V, 0, 0, 0);
  private static final long S0 = Tile.of(Tensor.S, 0, 0, 0);

  private ProgramBuilder builder = builder(HandMachine.withL1(2, 1 << 20));

  private static ProgramBuilder builder(NpuConfig machine) {
    AttentionShape shape = new AttentionShape(1, 1, 1, 8, 8, 4, 4, false, 2);
    L1Plan plan = new L1Plan(machine);
    plan.resident("slots", 1, 8, 1000, 1000, true);
    return new ProgramBuilder(new BlockGrid(shape, Tiling.resident(shape, 4, 4)), machine, plan);
  }

  private void scores(int core, int out) {
    Op.Matmul op = new Op.Matmul(Product.SCORES, 4, 4, 4, false, false, 2, 2);
    builder.matmul(
        new MatrixTask(
            EngineKind.MAC, core, op, Operand.of(0, Q0), Operand.of(1, K0), Operand.of(out, S0)));
  }

  private void check(long[]... startReleaseEnd) {
    Timeline timeline = Simulation.run(builder.build());
    StringBuilder expected = new StringBuilder();
    StringBuilder found = new StringBuilder();
    for (int task = 0; task < timeline.program().size(); task++) {
      long[] cycles = startReleaseEnd[task];
      expected.append("%d: %d %d %d%n".formatted(task, cycles[0], cycles[1], cycles[2]));
      found.append(
          "%d: %d %d %d%n"
              .formatted(
                  task,
                  timeline.startCycle(task),
                  timeline.releaseCycle(task),
                  timeline.endCycle(task)));
    }
    assertEquals(expected.toString(), found.toString());
  }

  private static long[] cycles(long start, long release, long end) {
    return new long[] {start, release, end};
  }

  @Test
  void aQueueIsFreeBeforeItsDataIsUsable() {
    builder.load(0, 0, Q0, 1, 40);
    builder.load(0, 1, K0, 1, 20);
    scores(0, 2);
    check(cycles(0, 10, 13), cycles(10, 15, 18), cycles(18, 28, 28));
  }

  @Test
  void theLongestReadyTransferGoesFirst() {
    builder.load(0, 0, Q0, 1, 40);
    builder.load(0, 1, K0, 1, 40);
    builder.load(0, 2, V0, 1, 40);
    builder.load(1, 3, V0, 1, 400);
    // core 0 goes first at 0; core 1 has waited since 0, core 0's second since 10
    check(cycles(0, 10, 13), cycles(110, 120, 123), cycles(120, 130, 133), cycles(10, 110, 113));
  }

  @Test
  void oneThatBecomesReadyWhileTheChannelIsBusyCounts() {
    builder.load(0, 0, Q0, 1, 4);
    builder.load(0, 1, K0, 1, 4);
    scores(0, 2);
    builder.store(0, 2, S0, 1, 4, false);
    builder.load(1, 3, V0, 1, 400);
    builder.load(0, 4, V0, 1, 400);
    builder.load(0, 5, V0, 1, 4);
    check(
        cycles(0, 1, 4),
        cycles(101, 102, 105), // ready at 1, core 1 since 0
        cycles(105, 115, 115),
        cycles(202, 203, 206), // ready at 115 while core 0's 100 cycles end at 202
        cycles(1, 101, 104),
        cycles(102, 202, 205),
        cycles(203, 204, 207)); // ready at 202, the store since 115
  }

  @Test
  void tiesGoToTheLowerCoreAndToLoadsBeforeStores() {
    builder.load(0, 0, Q0, 1, 4);
    builder.load(0, 1, K0, 1, 4);
    builder.barrier();
    builder.store(1, 0, Q0, 1, 40, false);
    builder.load(1, 4, V0, 1, 40);
    builder.store(0, 0, Q0, 1, 40, false);
    builder.load(0, 5, V0, 1, 40);
    // K is usable at 5, when all four become ready
    check(
        cycles(0, 1, 4),
        cycles(1, 2, 5),
        cycles(35, 45, 48),
        cycles(25, 35, 38),
        cycles(15, 25, 28),
        cycles(5, 15, 18));
  }

  @Test
  void aTransferThatIsReadyLaterIsNotWaitedFor() {
    builder.load(0, 0, Q0, 1, 4);
    builder.load(0, 1, K0, 1, 4);
    scores(0, 2);
    builder.store(0, 2, S0, 1, 40, false);
    builder.barrier(1, EngineKind.LOAD);
    builder.load(1, 3, V0, 1, 4);
    // the store is ready at 15; the load of core 1 at 0, so that it goes between core 0's two
    check(cycles(0, 1, 4), cycles(2, 3, 6), cycles(6, 16, 16), cycles(16, 26, 29), cycles(1, 2, 5));
  }

  @Test
  void aStoreReleasesItsSlotBeforeItsBytesAreReadable() {
    builder.load(0, 0, Q0, 1, 4);
    builder.load(0, 1, K0, 1, 4);
    scores(0, 2);
    builder.store(0, 2, S0, 1, 40, false);
    builder.load(0, 2, V0, 1, 4);
    builder.load(1, 3, S0, 1, 4);
    check(
        cycles(0, 1, 4),
        cycles(1, 2, 5),
        cycles(5, 15, 15),
        cycles(15, 25, 28),
        cycles(25, 26, 29), // V over S as soon as the transfer has ended
        cycles(28, 29, 32)); // S back from DRAM only after the latency
  }

  @Test
  void aProductReleasesTheOperandSlotsWhenItEnds() {
    builder.load(0, 0, Q0, 1, 4);
    builder.load(0, 1, K0, 1, 4);
    scores(0, 2);
    builder.load(0, 1, V0, 1, 4);
    check(cycles(0, 1, 4), cycles(1, 2, 5), cycles(5, 15, 15), cycles(15, 16, 19));
  }

  @Test
  void overwritingALoadWaitsForItsLatency() {
    builder.load(0, 1, K0, 1, 4);
    builder.load(1, 1, V0, 1, 4);
    check(cycles(0, 1, 4), cycles(4, 5, 8));
  }

  @Test
  void aBarrierIncludesTheLatency() {
    builder.load(0, 0, Q0, 1, 40);
    builder.barrier();
    builder.load(0, 1, K0, 1, 40);
    builder.load(1, 2, V0, 1, 40);
    check(cycles(0, 10, 13), cycles(13, 23, 26), cycles(23, 33, 36));
  }

  @Test
  void theMakespanCountsTheLatencyOfTheLastStore() {
    builder.load(0, 0, Q0, 1, 4);
    builder.store(0, 0, Q0, 1, 4, false);
    Timeline timeline = Simulation.run(builder.build());
    assertEquals(1 + 3 + 1 + 3, timeline.makespanCycles());
    assertEquals(2, timeline.busy().dram());
  }

  /**
   * A 4 × 4 softmax has 2 + (16·8 + 4·4)/8 = 20 cycles of work. Beside it a product of 10 cycles
   * takes 10·1.5 = 15, from 15 to 30; the softmax has done 15/2 by then and needs 12.5 more, to
   * 42.5, rounded up.
   */
  @Test
  void unitsThatSlowEachOtherDoSoWhileBothAreBusy() {
    builder =
        builder(HandMachine.withL1(2, 1 << 20).withInterference(Interference.ofPercent(50, 100)));
    builder.load(0, 0, Q0, 1, 4);
    builder.load(0, 1, K0, 1, 4);
    scores(0, 2);
    builder.softmax(
        new SoftmaxTask(
            0,
            new Op.Softmax(4, 4, true, 2),
            Operand.of(2, S0),
            new Operand(2, S0, 0),
            Operand.of(0, Tile.NONE)));
    scores(0, 3);
    check(
        cycles(0, 1, 4),
        cycles(1, 2, 5),
        cycles(5, 15, 15),
        cycles(15, 43, 43),
        cycles(15, 30, 30));
    assertEquals(20, Simulation.run(builder.build()).busy().vec());
    assertEquals(20, Simulation.run(builder.build()).busy().mac());
  }

  /** The other core's product changes nothing. */
  @Test
  void unitsOfDifferentCoresDoNotSlowEachOther() {
    builder =
        builder(HandMachine.withL1(2, 1 << 20).withInterference(Interference.ofPercent(50, 100)));
    builder.load(0, 0, Q0, 1, 4);
    builder.load(0, 1, K0, 1, 4);
    scores(0, 2);
    builder.softmax(
        new SoftmaxTask(
            0,
            new Op.Softmax(4, 4, true, 2),
            Operand.of(2, S0),
            new Operand(2, S0, 0),
            Operand.of(0, Tile.NONE)));
    scores(1, 3);
    check(
        cycles(0, 1, 4), cycles(1, 2, 5), cycles(5, 15, 15), cycles(15, 35, 35), cycles(5, 15, 15));
  }
}
