package masattention.experiments.davinci;

import static masattention.experiments.With.component;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import masattention.experiments.Case;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;
import masattention.workload.AttentionShape;
import masattention.workload.Network;

/**
 * The DaVinci preset, or one value of it changed.
 *
 * @param id what is changed
 * @param setting to what
 */
record Change(String id, String setting, BiFunction<NpuConfig, AttentionShape, NpuConfig> change) {
  private static final long LANES_OF_FIT = 128;

  /** The preset as it is. */
  static final Change NONE = of("preset", "as it is", machine -> machine);

  /** Every change, the preset as it is first. */
  static final List<Change> ALL =
      List.of(
          NONE,
          of("fill", "0 cycles", "macFillCycles", 0L),
          of("fill", "60 cycles", "macFillCycles", 60L),
          of("vector start", "0 cycles", m -> vector(m, "startupCycles", 0)),
          of("vector start", "35 cycles", m -> vector(m, "startupCycles", 35)),
          of("L1 bandwidth", "128 B/cycle", "l1BytesPerCyclePerCore", 128L),
          of("L1 bandwidth", "256 B/cycle", "l1BytesPerCyclePerCore", 256L),
          of("L1 bandwidth", "unlimited", "l1BytesPerCyclePerCore", NpuConfig.UNLIMITED),
          of("softmax cost", "no reductions", m -> vector(m, "reductionMilli", 0)),
          new Change(
              "softmax cost",
              "by length",
              (m, shape) -> vector(m, "reductionMilli", fittedReductionMilli(m, shape.seqKv()))),
          of("vector lanes", "64", "vectorLanes", 64),
          of("vector lanes", "256", "vectorLanes", 256),
          of("DRAM latency", "0 cycles", "dramLatencyCycles", 0L),
          of("DRAM latency", "420 cycles", "dramLatencyCycles", 420L),
          of("DRAM bandwidth", "half", m -> bandwidth(m, 1, 2)),
          of("DRAM bandwidth", "double", m -> bandwidth(m, 2, 1)));

  private static Change of(String id, String setting, UnaryOperator<NpuConfig> change) {
    return new Change(id, setting, (machine, shape) -> change.apply(machine));
  }

  private static Change of(String id, String setting, String component, Object value) {
    return of(id, setting, machine -> component(machine, component, value));
  }

  /** A network on the changed machine. */
  Case on(Network network) {
    NpuConfig preset = Machines.resolve("davinci").config();
    return new Case(id, setting, network, change.apply(preset, network.shape()));
  }

  /** What is changed, and to what. */
  String words() {
    return id + " " + setting;
  }

  private static NpuConfig vector(NpuConfig machine, String cost, long value) {
    return component(machine, "vectorCosts", component(machine.vectorCosts(), cost, value));
  }

  private static NpuConfig bandwidth(NpuConfig machine, int times, int over) {
    long millibytes = times * machine.dramMillibytesPerCycle() / over;
    return component(machine, "dramMillibytesPerCycle", millibytes);
  }

  /**
   * What is left for reductions of CANN's fitted SoftmaxFlashV2 cost at a length N, lanes · (6.14 /
   * (N − 5.6) + 0.06) / 0.89 lane-cycles per element (hicann/ge, read; start-up aside).
   */
  static long fittedReductionMilli(NpuConfig machine, int length) {
    VectorCosts c = machine.vectorCosts();
    double laneCycles = LANES_OF_FIT * (6.14 / (length - 5.6) + 0.06) / 0.89;
    long rest = c.maxMilli() + c.subMilli() + c.expMilli() + c.addMilli() + c.mulMilli();
    return Math.max(0, Math.round(laneCycles * 1000) - rest);
  }
}
