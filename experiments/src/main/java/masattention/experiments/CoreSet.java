package masattention.experiments;

import java.util.List;
import java.util.stream.Stream;
import masattention.npu.Machine;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.report.Dataset;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import masattention.workload.Networks;

/** The core networks on both main presets: what most experiments are about. */
public final class CoreSet {
  private static final List<Machine> PRESETS =
      List.of(Machines.resolve("edge"), Machines.resolve("davinci"));

  /** What a published comparison may have meant by FLAT, the likeliest first. */
  public static final List<Scheduler> FLATS =
      List.of(Schedulers.FLAT, Schedulers.FLAT_NO_PREFETCH, Schedulers.FLAT_STREAM);

  /** Those after mas. */
  public static final List<Scheduler> MAS_AND_FLATS =
      Stream.concat(Stream.of(Schedulers.MAS), FLATS.stream()).toList();

  private CoreSet() {}

  /** The two main presets, the default one first. */
  public static List<Machine> presets() {
    return PRESETS;
  }

  /** The core network of that name, which has as many key/value heads as heads. */
  public static Network network(String name) {
    return Networks.coreSet().stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
  }

  /** A network whose layer is changed, under its name. */
  public static Network changed(Network network, AttentionShape shape) {
    return new Network(network.name(), shape, network.source(), network.grade(), network.layers());
  }

  /** A machine with another capacity of L1, whose energy per byte follows it. */
  public static NpuConfig withL1(NpuConfig machine, long bytes) {
    return With.component(
        With.component(machine, "l1Bytes", bytes),
        "energyCosts",
        machine.energyCosts().withL1Bytes(machine.l1Bytes(), bytes));
  }

  /**
   * The published schedulers without the variants that other experiments are about: FLAT that
   * streams and MAS that spills.
   */
  public static List<Scheduler> overview() {
    return Schedulers.published().stream()
        .filter(s -> s != Schedulers.FLAT_STREAM && s != Schedulers.MAS_SPILL)
        .toList();
  }

  /** Every scheduler but one, in the order of the tables. */
  public static List<Scheduler> allBut(Scheduler one) {
    return Schedulers.published().stream().filter(s -> s != one).toList();
  }

  /** The overview against flat, which is the line of reference. */
  public static List<Scheduler> overFlat() {
    return overview().stream().filter(s -> s != Schedulers.FLAT).toList();
  }

  /** The overview, from the back of a figure to the front: nothing covers mas. */
  public static List<Scheduler> masOnTop() {
    return Stream.concat(
            overview().stream().filter(s -> s != Schedulers.MAS), Stream.of(Schedulers.MAS))
        .toList();
  }

  /** Networks on both main presets, preset by preset. */
  public static List<Case> cases(List<Network> networks) {
    return Dataset.ofPairs(PRESETS, networks, (m, network) -> Case.of(network, m.config())).rows();
  }

  /** Every scheduler at its best tilings, preset by preset, network by network. */
  public static Dataset<Point> measured(ExperimentContext context, String name, Tilings tilings) {
    return context.search(
        name, Case.by(cases(Networks.coreSet()), Schedulers.published(), tilings));
  }
}
