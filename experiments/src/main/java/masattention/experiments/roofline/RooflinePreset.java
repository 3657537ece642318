package masattention.experiments.roofline;

import java.util.function.ToDoubleFunction;
import masattention.experiments.Point;
import masattention.experiments.Preset;
import masattention.interpret.timing.Bound;
import masattention.npu.Machine;
import masattention.npu.NpuConfig;
import masattention.report.Dataset;
import masattention.report.Values;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.workload.AttentionShape;

/** The points of one preset and its roofs. */
record RooflinePreset(Machine machine, Dataset<RooflinePoint> points) implements Preset {
  static RooflinePreset of(Machine machine, Dataset<RooflinePoint> all) {
    return new RooflinePreset(machine, all.where(p -> p.row().machine().equals(machine.config())));
  }

  Roofs roofs() {
    return new Roofs(machine.config());
  }

  Values<RooflinePoint> reached() {
    return points.values(RooflinePoint::reached);
  }

  Dataset<RooflinePoint> of(Scheduler scheduler) {
    return points.where(p -> p.row().scheduler() == scheduler);
  }

  /** A scheduler per row: ranges and means over the networks. */
  Dataset<Scheduler> table() {
    return Dataset.of(Schedulers.published())
        .text("scheduler", Scheduler::id)
        .number("operations per byte", s -> range(s, RooflinePoint::intensity))
        .number("GOP/s", s -> range(s, RooflinePoint::reached))
        .number("% of MAC and DRAM roofs", 1, s -> of(s).values(RooflinePoint::share).mean())
        .number("% of all three", 1, s -> of(s).values(RooflinePoint::shareOfAll).mean())
        .number("MAC lowest on", s -> limited(s, "MAC"))
        .number("VEC lowest on", s -> limited(s, "VEC"))
        .number("DRAM lowest on", s -> limited(s, "DRAM"));
  }

  private String range(Scheduler scheduler, ToDoubleFunction<RooflinePoint> quantity) {
    return of(scheduler).values(quantity).range(1);
  }

  private int limited(Scheduler scheduler, String roof) {
    return of(scheduler).where(p -> p.limit().equals(roof)).size();
  }

  /**
   * What a machine can reach at most, in operations of the products per nanosecond (GOP/s); a
   * multiply-accumulate is two operations.
   */
  record Roofs(NpuConfig machine) {
    static final int OPERATIONS_PER_MAC = 2;

    /** All matrix units busy in every cycle. */
    double mac() {
      double macsPerCycle =
          (double) machine.macRows() * machine.macCols() * machine.macDepth() * machine.cores();
      return OPERATIONS_PER_MAC * macsPerCycle * gigahertz();
    }

    /** Bytes of DRAM per nanosecond (GB/s): the slope of the DRAM roof. */
    double dramBytesPerNanosecond() {
      return machine.dramMillibytesPerCycle() / 1000.0 * gigahertz();
    }

    /** The DRAM channel busy in every cycle, at this many operations per byte. */
    double dram(double operationsPerByte) {
      return operationsPerByte * dramBytesPerNanosecond();
    }

    /** The lower of the roofs that depend on the machine alone. */
    double attainable(double operationsPerByte) {
      return Math.min(mac(), dram(operationsPerByte));
    }

    /** The operations per byte from which on the DRAM does not limit. */
    double ridge() {
      return mac() / dramBytesPerNanosecond();
    }

    /** All vector units busy in every cycle with the cheapest exact softmax of the shape. */
    double vec(AttentionShape shape) {
      double laneCycles = Bound.vectorMilliLaneCycles(shape, machine).doubleValue() / 1000;
      double cycles = laneCycles / machine.vectorLanes() / machine.cores();
      return operations(shape) / (cycles / gigahertz());
    }

    /** Operations of both products, unmasked positions only. */
    static double operations(AttentionShape shape) {
      return (double) OPERATIONS_PER_MAC
          * shape.visiblePositions()
          * (shape.headDim() + shape.valueDim());
    }

    double gigahertz() {
      return machine.clockMegahertz() / 1000.0;
    }
  }

  /** One scheduler on one network under the roofs of its machine. */
  record RooflinePoint(Point row) {
    /** As a file. */
    static Dataset<RooflinePoint> table(Dataset<RooflinePoint> rows) {
      return rows.text("preset", p -> p.row().machine().name())
          .text("network", RooflinePoint::network)
          .text("scheduler", p -> p.row().scheduler().id())
          .number("head_dim", p -> p.row().shape().headDim())
          .number("cycles", p -> p.row().cycles())
          .number("macs", p -> p.row().found().work().macs())
          .number("dram_bytes", p -> p.row().dramBytes())
          .number("operations_per_dram_byte", 4, RooflinePoint::intensity)
          .number("reached_gops", 3, RooflinePoint::reached)
          .number("mac_roof_gops", 3, p -> p.roofs().mac())
          .number("dram_roof_gops", 3, p -> p.roofs().dram(p.intensity()))
          .number("vec_roof_gops", 3, p -> p.roofs().vec(p.row().shape()))
          .number("attainable_gops", 3, RooflinePoint::attainable)
          .number("attainable_with_softmax_gops", 3, RooflinePoint::attainableWithSoftmax)
          .text("limit", RooflinePoint::limit)
          .number("reached_percent_of_attainable", 3, RooflinePoint::share)
          .number("reached_percent_of_attainable_with_softmax", 3, RooflinePoint::shareOfAll);
    }

    String network() {
      return row.network();
    }

    /** The command line that repeats it. */
    String command() {
      return row.command();
    }

    Roofs roofs() {
      return new Roofs(row.machine());
    }

    /** Operations of the products. */
    double operations() {
      return (double) Roofs.OPERATIONS_PER_MAC * row.found().work().macs();
    }

    /** Operations per DRAM byte. */
    double intensity() {
      return operations() / row.dramBytes();
    }

    /** Operations per nanosecond. */
    double reached() {
      return operations() / (row.cycles() / roofs().gigahertz());
    }

    /** What is reached of the MAC roof, in percent. */
    double ofMacRoof() {
      return 100 * reached() / roofs().mac();
    }

    /** Under the MAC and DRAM roofs at this intensity. */
    double attainable() {
      return roofs().attainable(intensity());
    }

    /** Under these and the VEC roof of the network. */
    double attainableWithSoftmax() {
      return Math.min(attainable(), roofs().vec(row.shape()));
    }

    /** What is reached of the MAC and DRAM roofs, in percent. */
    double share() {
      return 100 * reached() / attainable();
    }

    /** What is reached of all three roofs, in percent. */
    double shareOfAll() {
      return 100 * reached() / attainableWithSoftmax();
    }

    /** The lowest of the three roofs. */
    String limit() {
      double vec = roofs().vec(row.shape());
      double dram = roofs().dram(intensity());
      if (dram <= Math.min(vec, roofs().mac())) {
        return "DRAM";
      }
      return vec < roofs().mac() ? "VEC" : "MAC";
    }
  }
}
