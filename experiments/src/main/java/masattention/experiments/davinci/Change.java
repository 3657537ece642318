package masattention.experiments.davinci;

import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import masattention.experiments.sweep.MachineChange;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;
import masattention.workload.AttentionShape;

/** The DaVinci preset, or one value of it changed. */
enum Change {
  NONE("preset", "as it is", machine -> machine),
  FILL_0("fill", "0 cycles", machine -> MachineChange.fillCycles(machine, 0)),
  FILL_60("fill", "60 cycles", machine -> MachineChange.fillCycles(machine, 60)),
  STARTUP_0("vector start", "0 cycles", machine -> startup(machine, 0)),
  STARTUP_35("vector start", "35 cycles", machine -> startup(machine, 35)),
  L1_128("L1 bandwidth", "128 B/cycle", machine -> MachineChange.l1BytesPerCycle(machine, 128)),
  L1_256("L1 bandwidth", "256 B/cycle", machine -> MachineChange.l1BytesPerCycle(machine, 256)),
  L1_UNLIMITED(
      "L1 bandwidth",
      "unlimited",
      machine -> MachineChange.l1BytesPerCycle(machine, NpuConfig.UNLIMITED)),
  REDUCTION_0("softmax cost", "no reductions", machine -> reduction(machine, 0)),
  SOFTMAX_BY_LENGTH(
      "softmax cost",
      "by length",
      (machine, shape) -> reduction(machine, fittedReductionMilli(machine, shape.seqKv()))),
  LANES_64("vector lanes", "64", machine -> MachineChange.lanes(machine, 64)),
  LANES_256("vector lanes", "256", machine -> MachineChange.lanes(machine, 256)),
  LATENCY_0("DRAM latency", "0 cycles", machine -> MachineChange.dramLatencyCycles(machine, 0)),
  LATENCY_420(
      "DRAM latency", "420 cycles", machine -> MachineChange.dramLatencyCycles(machine, 420)),
  DRAM_HALF(
      "DRAM bandwidth",
      "half",
      machine ->
          MachineChange.dramMillibytesPerCycle(machine, machine.dramMillibytesPerCycle() / 2)),
  DRAM_DOUBLE(
      "DRAM bandwidth",
      "double",
      machine ->
          MachineChange.dramMillibytesPerCycle(machine, 2 * machine.dramMillibytesPerCycle()));

  private static final long LANES_OF_FIT = 128;

  private final String id;
  private final String setting;
  private final BiFunction<NpuConfig, AttentionShape, NpuConfig> change;

  Change(String id, String setting, UnaryOperator<NpuConfig> change) {
    this(id, setting, (machine, shape) -> change.apply(machine));
  }

  Change(String id, String setting, BiFunction<NpuConfig, AttentionShape, NpuConfig> change) {
    this.id = id;
    this.setting = setting;
    this.change = change;
  }

  /** What is changed. */
  String id() {
    return id;
  }

  /** To what. */
  String setting() {
    return setting;
  }

  /** The machine for a shape. */
  NpuConfig machine(AttentionShape shape) {
    return change.apply(Machines.resolve("davinci").config(), shape);
  }

  private static NpuConfig startup(NpuConfig machine, long cycles) {
    VectorCosts c = machine.vectorCosts();
    return MachineChange.vectorCosts(
        machine,
        new VectorCosts(
            c.maxMilli(),
            c.subMilli(),
            c.expMilli(),
            c.addMilli(),
            c.mulMilli(),
            c.divMilli(),
            c.reductionMilli(),
            cycles));
  }

  private static NpuConfig reduction(NpuConfig machine, long milli) {
    VectorCosts c = machine.vectorCosts();
    return MachineChange.vectorCosts(
        machine,
        new VectorCosts(
            c.maxMilli(),
            c.subMilli(),
            c.expMilli(),
            c.addMilli(),
            c.mulMilli(),
            c.divMilli(),
            milli,
            c.startupCycles()));
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
