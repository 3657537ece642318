package masattention.cli;

import java.util.OptionalInt;
import masattention.experiments.ShapeChanges;
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
  private static final int MOST_THREADS = 1024;

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

  @Option(names = "--seq", paramLabel = "N", description = "queries and keys per head")
  private String seq;

  @Option(names = "--seq-q", paramLabel = "N", description = "queries per head")
  private String seqQ;

  @Option(names = "--seq-kv", paramLabel = "N", description = "keys per head")
  private String seqKv;

  @Option(names = "--batch", paramLabel = "N", description = "independent sequences")
  private String batch;

  @Option(names = "--heads", paramLabel = "N", description = "query heads")
  private String heads;

  @Option(
      names = "--kv-heads",
      paramLabel = "N",
      description = "key/value heads; must divide the query heads")
  private String kvHeads;

  @Option(names = "--head-dim", paramLabel = "N", description = "depth of Q and K")
  private String headDim;

  @Option(names = "--value-dim", paramLabel = "N", description = "width of V and O")
  private String valueDim;

  @Option(names = "--causal", description = "query i sees only the keys j <= i + seq-kv - seq-q")
  private boolean causal;

  @Option(names = "--element-bytes", paramLabel = "N", description = "bytes of an element")
  private String elementBytes;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads of the search; never changes the result; default: all processors")
  private String threads;

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
      shape = changes().apply(named.shape());
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
    return Numbers.positive("--threads", threads, MOST_THREADS)
        .orElse(Runtime.getRuntime().availableProcessors());
  }

  private ShapeChanges changes() {
    OptionalInt both = size("--seq", seq);
    return new ShapeChanges(
        size("--batch", batch),
        size("--heads", heads),
        size("--kv-heads", kvHeads),
        both.isPresent() ? both : size("--seq-q", seqQ),
        both.isPresent() ? both : size("--seq-kv", seqKv),
        size("--head-dim", headDim),
        size("--value-dim", valueDim),
        size("--element-bytes", elementBytes),
        causal);
  }

  private static OptionalInt size(String option, String text) {
    return Numbers.positive(option, text, Integer.MAX_VALUE);
  }
}
