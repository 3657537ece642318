package masattention.explore;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import masattention.explore.MachinePoint.MacArray;
import masattention.input.InvalidInputException;
import masattention.input.JsonFields;
import masattention.input.JsonFile;
import masattention.npu.NpuConfig;

/**
 * The machines among which an exploration looks: every combination of the values of four
 * parameters, around a base machine that has the rest.
 */
public final class ExplorationSpace {
  private static final int MOST_POINTS = 1_000_000;
  private static final long MOST_WEIGHT = 1_000_000_000L;

  private final NpuConfig base;
  private List<MacArray> macs;
  private List<Long> lanes;
  private List<Long> l1Bytes;
  private List<Long> dramMillibytes;
  private AreaProxy area = AreaProxy.ASSUMED;

  /** The base machine alone. */
  public ExplorationSpace(NpuConfig base) {
    this.base = base;
    MachinePoint point = MachinePoint.of(base);
    macs = List.of(point.mac());
    lanes = List.of((long) point.vectorLanes());
    l1Bytes = List.of(point.l1Bytes());
    dramMillibytes = List.of(point.dramMillibytesPerCycle());
  }

  /** A parameter that varies, under the name that it has in files. */
  public enum Parameter {
    MAC_ARRAY("macArray"),
    VECTOR_LANES("vectorLanes"),
    L1_BYTES("l1Bytes"),
    DRAM_BYTES_PER_CYCLE("dramBytesPerCycle");

    private final String field;

    Parameter(String field) {
      this.field = field;
    }
  }

  /** Sets the values of a parameter; {@code where} names the flag or field in a refusal. */
  public void set(Parameter parameter, String where, String text) {
    MachinePoint own = MachinePoint.of(base);
    long ownBytes = own.l1Bytes();
    long ownDram = own.dramMillibytesPerCycle();
    switch (parameter) {
      case MAC_ARRAY ->
          macs =
              parse(
                  where,
                  text,
                  Choice::arrays,
                  mac -> new MachinePoint(mac, own.vectorLanes(), ownBytes, ownDram));
      case VECTOR_LANES ->
          lanes =
              parse(
                  where,
                  text,
                  Choice::whole,
                  lane -> new MachinePoint(own.mac(), Math.toIntExact(lane), ownBytes, ownDram));
      case L1_BYTES ->
          l1Bytes =
              parse(
                  where,
                  text,
                  Choice::whole,
                  bytes -> new MachinePoint(own.mac(), own.vectorLanes(), bytes, ownDram));
      case DRAM_BYTES_PER_CYCLE ->
          dramMillibytes =
              parse(
                  where,
                  text,
                  Choice::thousandths,
                  dram -> new MachinePoint(own.mac(), own.vectorLanes(), ownBytes, dram));
    }
  }

  /** The values in {@code text}, each of which makes a machine when it alone is changed. */
  private <T> List<T> parse(
      String where,
      String text,
      Function<String, List<T>> reader,
      Function<T, MachinePoint> alone) {
    try {
      List<T> values = reader.apply(text).stream().distinct().toList();
      values.forEach(value -> alone.apply(value).applyTo(base));
      return values;
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
    long points = (long) macs.size() * lanes.size() * l1Bytes.size() * dramMillibytes.size();
    if (points > MOST_POINTS) {
      throw new InvalidInputException(
          "The space has %d machines; it must have at most %d.".formatted(points, MOST_POINTS));
    }
    List<NpuConfig> machines = new ArrayList<>();
    for (MacArray mac : macs) {
      for (long lane : lanes) {
        for (long bytes : l1Bytes) {
          for (long dram : dramMillibytes) {
            machines.add(machine(mac, lane, bytes, dram));
          }
        }
      }
    }
    return machines;
  }

  private NpuConfig machine(MacArray mac, long lane, long bytes, long dram) {
    try {
      return new MachinePoint(mac, Math.toIntExact(lane), bytes, dram).applyTo(base);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InvalidInputException(
          "A machine of the space (%s, %d lanes, %d bytes of L1) cannot be: %s"
              .formatted(mac, lane, bytes, e.getMessage()));
    }
  }
}
