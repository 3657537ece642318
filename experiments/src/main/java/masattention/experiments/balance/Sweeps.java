package masattention.experiments.balance;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import masattention.experiments.sweep.MachineChange;
import masattention.experiments.sweep.SpeedupPoint;
import masattention.experiments.sweep.SweepPoint;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedule.Schedulers;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import masattention.workload.Networks;

/** What is varied, and over which values. */
final class Sweeps {
  static final List<Integer> LANES = List.of(2, 4, 8, 16, 32, 64, 128);

  static final List<Integer> SMALL_KIBIBYTES = List.of(192, 256, 320, 384, 512, 1024);

  /** Bytes per cycle. */
  static final List<Integer> BANDWIDTHS = List.of(1, 2, 4, 8, 16, 32);

  private static final List<Integer> MORE_LANES =
      List.of(2, 3, 4, 6, 8, 10, 12, 14, 16, 20, 24, 32, 48, 64, 96, 128);
  private static final List<Integer> HEAD_DIMS =
      List.of(16, 32, 48, 64, 80, 96, 128, 160, 192, 256);
  private static final List<Integer> LATENCIES = List.of(0, 50, 100, 200, 400, 800, 1600, 3200);
  private static final List<Integer> KIBIBYTES =
      List.of(192, 224, 256, 320, 384, 512, 1024, 2048, 4096, 8192);
  private static final List<Integer> ONE_CORE_MILLIBYTES =
      List.of(1000, 1500, 2000, 2500, 3000, 4000, 6000, 8000);

  private static final Network BERT =
      Networks.coreSet().stream()
          .filter(network -> network.name().equals("bert-base"))
          .findFirst()
          .orElseThrow();
  private static final NpuConfig EDGE = Machines.resolve("edge").config();

  private Sweeps() {}

  /** One sweep. */
  enum Kind {
    LANES_BY_BANDWIDTH("vec-lanes-by-dram-bandwidth", "vector lanes and DRAM bandwidth"),
    VEC_LANES("vec-lanes", "vector lanes per core"),
    HEAD_DIM("head-dim", "head dimension"),
    DRAM_LATENCY("dram-latency", "DRAM latency"),
    L1("l1-kib", "capacity of L1"),
    ONE_CORE("one-core-dram-bandwidth", "DRAM bandwidth of a single core"),
    L1_BY_BANDWIDTH("l1-kib-by-dram-bandwidth", "capacity of L1 and DRAM bandwidth");

    private final String id;
    private final String words;

    Kind(String id, String words) {
      this.id = id;
      this.words = words;
    }

    /** Name in files. */
    String id() {
      return id;
    }

    String words() {
      return words;
    }

    static List<Kind> drawnAsLines() {
      return Arrays.stream(values())
          .filter(kind -> kind != LANES_BY_BANDWIDTH && kind != L1_BY_BANDWIDTH)
          .toList();
    }

    List<SpeedupPoint> of(List<SpeedupPoint> all) {
      return all.stream().filter(point -> point.sweep().equals(id)).toList();
    }
  }

  /** The points of a sweep, for mas. */
  static List<SweepPoint> points(Kind kind) {
    List<SweepPoint> points = new ArrayList<>();
    switch (kind) {
      case LANES_BY_BANDWIDTH -> {
        for (int bandwidth : BANDWIDTHS) {
          for (int lanes : LANES) {
            NpuConfig machine =
                MachineChange.dramMillibytesPerCycle(
                    MachineChange.lanes(EDGE, lanes), 1000L * bandwidth);
            String setting = "%s lanes, %s B/cycle".formatted(lanes, bandwidth);
            points.add(point(kind, setting, BERT.shape(), machine));
          }
        }
      }
      case VEC_LANES ->
          MORE_LANES.forEach(
              lanes -> points.add(point(kind, lanes, MachineChange.lanes(EDGE, lanes))));
      case HEAD_DIM -> {
        AttentionShape bert = BERT.shape();
        for (int dim : HEAD_DIMS) {
          AttentionShape shape = AttentionShape.selfAttention(bert.queryHeads(), bert.seqQ(), dim);
          points.add(point(kind, Integer.toString(dim), shape, EDGE));
        }
      }
      case DRAM_LATENCY ->
          LATENCIES.forEach(
              cycles ->
                  points.add(point(kind, cycles, MachineChange.dramLatencyCycles(EDGE, cycles))));
      case L1_BY_BANDWIDTH -> {
        for (int bandwidth : BANDWIDTHS) {
          for (int kib : SMALL_KIBIBYTES) {
            NpuConfig machine =
                MachineChange.dramMillibytesPerCycle(
                    MachineChange.l1Bytes(EDGE, 1024L * kib), 1000L * bandwidth);
            String setting = "%s KiB, %s B/cycle".formatted(kib, bandwidth);
            points.add(point(kind, setting, BERT.shape(), machine));
          }
        }
      }
      case ONE_CORE -> {
        for (int millibytes : ONE_CORE_MILLIBYTES) {
          NpuConfig machine =
              MachineChange.dramMillibytesPerCycle(MachineChange.cores(EDGE, 1), millibytes);
          String setting = BigDecimal.valueOf(millibytes, 3).stripTrailingZeros().toPlainString();
          points.add(point(kind, setting, BERT.shape(), machine));
        }
      }
      case L1 ->
          KIBIBYTES.forEach(
              kib -> points.add(point(kind, kib, MachineChange.l1Bytes(EDGE, 1024L * kib))));
    }
    return points;
  }

  private static SweepPoint point(Kind kind, int setting, NpuConfig machine) {
    return point(kind, Integer.toString(setting), BERT.shape(), machine);
  }

  private static SweepPoint point(
      Kind kind, String setting, AttentionShape shape, NpuConfig machine) {
    Network network = new Network(BERT.name(), shape, BERT.source(), BERT.grade(), BERT.layers());
    return SweepPoint.of(kind.id(), setting, network, machine, Schedulers.MAS);
  }
}
