package masattention.cli;

import masattention.input.InvalidInputException;
import masattention.npu.Machine;
import masattention.npu.Machines;
import masattention.simulator.Simulator;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import masattention.workload.Networks;
import picocli.CommandLine.Option;

/** The options that say what runs where: a network, changes of its shape, a machine, threads. */
final class WorkloadOptions {
  @Option(
      names = "--network",
      required = true,
      paramLabel = "NETWORK",
      description = "name (see mas networks), or JSON file, or FILE.json#NAME")
  private String network;

  @Option(
      names = "--machine",
      defaultValue = "edge",
      paramLabel = "MACHINE",
      description = "name (see mas machines), or JSON file; default: ${DEFAULT-VALUE}")
  private String machine;

  @Option(
      names = "--seq",
      converter = Numbers.Tokens.class,
      paramLabel = "N",
      description = "queries and keys per head")
  private Integer seq;

  @Option(
      names = "--seq-q",
      converter = Numbers.Tokens.class,
      paramLabel = "N",
      description = "queries per head")
  private Integer seqQ;

  @Option(
      names = "--seq-kv",
      converter = Numbers.Tokens.class,
      paramLabel = "N",
      description = "keys per head")
  private Integer seqKv;

  @Option(names = "--batch", paramLabel = "N", description = "independent sequences")
  private Integer batch;

  @Option(names = "--heads", paramLabel = "N", description = "query heads")
  private Integer heads;

  @Option(
      names = "--kv-heads",
      paramLabel = "N",
      description = "key/value heads; must divide the query heads")
  private Integer kvHeads;

  @Option(names = "--head-dim", paramLabel = "N", description = "depth of Q and K")
  private Integer headDim;

  @Option(names = "--value-dim", paramLabel = "N", description = "width of V and O")
  private Integer valueDim;

  @Option(names = "--causal", description = "query i sees only the keys j <= i + seq-kv - seq-q")
  private boolean causal;

  @Option(names = "--element-bytes", paramLabel = "N", description = "bytes of an element")
  private Integer elementBytes;

  @Option(
      names = "--threads",
      converter = Numbers.Threads.class,
      paramLabel = "N",
      description = "threads of the search; never changes the result; default: all processors")
  private Integer threads;

  /** What was asked for. */
  record Workload(Network network, AttentionShape base, String networkName, Machine machine) {

    Simulator simulator(int threads) {
      return new Simulator(network, machine.config(), threads);
    }
  }

  Workload workload() {
    if (seq != null && (seqQ != null || seqKv != null)) {
      throw new InvalidInputException(
          "--seq sets queries and keys; leave out --seq or both of --seq-q and --seq-kv.");
    }
    Network named = Networks.resolve(network);
    AttentionShape shape;
    try {
      shape = changed(named.shape());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InvalidInputException("%s: %s".formatted(named.name(), e.getMessage()));
    }
    return new Workload(
        new Network(named.name(), shape, named.source(), named.grade(), named.layers()),
        named.shape(),
        network,
        Machines.resolve(machine));
  }

  /** The name or the path, as it was given. */
  String machineName() {
    return machine;
  }

  int threads() {
    return Numbers.Threads.orAll(threads);
  }

  /**
   * The shape as changed: key/value heads follow the heads, and widths the depths, where they were
   * equal before.
   */
  AttentionShape changed(AttentionShape s) {
    int newHeads = or(heads, s.queryHeads());
    int newDim = or(headDim, s.headDim());
    return new AttentionShape(
        or(batch, s.batch()),
        newHeads,
        or(kvHeads, s.kvHeads() == s.queryHeads() ? newHeads : s.kvHeads()),
        or(seq, or(seqQ, s.seqQ())),
        or(seq, or(seqKv, s.seqKv())),
        newDim,
        or(valueDim, s.valueDim() == s.headDim() ? newDim : s.valueDim()),
        s.causal() || causal,
        or(elementBytes, s.elementBytes()));
  }

  private static int or(Integer asked, int otherwise) {
    return asked == null ? otherwise : asked;
  }
}
