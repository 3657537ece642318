package masattention.explore;

import static masattention.experiments.With.component;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import masattention.experiments.CoreSet;
import masattention.input.InvalidInputException;
import masattention.input.JsonFields;
import masattention.input.JsonFile;
import masattention.input.Unit;
import masattention.npu.NpuConfig;

/**
 * The machines among which an exploration looks: every combination of the values of four
 * parameters, around a base machine that has the rest.
 */
public final class ExplorationSpace {
  private static final int MOST_POINTS = 1_000_000;
  private static final long MOST_WEIGHT = 1_000_000_000L;

  private final NpuConfig base;
  private final Map<Parameter, List<UnaryOperator<NpuConfig>>> changes =
      new EnumMap<>(Parameter.class);
  private AreaProxy area = AreaProxy.ASSUMED;

  /** The base machine alone. */
  public ExplorationSpace(NpuConfig base) {
    this.base = base;
    for (Parameter parameter : Parameter.values()) {
      changes.put(parameter, List.of(machine -> machine));
    }
  }

  /** A parameter that varies, under the name that it has in files. */
  public enum Parameter {
    MAC_ARRAY(
        "macArray",
        each((base, text) -> Choice.arrays(text), (machine, array) -> array.in(machine))),
    VECTOR_LANES(
        "vectorLanes",
        each(
            (base, text) -> Choice.whole(text),
            (machine, lanes) -> component(machine, "vectorLanes", Math.toIntExact(lanes)))),
    L1_BYTES(
        "l1Bytes",
        each((base, text) -> Choice.whole(Choice.inUnit(text, Unit.BYTES)), CoreSet::withL1)),
    DRAM_BYTES_PER_CYCLE(
        "dramBytesPerCycle",
        each(
            (base, text) -> Choice.thousandths(Choice.perCycle(text, base)),
            (machine, bytes) -> component(machine, "dramMillibytesPerCycle", bytes)));

    private final String field;
    private final BiFunction<NpuConfig, String, List<UnaryOperator<NpuConfig>>> reader;

    Parameter(String field, BiFunction<NpuConfig, String, List<UnaryOperator<NpuConfig>>> reader) {
      this.field = field;
      this.reader = reader;
    }

    /** The changes of a machine that values in a text stand for. */
    private static <T> BiFunction<NpuConfig, String, List<UnaryOperator<NpuConfig>>> each(
        BiFunction<NpuConfig, String, List<T>> reader, BiFunction<NpuConfig, T, NpuConfig> change) {
      return (base, text) ->
          reader.apply(base, text).stream()
              .distinct()
              .map(value -> (UnaryOperator<NpuConfig>) machine -> change.apply(machine, value))
              .toList();
    }
  }

  /**
   * Sets the values of a parameter, each of which must make a machine when it alone is changed;
   * {@code where} names the flag or field in a refusal.
   */
  public void set(Parameter parameter, String where, String text) {
    try {
      List<UnaryOperator<NpuConfig>> values = parameter.reader.apply(base, text);
      values.stream().map(change -> change.apply(base)).forEach(Objects::requireNonNull);
      changes.put(parameter, values);
    } catch (IllegalArgumentException | ArithmeticException e) {
      String complaint = e.getMessage().replaceFirst("\\.$", "");
      throw new InvalidInputException("%s (%s): %s.".formatted(where, text, complaint));
    }
  }

  /** Sets what a file says: values as on the command line, and the weights of the area. */
  public void read(String path) {
    JsonFields file = JsonFile.read(path);
    file.allowOnly("macArray", "vectorLanes", "l1Bytes", "dramBytesPerCycle", "area");
    for (Parameter parameter : Parameter.values()) {
      if (file.has(parameter.field)) {
        set(parameter, path + ": " + parameter.field, file.textOrNumber(parameter.field));
      }
    }
    if (file.has("area")) {
      area = area(file.object("area"));
    }
  }

  private static AreaProxy area(JsonFields weights) {
    weights.allowOnly("perMac", "perLane", "perL1Kibibyte", "perDramBytePerCycle", "constant");
    return new AreaProxy(
        weight(weights, "perMac"),
        weight(weights, "perLane"),
        weight(weights, "perL1Kibibyte"),
        weight(weights, "perDramBytePerCycle"),
        weight(weights, "constant"));
  }

  private static BigDecimal weight(JsonFields weights, String name) {
    return BigDecimal.valueOf(weights.has(name) ? weights.thousandths(name, 0, MOST_WEIGHT) : 0, 3);
  }

  public AreaProxy area() {
    return area;
  }

  /** The machines, the last parameter varying fastest. */
  public List<NpuConfig> machines() {
    long points = 1;
    for (List<?> values : changes.values()) {
      points *= values.size();
    }
    if (points > MOST_POINTS) {
      throw new InvalidInputException(
          "The space has %d machines; it must have at most %d.".formatted(points, MOST_POINTS));
    }
    List<NpuConfig> machines = List.of(base);
    for (List<UnaryOperator<NpuConfig>> values : changes.values()) {
      machines =
          machines.stream()
              .flatMap(machine -> values.stream().map(change -> change.apply(machine)))
              .toList();
    }
    return machines;
  }
}
