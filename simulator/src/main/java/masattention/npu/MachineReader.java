package masattention.npu;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import masattention.input.GradedValue;
import masattention.input.JsonFields;
import masattention.input.JsonFile;
import masattention.input.JsonLayers;

/** Reads a machine file; docs/input-files.md describes the format. */
final class MachineReader {

  private final JsonFields root;
  private final Map<String, GradedValue> values = new LinkedHashMap<>();

  private MachineReader(JsonFields root) {
    this.root = root;
  }

  static Machine read(JsonFields root) {
    return new MachineReader(root.has("extends") ? extended(root) : root).machine();
  }

  /** A file that changes some values of a preset: the rest keep their grades and sources. */
  private static JsonFields extended(JsonFields root) {
    Map<String, JsonFields> presets = new LinkedHashMap<>();
    Machines.PRESETS.forEach(
        name -> presets.put(name, JsonFile.readResource(Machines.class, name + ".json")));
    JsonFields preset = root.choice("extends", presets);
    if (root.hasObject("dram") && root.object("dram").has("bytesPerSecond")) {
      preset = JsonLayers.without(preset, "dram", "bytesPerCycle");
    }
    preset = JsonLayers.without(JsonLayers.without(preset, "name"), "description");
    return JsonLayers.over(JsonLayers.without(root, "extends"), preset);
  }

  private Machine machine() {
    root.allowOnly(
        "name",
        "description",
        "clockMegahertz",
        "cores",
        "mac",
        "vector",
        "l1",
        "dram",
        "interference",
        "energy");
    String name = root.name("name");
    String description = root.has("description") ? root.text("description") : "";
    GradedFields top = new GradedFields(root, values);
    double clockMegahertz = top.thousandths("clockMegahertz", 1, 1000 * NpuConfig.LARGEST) / 1000.0;
    int cores = top.intNumber("cores", 1, NpuConfig.MOST_CORES);

    GradedFields mac = part("mac", "rows", "cols", "depth", "fillCycles", "outputsInSeries");
    int rows = mac.intNumber("rows", 1, NpuConfig.MOST_ARRAY_SIDE);
    int cols = mac.intNumber("cols", 1, NpuConfig.MOST_ARRAY_SIDE);
    int depth = mac.intNumber("depth", 1, NpuConfig.MOST_ARRAY_SIDE);
    long fillCycles =
        mac.has("fillCycles")
            ? mac.longNumber("fillCycles", 0, NpuConfig.MOST_CYCLES)
            : mac.derived(
                "fillCycles",
                (long) rows + cols - 2,
                "mac.rows + mac.cols - 2 = %s + %s - 2".formatted(rows, cols));
    boolean outputsInSeries = mac.has("outputsInSeries") && mac.flag("outputsInSeries");

    GradedFields vector =
        part(
            "vector",
            "lanes",
            "startupCycles",
            "maxLaneCycles",
            "subLaneCycles",
            "expLaneCycles",
            "addLaneCycles",
            "mulLaneCycles",
            "divLaneCycles",
            "reductionLaneCycles",
            "expBeside");
    int lanes = vector.intNumber("lanes", 1, NpuConfig.MOST_LANES);
    VectorCosts vectorCosts = vectorCosts(vector);

    GradedFields l1 = part("l1", "bytes", "shared", "bytesPerCyclePerCore");
    long l1Bytes = l1.longNumber("bytes", 1, NpuConfig.LARGEST);
    boolean l1Shared = l1.flag("shared");
    long l1BytesPerCycle =
        l1.longNumberOrUnlimited("bytesPerCyclePerCore", 1, NpuConfig.LARGEST, NpuConfig.UNLIMITED);

    GradedFields dram =
        part("dram", "bytesPerCycle", "bytesPerSecond", "latencyCycles", "postedWrites");
    long dramMillibytesPerCycle = dramMillibytesPerCycle(dram, clockMegahertz);
    long dramLatencyCycles = dram.longNumber("latencyCycles", 0, NpuConfig.MOST_CYCLES);
    boolean postedWrites = dram.has("postedWrites") && dram.flag("postedWrites");

    Interference interference = root.has("interference") ? interference() : Interference.NONE;

    EnergyCosts energyCosts = energyCosts();
    NpuConfig config =
        root.build(
            () ->
                new NpuConfig(
                    name,
                    clockMegahertz,
                    cores,
                    rows,
                    cols,
                    depth,
                    fillCycles,
                    lanes,
                    vectorCosts,
                    l1Bytes,
                    l1Shared,
                    l1BytesPerCycle,
                    dramMillibytesPerCycle,
                    dramLatencyCycles,
                    energyCosts,
                    outputsInSeries,
                    postedWrites,
                    interference));
    return new Machine(config, description, values);
  }

