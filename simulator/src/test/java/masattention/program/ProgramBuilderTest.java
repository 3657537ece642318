package masattention.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.TreeSet;
import masattention.npu.HandMachine;
import masattention.npu.NpuConfig;
import masattention.program.Op.Product;
import masattention.tiling.BlockGrid;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/**
 * Which dependencies follow from which accesses; a release of a store's slot is marked {@code r}.
 */
class ProgramBuilderTest {
  private static final int SLOTS = 8;
  private static final long Q0 = Tile.of(Tensor.Q, 0, 0, 0);
  private static final long Q1 = Tile.of(Tensor.Q, 0, 1, 0);
  private static final long K0 = Tile.of(Tensor.K, 0, 0, 0);
  private static final long K1 = Tile.of(Tensor.K, 0, 0, 1);
  private static final long V0 = Tile.of(Tensor.V, 0, 0, 0);
  private static final long S0 = Tile.of(Tensor.S, 0, 0, 0);
  private static final long P0 = Tile.of(Tensor.P, 0, 0, 0);
  private static final long O0 = Tile.of(Tensor.O, 0, 0, 0);
  private static final long STATE0 = Tile.of(Tensor.STATE, 0, 0, 0);

  private final ProgramBuilder builder = builder(2);

  private static ProgramBuilder builder(int cores) {
    AttentionShape shape = new AttentionShape(1, 1, 1, 8, 8, 4, 4, false, 2);
    NpuConfig machine = HandMachine.withL1(cores, 1 << 20);
    L1Plan plan = new L1Plan(machine);
    plan.resident("slots", 1, SLOTS, 32, 32, true);
    return new ProgramBuilder(new BlockGrid(shape, Tiling.resident(shape, 4, 4)), machine, plan);
  }

  private void load(int slot, long tile) {
    builder.load(0, slot, tile, 1, 32);
  }

  private void scores(
      int core, int querySlot, int keySlot, long key, int out, boolean accumulates) {
    long scores = Tile.of(Tensor.S, 0, 0, Tile.subTile(key));
    Op.Matmul op = new Op.Matmul(Product.SCORES, 4, 4, 4, accumulates, false, 2, 2);
    builder.matmul(
        new MatrixTask(
            EngineKind.MAC,
            core,
            op,
            Operand.of(querySlot, Q0),
            Operand.of(keySlot, key),
            Operand.of(out, scores)));
  }

  private void outputs() {
    Op.Matmul op = new Op.Matmul(Product.VALUES, 4, 4, 4, false, false, 2, 2);
    builder.matmul(
        new MatrixTask(
            EngineKind.MAC, 0, op, Operand.of(3, P0), Operand.of(2, V0), Operand.of(4, O0)));
  }

  private String dependencies(int task) {
    Program program = builder.build();
    TreeSet<String> found = new TreeSet<>();
    for (int i = program.firstDependency(task); i < program.firstDependency(task + 1); i++) {
      found.add(program.dependsOn(i) + (program.onRelease(i) ? "r" : ""));
    }
    return String.join(" ", found);
  }

  @Test
  void aReaderWaitsForTheWritersOfWhatItReads() {
    load(0, Q0);
    load(1, K0);
    scores(0, 0, 1, K0, 2, false);
    assertEquals("", dependencies(0));
    assertEquals("", dependencies(1));
    assertEquals("0 1", dependencies(2));
  }

  @Test
  void aWriterWaitsForTheLastReaderOfEveryEngineAndForTheLastWriter() {
    load(0, Q0);
    load(1, K0);
    load(2, K1);
    scores(0, 0, 1, K0, 3, false);
    scores(0, 0, 2, K1, 4, false);
    scores(1, 0, 1, K0, 5, false);
    load(0, Q1);
    // 3 and 4 read Q on one in-order engine, so that 4 stands for both; 5 on another core's
    assertEquals("0 4r 5r", dependencies(6));
  }

  @Test
  void aWriterWaitsForTheLastWriterEvenWithoutAReader() {
    load(0, K0);
    load(0, K1);
    load(0, V0);
    assertEquals("0", dependencies(1));
    assertEquals("1", dependencies(2));
  }

  @Test
  void readersBeforeTheLastWriteDoNotCount() {
    load(0, Q0);
    load(1, K0);
    scores(0, 0, 1, K0, 2, false);
    load(1, K1);
    load(1, V0);
    assertEquals("1 2r", dependencies(3));
    assertEquals("3", dependencies(4));
  }

  @Test
  void anAccumulationReadsAndWritesItsOutput() {
    load(0, Q0);
    load(1, K0);
    scores(0, 0, 1, K0, 2, false);
    scores(0, 0, 1, K0, 2, true);
    assertEquals("0 1 2", dependencies(3));
  }

  @Test
  void aStoreIsWaitedForAtItsReleaseByItsSlotAndAtItsEndByALoad() {
    load(0, Q0);
    load(1, K0);
    scores(0, 0, 1, K0, 2, false);
    builder.store(0, 2, S0, 1, 32, false);
    load(2, K1);
    load(3, S0);
    assertEquals("2", dependencies(3));
    assertEquals("2 3r", dependencies(4));
    assertEquals("3", dependencies(5));
  }

