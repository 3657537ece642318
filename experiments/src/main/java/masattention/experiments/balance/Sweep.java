package masattention.experiments.balance;

import static masattention.experiments.With.component;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.plot.Axis;
import masattention.workload.AttentionShape;
import masattention.workload.Network;

/**
 * What is varied of bert-base on edge, and over which cases.
 *
 * @param id name in files
 * @param words name in sentences
 * @param axis of a figure, over the least and the most; null where two values are varied
 */
record Sweep(String id, String words, BiFunction<Double, Double, Axis> axis, List<Case> cases) {
  static final List<Integer> LANES = List.of(2, 4, 8, 16, 32, 64, 128);
  static final List<Integer> SMALL_KIBIBYTES = List.of(192, 256, 320, 384, 512, 1024);

  /** Bytes per cycle. */
  static final List<Integer> BANDWIDTHS = List.of(1, 2, 4, 8, 16, 32);

  private static final Network BERT = CoreSet.network("bert-base");
  private static final NpuConfig EDGE = Machines.resolve("edge").config();

  static final Sweep LANES_BY_BANDWIDTH =
      byBandwidth(
          "vec-lanes-by-dram-bandwidth",
          "vector lanes and DRAM bandwidth",
          LANES,
          "lanes",
          lanes -> component(EDGE, "vectorLanes", lanes));
  static final Sweep L1_BY_BANDWIDTH =
      byBandwidth(
          "l1-kib-by-dram-bandwidth",
          "capacity of L1 and DRAM bandwidth",
          SMALL_KIBIBYTES,
          "KiB",
          kib -> CoreSet.withL1(EDGE, 1024L * kib));

  /** Those of one value, drawn as lines. */
  static final List<Sweep> LINES =
      List.of(
          of(
              "vec-lanes",
              "vector lanes per core",
              (least, most) -> powers("vector lanes per core", least, most),
              List.of(2, 3, 4, 6, 8, 10, 12, 14, 16, 20, 24, 32, 48, 64, 96, 128),
              lanes -> component(EDGE, "vectorLanes", lanes)),
          new Sweep(
              "head-dim",
              "head dimension",
              (least, most) -> powers("head dimension E", least, most),
              Stream.of(16, 32, 48, 64, 80, 96, 128, 160, 192, 256).map(Sweep::headDim).toList()),
          of(
              "dram-latency",
              "DRAM latency",
              (least, most) -> Axis.linear("DRAM latency, cycles", least, most),
              List.of(0, 50, 100, 200, 400, 800, 1600, 3200),
              cycles -> component(EDGE, "dramLatencyCycles", (long) cycles)),
          of(
              "l1-kib",
              "capacity of L1",
              (least, most) -> powers("L1 of all cores, KiB", least, most),
              List.of(192, 224, 256, 320, 384, 512, 1024, 2048, 4096, 8192),
              kib -> CoreSet.withL1(EDGE, 1024L * kib)),
          new Sweep(
              "one-core-dram-bandwidth",
              "DRAM bandwidth of a single core",
              (least, most) -> Axis.linear("DRAM bandwidth, B/cycle, one core", 0, most),
              Stream.of(1000, 1500, 2000, 2500, 3000, 4000, 6000, 8000)
                  .map(Sweep::oneCore)
                  .toList()));

  /** In the order of the table. */
  static final List<Sweep> ALL =
      Stream.of(Stream.of(LANES_BY_BANDWIDTH), LINES.stream(), Stream.of(L1_BY_BANDWIDTH))
          .flatMap(sweeps -> sweeps)
          .toList();

  private static Axis powers(String title, double least, double most) {
    return Axis.powersOfTwo(title, (long) least, (long) most);
  }

  private static Sweep of(
      String id,
      String words,
      BiFunction<Double, Double, Axis> axis,
      List<Integer> values,
      Function<Integer, NpuConfig> machine) {
    List<Case> cases =
        values.stream()
            .map(value -> new Case(id, value.toString(), BERT, machine.apply(value)))
            .toList();
    return new Sweep(id, words, axis, cases);
  }

  private static Case headDim(int dim) {
    AttentionShape bert = BERT.shape();
    AttentionShape shape = AttentionShape.selfAttention(bert.queryHeads(), bert.seqQ(), dim);
    return new Case("head-dim", Integer.toString(dim), CoreSet.changed(BERT, shape), EDGE);
  }

  private static Case oneCore(int millibytes) {
    String setting = BigDecimal.valueOf(millibytes, 3).stripTrailingZeros().toPlainString();
    NpuConfig machine = withBandwidth(component(EDGE, "cores", 1), millibytes);
    return new Case("one-core-dram-bandwidth", setting, BERT, machine);
  }

  private static NpuConfig withBandwidth(NpuConfig machine, long millibytes) {
    return component(machine, "dramMillibytesPerCycle", millibytes);
  }

  /** Bandwidth by bandwidth, value by value. */
  private static Sweep byBandwidth(
      String id,
      String words,
      List<Integer> values,
      String unit,
      Function<Integer, NpuConfig> machine) {
    List<Case> cases = new ArrayList<>();
    for (int bandwidth : BANDWIDTHS) {
      for (int value : values) {
        String setting = "%d %s, %d B/cycle".formatted(value, unit, bandwidth);
        cases.add(
            new Case(id, setting, BERT, withBandwidth(machine.apply(value), 1000L * bandwidth)));
      }
    }
    return new Sweep(id, words, null, cases);
  }

  /** What a case has, in words. */
  static String words(Case on) {
    Sweep sweep = ALL.stream().filter(s -> s.id().equals(on.sweep())).findFirst().orElseThrow();
    return sweep.axis() == null ? on.setting() : sweep.words() + " " + on.setting();
  }
}
