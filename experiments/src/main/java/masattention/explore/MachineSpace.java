package masattention.explore;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import masattention.input.InvalidInputException;
import masattention.input.JsonFields;
import masattention.input.JsonFile;
import masattention.npu.NpuConfig;

/**
 * The machines among which an exploration looks: every combination of the values of some
 * parameters, around a base machine that has the rest.
 */
public final class MachineSpace implements Serializable {
  private final NpuConfig base;
  private final EnumMap<Parameter, List<List<Long>>> values = new EnumMap<>(Parameter.class);

  /** The base machine alone. */
  public MachineSpace(NpuConfig base) {
    this.base = base;
  }

  NpuConfig base() {
    return base;
  }

  /** The values of the parameters that were set, in the order of the parameters. */
  Map<Parameter, List<List<Long>>> values() {
    return values;
  }

  /** The parameters that have several values. */
  List<Parameter> varied() {
    return values.keySet().stream().filter(p -> values.get(p).size() > 1).toList();
  }

  /**
   * Sets the values of a parameter, each of which must make a machine when it alone is changed;
   * {@code where} names the flag or field in a refusal.
   */
  public void set(Parameter parameter, String where, String text) {
    try {
      List<List<Long>> read = parameter.read(base, text).stream().distinct().toList();
      read.stream().map(value -> parameter.in(base, value)).forEach(Objects::requireNonNull);
      values.put(parameter, read);
    } catch (IllegalArgumentException | ArithmeticException e) {
      String complaint = e.getMessage().replaceFirst("\\.$", "");
      throw new InvalidInputException("%s (%s): %s.".formatted(where, text, complaint));
    }
  }

  /**
   * Sets what a file says: values as on the command line; the weights of the area are returned, the
   * assumed ones where it has none.
   */
  public AreaProxy read(String path) {
    JsonFields file = JsonFile.read(path);
    set(file, path + ": ", Parameter.byField(false), "energy", "area");
    if (file.has("energy")) {
      set(file.object("energy"), path + ": energy.", Parameter.byField(true));
    }
    return file.has("area") ? AreaProxy.read(file.object("area")) : AreaProxy.ASSUMED;
  }

  private void set(JsonFields from, String where, Map<String, Parameter> known, String... others) {
    from.allowOnly(
        Stream.concat(known.keySet().stream(), Stream.of(others)).toArray(String[]::new));
    known.forEach(
        (name, parameter) -> {
          if (from.has(name)) {
            set(parameter, where + name, from.textOrNumber(name));
          }
        });
  }

  /** How many machines there are. */
  long size() {
    return values.values().stream().mapToLong(List::size).reduce(1, Math::multiplyExact);
  }

  /** Makes the machines, the last parameter varying fastest; for one thread. */
  final class MachineCursor {
    private final List<Map.Entry<Parameter, List<List<Long>>>> axes =
        List.copyOf(values.entrySet());
    private final NpuConfig[] machines = new NpuConfig[axes.size() + 1];
    private final long[] at = new long[axes.size() + 1];

    MachineCursor() {
      machines[0] = base;
    }

    /**
     * A machine by its place; cheap where the one before was a neighbour.
     *
     * @throws IllegalArgumentException where its values do not go together
     */
    NpuConfig machine(long index) {
      return machine(index, axes.size());
    }

    /** A machine with the values of the first axes, by its place among these. */
    private NpuConfig machine(long index, int count) {
      if (machines[count] == null || at[count] != index) {
        Map.Entry<Parameter, List<List<Long>>> axis = axes.get(count - 1);
        int size = axis.getValue().size();
        List<Long> value = axis.getValue().get((int) (index % size));
        machines[count] = axis.getKey().in(machine(index / size, count - 1), value);
        at[count] = index;
      }
      return machines[count];
    }
  }
}