  /** The DRAM bandwidth, which a file may state per cycle or per second. */
  private long dramMillibytesPerCycle(GradedFields dram, double clockMegahertz) {
    if (!dram.has("bytesPerSecond")) {
      return dram.thousandths("bytesPerCycle", 1, NpuConfig.LARGEST);
    }
    if (dram.has("bytesPerCycle")) {
      throw root.refused("dram states bytesPerCycle and bytesPerSecond; leave one of them out.");
    }
    long perSecond = dram.longNumber("bytesPerSecond", 1, Long.MAX_VALUE / 1000);
    BigDecimal clock = BigDecimal.valueOf(clockMegahertz);
    BigDecimal millibytes =
        BigDecimal.valueOf(perSecond)
            .divide(clock.multiply(BigDecimal.valueOf(1000)), 0, RoundingMode.HALF_EVEN);
    if (millibytes.signum() < 1
        || millibytes.compareTo(BigDecimal.valueOf(NpuConfig.LARGEST)) > 0) {
      throw root.refused(
          "dram.bytesPerSecond (%s) at clockMegahertz (%s) must be from 0.001 to 1099511627.776 bytes per cycle."
              .formatted(perSecond, clock.toPlainString()));
    }
    dram.derived(
        "bytesPerCycle",
        millibytes.movePointLeft(3).toPlainString(),
        "dram.bytesPerSecond / clock = %s / %s MHz, rounded to thousandths"
            .formatted(perSecond, clock.toPlainString()));
    return millibytes.longValueExact();
  }

  private VectorCosts vectorCosts(GradedFields vector) {
    long startupCycles = vector.longNumber("startupCycles", 0, VectorCosts.LARGEST);
    long max = laneCycles(vector, "max");
    long sub = laneCycles(vector, "sub");
    long exp = laneCycles(vector, "exp");
    long add = laneCycles(vector, "add");
    long mul = laneCycles(vector, "mul");
    long div = laneCycles(vector, "div");
    long reduction = laneCycles(vector, "reduction");
    boolean expBeside = vector.has("expBeside") && vector.flag("expBeside");
    return root.build(
        () -> new VectorCosts(max, sub, exp, add, mul, div, reduction, startupCycles, expBeside));
  }

  private static long laneCycles(GradedFields vector, String operation) {
    return vector.thousandths(operation + "LaneCycles", 0, VectorCosts.LARGEST);
  }

  private Interference interference() {
    GradedFields fields = part("interference", "macPercent", "vecPercent");
    int mac = percent(fields, "macPercent");
    int vec = percent(fields, "vecPercent");
    return root.build(() -> new Interference(mac, vec));
  }

  private static int percent(GradedFields fields, String name) {
    return fields.has(name) ? Math.toIntExact(fields.tenths(name, 0, Interference.MOST_TENTHS)) : 0;
  }

  private EnergyCosts energyCosts() {
    String[] names = {
      "macPicojoules",
      "addPicojoules",
      "subPicojoules",
      "mulPicojoules",
      "maxPicojoules",
      "expPicojoules",
      "divPicojoules",
      "l0ReadPicojoulesPerByte",
      "l0WritePicojoulesPerByte",
      "l1ReadPicojoulesPerByte",
      "l1WritePicojoulesPerByte",
      "dramPicojoulesPerByte",
      "staticMilliwatts"
    };
    GradedFields energy = part("energy", names);
    double[] costs = new double[names.length];
    for (int i = 0; i < names.length; i++) {
      costs[i] = energy.decimal(names[i], 0, EnergyCosts.LARGEST);
    }
    return root.build(
        () ->
            new EnergyCosts(
                costs[0], costs[1], costs[2], costs[3], costs[4], costs[5], costs[6], costs[7],
                costs[8], costs[9], costs[10], costs[11], costs[12]));
  }

  private GradedFields part(String name, String... fields) {
    return new GradedFields(root.object(name).allowOnly(fields), values);
  }
}
