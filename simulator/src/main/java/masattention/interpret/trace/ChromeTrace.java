package masattention.interpret.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import masattention.interpret.memory.Occupancy;
import masattention.interpret.timing.Timeline;
import masattention.program.EngineKind;
import masattention.program.Program;

/**
 * Writes a timeline in the <a
 * href="https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU">trace-event
 * format</a> that Perfetto and chrome://tracing read: one process per core, one track per engine,
 * and a process of the whole chip with a counter of the bytes in L1.
 *
 * <p>Times are in microseconds of the machine's clock, to the picosecond; the exact cycles are
 * among the arguments. A transfer's bar is its time on the DRAM channel, without the latency.
 */
public final class ChromeTrace {
  private static final int DECIMALS = 6;
  private static final EngineKind[] KINDS = EngineKind.values();

  private final Timeline timeline;
  private final Program program;
  private final long untilCycle;
  private final JsonGenerator json;

  private ChromeTrace(Timeline timeline, long untilCycle, JsonGenerator json) {
    this.timeline = timeline;
    this.untilCycle = untilCycle;
    program = timeline.program();
    this.json = json;
  }

  /** Writes the trace of {@code timeline} as UTF-8 and leaves {@code out} open. */
  public static void write(Timeline timeline, OutputStream out) throws IOException {
    write(timeline, Long.MAX_VALUE, out);
  }

  /** As {@link #write(Timeline, OutputStream)}, of what starts before {@code untilCycle} only. */
  public static void write(Timeline timeline, long untilCycle, OutputStream out)
      throws IOException {
    JsonFactory factory =
        JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      new ChromeTrace(timeline, untilCycle, json).write();
    }
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeStringField("displayTimeUnit", "ns");
    json.writeArrayFieldStart("traceEvents");
    names();
    for (int task = 0; task < program.size(); task++) {
      if (timeline.startCycle(task) < untilCycle) {
        task(task);
      }
    }
    for (Occupancy.Step step : Occupancy.of(timeline).steps()) {
      if (step.cycle() < untilCycle) {
        counter(step);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void names() throws IOException {
    int cores = program.machine().cores();
    boolean[] used = new boolean[cores * EngineKind.PER_CORE];
    for (int task = 0; task < program.size(); task++) {
      used[program.engine(task)] = true;
    }
    for (int core = 0; core < cores; core++) {
      name("process_name", core, 0, "core " + core);
      for (EngineKind kind : KINDS) {
        if (used[kind.of(core)]) {
          name("thread_name", core, kind.ordinal(), kind.name());
        }
      }
    }
    name("process_name", cores, 0, program.machine().name());
  }

  private void name(String event, int process, int thread, String name) throws IOException {
    start(event, "M", process, thread);
    json.writeObjectFieldStart("args");
    json.writeStringField("name", name);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void task(int task) throws IOException {
    int engine = program.engine(task);
    BigDecimal from = microseconds(timeline.startCycle(task));
    BigDecimal to = microseconds(timeline.releaseCycle(task));
    start(
        TaskName.of(program, task),
        "X",
        EngineKind.coreOf(engine),
        EngineKind.kindOf(engine).ordinal());
    json.writeStringField("cat", EngineKind.kindOf(engine).name());
    json.writeNumberField("ts", from);
    json.writeNumberField("dur", to.subtract(from));
    json.writeObjectFieldStart("args");
    json.writeNumberField("task", task);
    json.writeNumberField("startCycle", timeline.startCycle(task));
    json.writeNumberField("cycles", timeline.releaseCycle(task) - timeline.startCycle(task));
    for (TaskSizes.Size size : TaskSizes.of(program.op(task))) {
      json.writeNumberField(size.name(), size.value());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void counter(Occupancy.Step step) throws IOException {
    start("L1 bytes", "C", program.machine().cores(), 0);
    json.writeNumberField("ts", microseconds(step.cycle()));
    json.writeObjectFieldStart("args");
    json.writeNumberField("bytes", step.bytes());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void start(String name, String phase, int process, int thread) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("ph", phase);
    json.writeNumberField("pid", process);
    json.writeNumberField("tid", thread);
  }

  private BigDecimal microseconds(long cycle) {
    return BigDecimal.valueOf(cycle)
        .divide(
            new BigDecimal(program.machine().clockMegahertz()), DECIMALS, RoundingMode.HALF_EVEN);
  }
}
