package masattention.experiments.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import masattention.experiments.CoreSet;
import masattention.interpret.timing.Timeline;
import masattention.interpret.trace.ChromeTrace;
import masattention.npu.NpuConfig;
import masattention.program.EngineKind;
import masattention.schedule.Problem;
import masattention.schedule.Schedulers;
import masattention.simulator.Simulator;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WindowTest {
  private static final NpuConfig EDGE = CoreSet.presets().get(0).config();
  private static final AttentionShape SHAPE = AttentionShape.selfAttention(4, 64, 32);

  private static Timeline timeline(Schedulers scheduler) {
    Tiling tiling = Tiling.resident(SHAPE, 16, 32);
    boolean keeps = scheduler != Schedulers.FLAT_STREAM;
    return Simulator.timeline(
            scheduler, Problem.of(SHAPE, EDGE, keeps ? tiling : tiling.withResident(0, 0)))
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(Schedulers.class)
  void aWindowOverAllIsTheTimeline(Schedulers scheduler) {
    Timeline timeline = timeline(scheduler);
    Window all = new Window(timeline, timeline.makespanCycles());
    long cycles = timeline.makespanCycles();
    assertEquals(4 * 64, all.rowsFinished());
    assertEquals(100.0 * timeline.busy().dram() / cycles, all.channelPercent(), 1e-9);
    assertEquals(100.0 * timeline.busy().vec() / cycles / 2, all.busyPercent(EngineKind.VEC), 1e-9);
  }

  @ParameterizedTest
  @EnumSource(Schedulers.class)
  void halvesAddUp(Schedulers scheduler) throws IOException {
    Timeline timeline = timeline(scheduler);
    Window half = new Window(timeline, timeline.makespanCycles() / 2);
    int vec = EngineKind.VEC.of(0);
    long after = 0;
    int shown = 0;
    for (int task = 0; task < timeline.program().size(); task++) {
      shown += timeline.startCycle(task) < half.cycles() ? 1 : 0;
      if (timeline.program().engine(task) == vec) {
        long start = Math.max(half.cycles(), timeline.startCycle(task));
        after += Math.max(0, timeline.releaseCycle(task) - start);
      }
    }
    Window all = new Window(timeline, timeline.makespanCycles());
    assertEquals(all.busy(vec), half.busy(vec) + after);
    assertTrue(half.rowsFinished() < 4 * 64);
    assertEquals(shown, tasksOfTrace(half));
  }

  private static int tasksOfTrace(Window window) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ChromeTrace.write(window.timeline(), window.cycles(), bytes);
    int tasks = 0;
    for (JsonNode event : new ObjectMapper().readTree(bytes.toByteArray()).get("traceEvents")) {
      if (event.get("ph").asText().equals("X")) {
        tasks++;
        assertTrue(event.get("args").get("startCycle").longValue() < window.cycles());
      }
    }
    return tasks;
  }
}
