package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import masattention.interpret.timing.Timeline;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.simulator.TilingText;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import masattention.workload.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code mas simulate --check}: says nothing of what is right, and of what is wrong what it is. */
class TimelineCheckTest {
  /** As LawsTest of the simulator prints a counterexample; its LawCaseTest has this line too. */
  private static final String LINE =
      "./mas simulate --network bert-small --batch 2 --heads 10 --kv-heads 2 --seq-q 6 --seq-kv 6"
          + " --head-dim 6 --value-dim 6 --element-bytes 2 --causal --scheduler mas-spill"
          + " --machine edge --tiling rows=3,cols=2,kv-buffers=2,resident-keys=3,"
          + "resident-values=3,partition=rows,depth=3,value-cols=2 --check=18";

  @Test
  void theLineOfACounterexampleRuns() {
    Call call = Call.line(LINE.replace("./mas ", ""));
    assertEquals("", call.err());
    assertEquals(CommandRunner.OK, call.exitCode());
  }

  @ParameterizedTest
  @MethodSource("masattention.schedulers.Schedulers#builtIn")
  void everySchedulerPasses(Scheduler scheduler) {
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
