package masattention.experiments.sweep;

import masattention.npu.EnergyCosts;
import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;

/** A machine with one value changed. */
public final class MachineChange {
  private final NpuConfig base;
  private int cores;
  private long fillCycles;
  private int lanes;
  private VectorCosts vectorCosts;
  private long l1Bytes;
  private long l1BytesPerCycle;
  private long dramMillibytesPerCycle;
  private long dramLatencyCycles;
  private EnergyCosts energyCosts;

  private MachineChange(NpuConfig base) {
    this.base = base;
    cores = base.cores();
    fillCycles = base.macFillCycles();
    lanes = base.vectorLanes();
    vectorCosts = base.vectorCosts();
    l1Bytes = base.l1Bytes();
    l1BytesPerCycle = base.l1BytesPerCyclePerCore();
    dramMillibytesPerCycle = base.dramMillibytesPerCycle();
    dramLatencyCycles = base.dramLatencyCycles();
    energyCosts = base.energyCosts();
  }

  private NpuConfig machine() {
    return new NpuConfig(
        base.name(),
        base.clockMegahertz(),
        cores,
        base.macRows(),
        base.macCols(),
        base.macDepth(),
        fillCycles,
        lanes,
        vectorCosts,
        l1Bytes,
        base.l1Shared(),
        l1BytesPerCycle,
        dramMillibytesPerCycle,
        dramLatencyCycles,
        energyCosts,
        base.outputsInSeries(),
        base.postedWrites());
  }

  /** The capacity of L1 of all cores together stays. */
  public static NpuConfig cores(NpuConfig base, int cores) {
    MachineChange change = new MachineChange(base);
    change.cores = cores;
    return change.machine();
  }

  public static NpuConfig fillCycles(NpuConfig base, long cycles) {
    MachineChange change = new MachineChange(base);
    change.fillCycles = cycles;
    return change.machine();
  }

  public static NpuConfig lanes(NpuConfig base, int lanes) {
    MachineChange change = new MachineChange(base);
    change.lanes = lanes;
    return change.machine();
  }

  public static NpuConfig vectorCosts(NpuConfig base, VectorCosts costs) {
    MachineChange change = new MachineChange(base);
    change.vectorCosts = costs;
    return change.machine();
  }

  /** The energy of L1 follows its capacity. */
  public static NpuConfig l1Bytes(NpuConfig base, long bytes) {
    MachineChange change = new MachineChange(base);
    change.l1Bytes = bytes;
    change.energyCosts = base.energyCosts().withL1Bytes(base.l1Bytes(), bytes);
    return change.machine();
  }

  public static NpuConfig l1BytesPerCycle(NpuConfig base, long bytesPerCyclePerCore) {
    MachineChange change = new MachineChange(base);
    change.l1BytesPerCycle = bytesPerCyclePerCore;
    return change.machine();
  }

  public static NpuConfig dramMillibytesPerCycle(NpuConfig base, long millibytes) {
    MachineChange change = new MachineChange(base);
    change.dramMillibytesPerCycle = millibytes;
    return change.machine();
  }

  public static NpuConfig dramLatencyCycles(NpuConfig base, long cycles) {
    MachineChange change = new MachineChange(base);
    change.dramLatencyCycles = cycles;
    return change.machine();
  }
}
