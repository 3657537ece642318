package masattention.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import masattention.input.InvalidInputException;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedule.Schedulers;
import masattention.search.Objective;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import org.junit.jupiter.api.Test;

class SimulatorTest {
  private static final AttentionShape SHAPE = AttentionShape.selfAttention(2, 64, 32);
  private static final NpuConfig EDGE = Machines.resolve("edge").config();
  private static final Simulator SMALL = new Simulator(Network.of("small", SHAPE), EDGE, 1);

  @Test
  void aReplayIsTheSimulationOfItsTiling() {
    Measurement simulated =
        SMALL
            .simulate(Schedulers.FLAT, Tiling.resident(SHAPE, 16, 32).withKvBuffers(2))
            .orElseThrow();
    String text = TilingText.of(simulated.tiling(), SHAPE);
    assertEquals(simulated, SMALL.replay(Schedulers.FLAT, text).orElseThrow());
  }

  @Test
  void aComparisonHasEverySchedulerAtTheTilingThatASearchFinds() {
    var rows = SMALL.compare(Objective.CYCLES);
    List<Schedulers> order = new ArrayList<>(rows.keySet());
    assertEquals(List.of(Schedulers.values()), order);
    for (Schedulers scheduler : order) {
      Measurement row = rows.get(scheduler).orElseThrow();
      assertEquals(row, SMALL.search(scheduler, Objective.CYCLES).orElseThrow());
      assertEquals(row, SMALL.simulate(scheduler, row.tiling()).orElseThrow());
      assertTrue(row.cycles() >= row.boundCycles(), scheduler.id());
    }
  }

  /** 2,048 whole rows of scores, FP16, take 4 MiB for one row block of 1,024 queries. */
  @Test
  void aTilingThatDoesNotFitIsAValueWithAReason() {
    Network network = Network.of("large", AttentionShape.selfAttention(1, 2048, 64));
    Simulator large = new Simulator(network, EDGE, 1);
    Outcome<Measurement> outcome = large.replay(Schedulers.MAS, "rows=1024,cols=64");
    Outcome.Infeasible<?> infeasible = assertInstanceOf(Outcome.Infeasible.class, outcome);
    assertTrue(infeasible.reason().contains("bytes"), infeasible.reason());
    assertEquals(infeasible.reason(), outcome.fold(Measurement::network, reason -> reason));
    assertTrue(outcome.optional().isEmpty());
    assertEquals(
        infeasible.reason(),
        assertThrows(IllegalArgumentException.class, outcome::orElseThrow).getMessage());
  }

  @Test
  void aSearchOfAnEmptySpaceSaysWhatTheLeastTilingNeeds() {
    AttentionShape longRows = AttentionShape.selfAttention(1, 1_000_000, 64);
    NpuConfig machine = Machines.resolve("tileflow-edge").config();
    Simulator none = new Simulator(Network.of("long", longRows), machine, 1);
    Outcome<Measurement> outcome = none.search(Schedulers.LAYER_WISE, Objective.CYCLES);
    String reason = outcome.fold(row -> "it fits", why -> why);
    String start = "No tiling of layer-wise fits long on tileflow-edge; with rows=1,";
    assertTrue(reason.startsWith(start), reason);
  }

  @Test
  void textsThatDescribeNoTilingOfTheLayerAreRefused() {
    for (String text : List.of("rows=16", "rows=0,cols=16", "rows=65,cols=16")) {
      InvalidInputException refusal =
          assertThrows(InvalidInputException.class, () -> SMALL.replay(Schedulers.MAS, text), text);
      assertTrue(refusal.getMessage().startsWith("Tiling " + text + ": "), refusal.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> new Simulator(SMALL.network(), EDGE, 0));
  }
}
