package masattention.interpret.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import masattention.interpret.timing.Simulation;
import masattention.interpret.timing.Timeline;
import masattention.laws.RandomCases;
import masattention.laws.RandomPrograms;
import masattention.laws.TwoTiles;
import masattention.program.Buffer;
import masattention.program.EditedProgram;
import masattention.program.L1Plan;
import masattention.program.Op;
import masattention.program.Program;
import masattention.program.Tensor;
import masattention.program.Tile;
import masattention.reference.AttentionInputs;
import masattention.schedulers.Schedulers;
import org.junit.jupiter.api.Test;

/** The executor runs tasks in the order of their starts and refuses what cannot be. */
class NumericExecutionTest {

  @Test
  void tasksRunInTheOrderOfTheirStarts() {
    int overtakes = 0;
    for (Program program : RandomPrograms.of(Schedulers.MAS, 20)) {
      Timeline timeline = Simulation.run(program);
      int[] order = NumericExecution.order(timeline);
      for (int i = 1; i < order.length; i++) {
        long before = timeline.startCycle(order[i - 1]);
        long now = timeline.startCycle(order[i]);
        assertTrue(before < now || (before == now && order[i - 1] < order[i]));
        overtakes += order[i - 1] > order[i] ? 1 : 0;
      }
    }
    assertTrue(overtakes > 100, "only %d tasks overtake".formatted(overtakes));
  }

  /** Tasks of {@link TwoTiles}: loads of Q, K, V, then S, P, O, then the store of O. */
  @Test
  void aTransferMovesTheBytesThatItSays() {
    assertRefused(
        "Task 0: The transfer moves 2 bytes and says 3.",
        EditedProgram.with(TwoTiles.flat(), 0, new Op.Load(Tensor.Q, 3)));
    assertRefused(
        "Task 6: The transfer moves 2 bytes and says 1.",
        EditedProgram.with(TwoTiles.flat(), 6, new Op.Store(Tensor.O, 1, false)));
  }

  @Test
  void aTileFitsItsSlot() {
    assertRefused(
        "Task 3: S[head 0, block 0, tile 0] of 12 bytes is written to slot 2 of 4.",
        EditedProgram.with(
            TwoTiles.flat(), 3, new Op.Matmul(Op.Product.SCORES, 2, 1, 2, false, false, 1, 3)));
  }

  /** FuseMax's running maxima and sums take the two FP32 values per row that are planned for. */
  @Test
  void theStateOfRowsTakesWhatIsPlanned() {
    int refused = 0;
    for (Program program : RandomPrograms.of(Schedulers.FUSEMAX, 30)) {
      AttentionInputs inputs =
          AttentionInputs.random(program.grid().shape(), RandomCases.generator(1));
      int[] order = NumericExecution.order(Simulation.run(program));
      for (Buffer buffer : program.plan().buffers()) {
        if (buffer.pieces() == 0 || buffer.owners() > 1 || !buffer.name().contains("maxima")) {
          continue;
        }
        Program shorter = EditedProgram.withShorter(program, buffer);
        String complaint =
            assertThrows(
                    IllegalStateException.class,
                    () ->
                        NumericExecution.outputs(
                            shorter, order, inputs.queries(), inputs.keys(), inputs.values()))
                .getMessage();
        assertTrue(complaint.contains(" is written to slot "), complaint);
        refused++;
      }
    }
    assertTrue(refused > 5, "only %d buffers".formatted(refused));
  }

  @Test
  void aFreshSlotHoldsNothing() {
    L1Plan plan = TwoTiles.flat().plan();
    Slots slots = new Slots(plan);
    for (Tensor tensor : Tensor.values()) {
      long tile = Tile.of(tensor, 0, 0, 0);
      assertThrows(IllegalStateException.class, () -> slots.read(0, tile));
    }
  }

  private static void assertRefused(String complaint, Program program) {
    int[] order = new int[program.size()];
    Arrays.setAll(order, task -> task);
    float[] two = {1, 2};
    assertEquals(
        complaint,
        assertThrows(
                IllegalStateException.class,
                () -> NumericExecution.outputs(program, order, two, two, two))
            .getMessage());
  }
}