  @Test
  void aLoadOfAnInputWaitsForNoStore() {
    load(0, K0);
    load(1, K0);
    assertEquals("", dependencies(1));
  }

  @Test
  void aTransferOfSeveralTilesDependsOnAllOfThem() {
    load(0, Q0);
    load(1, K0);
    load(2, K1);
    scores(0, 0, 1, K0, 3, false);
    scores(1, 0, 2, K1, 4, false);
    builder.store(0, 3, S0, 2, 64, false);
    builder.load(1, 5, S0, 2, 64);
    assertEquals("3 4", dependencies(5));
    assertEquals("5", dependencies(6));
  }

  @Test
  void softmaxTurnsScoresIntoProbabilitiesInTheirSlot() {
    load(0, Q0);
    load(1, K0);
    load(2, V0);
    scores(0, 0, 1, K0, 3, false);
    builder.softmax(
        new SoftmaxTask(
            0,
            new Op.Softmax(4, 4, true, 2),
            Operand.of(3, S0),
            new Operand(3, S0, 0),
            Operand.of(0, Tile.NONE)));
    outputs();
    scores(0, 0, 1, K0, 3, false);
    assertEquals("3", dependencies(4));
    assertEquals("2 4", dependencies(5));
    // the slot of the scores: written by the softmax, read by the product with V
    assertEquals("0 1 4 5r", dependencies(6));
  }

  @Test
  void onlineSoftmaxCarriesItsState() {
    load(0, Q0);
    load(1, K0);
    load(2, K1);
    scores(0, 0, 1, K0, 3, false);
    scores(0, 0, 2, K1, 4, false);
    long s1 = Tile.of(Tensor.S, 0, 0, 1);
    builder.onlineSoftmax(0, 3, S0, 5, STATE0, 4, 4, true);
    builder.onlineSoftmax(0, 4, s1, 5, STATE0, 4, 4, false);
    assertEquals("3", dependencies(5));
    assertEquals("4 5", dependencies(6));
  }

  @Test
  void readingAnOverwrittenTileNamesSlotAndBothTiles() {
    load(0, Q0);
    load(1, K0);
    load(1, V0);
    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> scores(0, 0, 1, K0, 2, false));
    assertEquals(
        "Task 3 wants K[head 0, tile 0] in slot 1, which holds V[head 0, tile 0].",
        refusal.getMessage());
  }

  @Test
  void readingAnEmptySlotIsRefused() {
    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> builder.store(0, 7, O0, 1, 32, false));
    assertEquals(
        "Task 0 wants O[head 0, block 0] in slot 7, which holds nothing.", refusal.getMessage());
  }

  @Test
  void scoresAreNotProbabilities() {
    load(0, Q0);
    load(1, K0);
    load(2, V0);
    scores(0, 0, 1, K0, 3, false);
    assertThrows(IllegalStateException.class, this::outputs);
  }

  @Test
  void accumulatingIntoAnotherTileIsRefused() {
    load(0, Q0);
    load(1, K0);
    load(2, K1);
    scores(0, 0, 1, K0, 3, false);
    assertThrows(IllegalStateException.class, () -> scores(0, 0, 2, K1, 3, true));
  }

  @Test
  void aGlobalBarrierOrdersEveryEngineOfEveryCore() {
    load(0, Q0);
    builder.load(1, 1, K0, 1, 32);
    load(2, K1);
    builder.barrier();
    builder.load(1, 3, V0, 1, 32);
    builder.load(1, 4, V0, 1, 32);
    load(5, V0);
    // the last task of every engine, once, by the first later task of every engine
    assertEquals("1 2", dependencies(3));
    assertEquals("", dependencies(4));
    assertEquals("1 2", dependencies(5));
  }

  @Test
  void aCoreBarrierLeavesOtherCoresAlone() {
    load(0, Q0);
    builder.load(1, 1, K0, 1, 32);
    builder.barrier(0, EngineKind.values());
    load(2, K1);
    builder.load(1, 3, V0, 1, 32);
    assertEquals("0", dependencies(2));
    assertEquals("", dependencies(3));
  }

  @Test
  void aBarrierOverSomeEnginesLeavesTheOthersAlone() {
    load(0, Q0);
    load(1, K0);
    scores(0, 0, 1, K0, 2, false);
    builder.barrier(0, EngineKind.MAC, EngineKind.VEC);
    load(3, V0);
    builder.softmax(
        new SoftmaxTask(
            0,
            new Op.Softmax(4, 4, true, 2),
            Operand.of(2, S0),
            new Operand(2, S0, 0),
            Operand.of(0, Tile.NONE)));
    scores(0, 0, 1, K0, 4, false);
    assertEquals("", dependencies(3));
    assertEquals("2", dependencies(4));
    // besides its operands: the last task of MAC, not the softmax after the barrier
    assertEquals("0 1 2", dependencies(5));
  }

  @Test
  void barriersAddUp() {
    load(0, Q0);
    load(1, K0);
    builder.barrier();
    builder.barrier(0, EngineKind.MAC, EngineKind.VEC);
    builder.store(0, 1, K0, 1, 32, false);
    scores(0, 0, 1, K0, 2, false);
    assertEquals("1", dependencies(2));
    assertEquals("0 1", dependencies(3));
  }
}
