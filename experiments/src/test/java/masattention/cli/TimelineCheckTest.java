package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import masattention.interpret.timing.Timeline;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Schedulers;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.simulator.TilingText;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import masattention.workload.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code mas simulate --check}: says nothing of what is right, and of what is wrong what it is. */
class TimelineCheckTest {
  /** As LawsTest of the simulator prints a counterexample; its LawCaseTest has this line too. */
  private static final String LINE =
      "./mas simulate --network bert-small --batch 2 --heads 1 --kv-heads 1 --seq-q 1 --seq-kv 1"
          + " --head-dim 4 --value-dim 4 --element-bytes 1 --causal --scheduler mas-spill"
          + " --machine edge --tiling rows=1,cols=1,kv-buffers=2,resident-keys=1,"
          + "resident-values=1,partition=heads,depth=4,value-cols=1 --check=7";

  @Test
  void theLineOfACounterexampleRuns() {
    Call call = Call.line(LINE.replace("./mas ", ""));
    assertEquals("", call.err());
    assertEquals(CommandRunner.OK, call.exitCode());
  }

  @ParameterizedTest
  @EnumSource(Schedulers.class)
  void everySchedulerPasses(Schedulers scheduler) {
    String line =
        "simulate --network bert-small --seq 50 --heads 3 --tiling rows=16,cols=20 --scheduler "
            + scheduler.id();
    Call checked = Call.line(line + " --check");
    assertEquals("", checked.err());
    assertEquals(CommandRunner.OK, checked.exitCode());
    assertEquals(Call.line(line).out(), checked.out().replaceAll("(?m)^checked: .*\n", ""));
  }

  @Test
  void aWrongMeasurementIsFound() {
    Network network = Networks.resolve("bert-small");
    AttentionShape shape = network.shape().withSequence(32);
    NpuConfig machine = Machines.resolve("edge").config();
    Tiling tiling = TilingText.parse("rows=16,cols=16", shape, Schedulers.MAS);
    Timeline timeline =
        Simulator.timeline(Schedulers.MAS, Problem.of(shape, machine, tiling)).orElseThrow();
    Measurement right = Measurement.of(network, Schedulers.MAS, timeline);
    TimelineCheck.check(right, timeline, 1);
    assertFound("but the whole program", timeline, with(right, right.cycles() + 1, 0));
    assertFound("below the bound", timeline, with(right, right.boundCycles() - 1, 0));
    assertFound("exceeds the L1", timeline, with(right, right.cycles(), machine.l1Bytes() + 1));
  }

  private static Measurement with(Measurement m, long cycles, long l1PeakBytes) {
    return new Measurement(
        m.network(),
        m.shape(),
        m.machine(),
        m.scheduler(),
        m.tiling(),
        cycles,
        m.boundCycles(),
        m.busy(),
        m.work(),
        m.energy(),
        OptionalLong.of(l1PeakBytes));
  }

  private static void assertFound(String expected, Timeline timeline, Measurement wrong) {
    String complaint =
        assertThrows(IllegalStateException.class, () -> TimelineCheck.check(wrong, timeline, 1))
            .getMessage();
    assertTrue(complaint.contains(expected), complaint);
  }
}
