package masattention.interpret.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import masattention.interpret.memory.Occupancy;
import masattention.interpret.timing.Simulation;
import masattention.interpret.timing.Timeline;
import masattention.laws.RandomPrograms;
import masattention.laws.TwoTiles;
import masattention.program.Op;
import masattention.program.Program;
import masattention.program.Tensor;
import masattention.program.Tile;
import masattention.schedule.Scheduler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Traces are valid trace-event files that say what the timeline says. */
class ChromeTraceTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static String trace(Timeline timeline) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ChromeTrace.write(timeline, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Three cycles of the hand-computed program are a microsecond. */
  @Test
  void theScoresOfTheHandComputedProgram() throws IOException {
    String trace = trace(Simulation.run(TwoTiles.flat()));
    String scores =
        "{\"name\":\"S head 0 block 0 tile 0\",\"ph\":\"X\",\"pid\":0,\"tid\":0,\"cat\":\"MAC\","
            + "\"ts\":2.000000,\"dur\":1.333333,\"args\":{\"task\":3,\"startCycle\":6,"
            + "\"cycles\":4,\"m\":2,\"k\":1,\"n\":2}}";
    String counter =
        "{\"name\":\"L1 bytes\",\"ph\":\"C\",\"pid\":1,\"tid\":0,\"ts\":2.000000,"
            + "\"args\":{\"bytes\":10}}";
    assertTrue(trace.contains(scores), trace);
    assertTrue(trace.contains(counter), trace);
    assertTrue(trace.contains("\"name\":\"load K head 0 tile 0\""), trace);
    assertTrue(trace.contains("\"name\":\"store O head 0 block 0\""), trace);
  }

  @ParameterizedTest
  @MethodSource("masattention.schedulers.Schedulers#builtIn")
  void tracksDoNotOverlapAndEveryTaskIsThere(Scheduler scheduler) throws IOException {
    for (Program program : RandomPrograms.of(scheduler, 10)) {
      Timeline timeline = Simulation.run(program);
      JsonNode root = JSON.readTree(trace(timeline));
      Map<String, BigDecimal> trackEnd = new HashMap<>();
      Set<String> named = new HashSet<>();
      List<Long> counted = new ArrayList<>();
      int tasks = 0;
      for (JsonNode event : root.get("traceEvents")) {
        assertTrue(event.get("name").isTextual() && event.get("pid").isInt(), event.toString());
        String track = event.get("pid") + "/" + event.get("tid");
        switch (event.get("ph").textValue()) {
          case "M" -> {
            assertTrue(event.get("args").get("name").isTextual());
            if (event.get("name").textValue().equals("thread_name")) {
              named.add(track);
            }
          }
          case "X" -> {
            tasks++;
            BigDecimal start = event.get("ts").decimalValue();
            BigDecimal end = start.add(event.get("dur").decimalValue());
            BigDecimal before = trackEnd.put(track, end);
            assertTrue(before == null || before.compareTo(start) <= 0, event.toString());
            assertTrue(end.compareTo(start) >= 0 && named.contains(track), event.toString());
          }
          case "C" -> counted.add(event.get("args").get("bytes").longValue());
          default -> throw new AssertionError("unknown phase in " + event);
        }
      }
      assertEquals(program.size(), tasks);
      assertEquals(
          Occupancy.of(timeline).steps().stream().map(Occupancy.Step::bytes).toList(), counted);
    }
  }

  @Test
  void theFileBeginsWithItsUnitAndTracksAndEndsInALine() throws IOException {
    String trace = trace(Simulation.run(TwoTiles.flat()));
    String beginning =
        "{\"displayTimeUnit\":\"ns\",\"traceEvents\":["
            + "{\"name\":\"process_name\",\"ph\":\"M\",\"pid\":0,\"tid\":0,"
            + "\"args\":{\"name\":\"core 0\"}},"
            + "{\"name\":\"thread_name\",\"ph\":\"M\",\"pid\":0,\"tid\":0,"
            + "\"args\":{\"name\":\"MAC\"}},";
    assertTrue(trace.startsWith(beginning), trace);
    assertTrue(
        trace.contains(
            "{\"name\":\"process_name\",\"ph\":\"M\",\"pid\":1,\"tid\":0,"
                + "\"args\":{\"name\":\"tiny\"}}"),
        trace);
    assertTrue(trace.endsWith("}]}\n"), trace);
  }

  /** A bar says which tiles its task works on, and how large the work is. */
  @ParameterizedTest
  @MethodSource("masattention.schedulers.Schedulers#builtIn")
  void barsSayWhatTheirTasksDo(Scheduler scheduler) throws IOException {
    for (Program program : RandomPrograms.of(scheduler, 10)) {
      for (JsonNode event : JSON.readTree(trace(Simulation.run(program))).get("traceEvents")) {
        if (event.get("ph").textValue().equals("X")) {
          int task = event.get("args").get("task").intValue();
          String name = event.get("name").textValue();
          String pattern = namePattern(program.op(task));
          assertTrue(name.matches(pattern), name + " is not " + pattern);
          assertEquals(sizes(program.op(task)), sizes(event.get("args")));
          if (program.op(task) instanceof Op.Matmul matmul
              && matmul.product() == Op.Product.VALUES) {
            long value = program.tileRead(program.firstAccess(task + 1) - 2);
            assertTrue(name.endsWith(" tile " + Tile.subTile(value)), name);
          }
        }
      }
    }
  }

  private static String namePattern(Op op) {
    String block = " head \\d+ block \\d+";
    if (op instanceof Op.Load load) {
      return "load " + tiles(load.tensor());
    } else if (op instanceof Op.Store store) {
      return (store.spill() ? "spill " : "store ") + tiles(store.tensor());
    } else if (op instanceof Op.Matmul matmul) {
      String tile = block + " tile \\d+";
      return switch (matmul.product()) {
        case SCORES -> "S" + tile;
        case VALUES -> "O" + tile;
        case SHIFT -> "shift S" + tile;
      };
    } else if (op instanceof Op.SpanSoftmax span) {
      return (span.exponentiates() ? "P" : "max S") + block + " tile \\d+";
    } else if (op instanceof Op.Softmax) {
      return tiles(Tensor.P);
    } else if (op instanceof Op.OnlineSoftmax) {
      return "P" + block + " tile \\d+";
    } else {
      return (op instanceof Op.Rescale ? "rescale O" : "normalize O") + block;
    }
  }

  private static String tiles(Tensor tensor) {
    return switch (tensor) {
      case K, V -> tensor + " head \\d+ tile \\d+( to \\d+)?";
      case Q, O, STATE -> tensor + " head \\d+ block \\d+";
      case S, P, REFERENCE -> tensor + " head \\d+ block \\d+ tile \\d+( to \\d+)?";
    };
  }

  private static List<Long> sizes(Op op) {
    if (op instanceof Op.Load load) {
      return List.of(load.bytes());
    } else if (op instanceof Op.Store store) {
      return List.of(store.bytes());
    } else if (op instanceof Op.Matmul matmul) {
      return List.of((long) matmul.m(), (long) matmul.k(), (long) matmul.n());
    } else if (op instanceof Op.Softmax softmax) {
      return List.of((long) softmax.m(), (long) softmax.n());
    } else if (op instanceof Op.OnlineSoftmax softmax) {
      return List.of((long) softmax.m(), (long) softmax.n());
    } else if (op instanceof Op.SpanSoftmax span) {
      return List.of((long) span.m(), (long) span.n());
    } else if (op instanceof Op.Rescale rescale) {
      return List.of((long) rescale.m(), (long) rescale.f());
    } else {
      Op.Normalize normalize = (Op.Normalize) op;
      return List.of((long) normalize.m(), (long) normalize.f());
    }
  }

  private static List<Long> sizes(JsonNode args) {
    List<Long> sizes = new ArrayList<>();
    for (String name : List.of("bytes", "m", "k", "n")) {
      if (args.has(name)) {
        sizes.add(args.get(name).longValue());
      }
    }
    return sizes;
  }
}
