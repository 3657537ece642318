package masattention.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import masattention.experiments.CoreSet;
import masattention.input.InvalidInputException;
import masattention.input.JsonFile;
import masattention.models.ModelFile;
import masattention.npu.Machine;
import masattention.npu.Machines;
import masattention.simulator.Simulator;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import masattention.workload.NetworkPath;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what runs where: a network, changes of its shape, a machine, threads. */
final class WorkloadOptions {
  @Option(names = "--network", required = true, paramLabel = "NETWORK")
  private String network;

  @Mixin private ModelOptions model;

  @Option(names = "--machine", defaultValue = "edge", paramLabel = "MACHINE")
  private String machine;

  @Option(names = "--seq", converter = Numbers.Tokens.class, paramLabel = "N")
  private Integer seq;

  @Option(names = "--seq-q", converter = Numbers.Tokens.class, paramLabel = "N")
  private Integer seqQ;

  @Option(names = "--seq-kv", converter = Numbers.Tokens.class, paramLabel = "N")
  private Integer seqKv;

  @Option(names = "--batch", paramLabel = "N")
  private Integer batch;

  @Option(names = "--heads", paramLabel = "N")
  private Integer heads;

  @Option(names = "--kv-heads", paramLabel = "N")
  private Integer kvHeads;

  @Option(names = "--head-dim", paramLabel = "N")
  private Integer headDim;

  @Option(names = "--value-dim", paramLabel = "N")
  private Integer valueDim;

  @Option(names = "--causal")
  private boolean causal;

  @Option(names = "--window", converter = Numbers.Tokens.class, paramLabel = "N")
  private Integer window;

  @Option(names = "--element-bytes", paramLabel = "N")
  private Integer elementBytes;

  @Option(names = "--k-element-bytes", paramLabel = "N")
  private Integer kElementBytes;

  @Option(names = "--v-element-bytes", paramLabel = "N")
  private Integer vElementBytes;

  @Option(names = "--threads", converter = Numbers.Threads.class, paramLabel = "N")
  private Integer threads;

  /**
   * Layers of one shape, or of one that grows with every step of a decode.
   *
   * @param network with the shape of the last step
   * @param steps the shape of every step
   * @param base the shape that {@code words} stand for, before further options changed it
   * @param words the options that name the network
   * @param machineName the name or the path, as it was given
   */
  record Workload(
      Network network,
      List<AttentionShape> steps,
      AttentionShape base,
      List<String> words,
      Machine machine,
      String machineName) {

    /** The same on another machine. */
    Workload on(Machine other) {
      return new Workload(network, steps, base, words, other, machineName);
    }

    Simulator simulator(int threads) {
      return simulator(network.shape(), threads);
    }

    Simulator simulator(AttentionShape shape, int threads) {
      return new Simulator(CoreSet.changed(network, shape), machine.config(), threads);
    }
  }

  /**
   * Layers of several shapes, with what a reader of results should know of them.
   *
   * @param model what the file of the model is called; empty where there is none
   */
  record Workloads(List<Workload> groups, List<String> notes, Optional<String> model) {

    Machine machine() {
      return groups.get(0).machine();
    }

    /** Whether there is one layer of one shape. */
    boolean isOneLayer() {
      Workload first = groups.get(0);
      return groups.size() == 1 && first.steps().size() == 1 && first.network().layers() == 1;
    }
  }

  /** The one shape that was asked for. */
  Workload workload() {
    NamedNetworks named = NamedNetworks.of(network, model);
    if (named.groups().size() > 1) {
      throw named.several();
    }
    model.refuseSteps("; give --phase decode for one step");
    return workload(named, named.groups().get(0), machine());
  }

  /**
   * The groups of layers of every network of a list with commas.
   *
   * @param tokens their length; 0 where none is asked for beside {@code --tokens}
   */
  List<Workload> ofEach(int tokens) {
    ModelOptions asked = tokens == 0 ? model : model.at(tokens);
    asked.refuseSteps("; give --phase decode for one step");
    Machine on = machine();
    List<String> texts =
        JsonFile.exists(NetworkPath.of(network).path())
            ? List.of(network)
            : List.of(network.split(",", -1));
    return texts.stream()
        .distinct()
        .map(text -> NamedNetworks.of(text, asked))
        .flatMap(named -> named.groups().stream().map(group -> workload(named, group, on)))
        .toList();
  }

  Machine machine() {
    return Machines.resolve(machine);
  }

  /** All groups of layers that were asked for. */
  Workloads workloads() {
    NamedNetworks named = NamedNetworks.of(network, model);
    Machine on = machine();
    List<String> notes = new ArrayList<>(named.notes());
    List<Workload> groups =
        named.groups().stream().map(group -> workload(named, group, on)).toList();
    if (groups.stream().anyMatch(group -> !group.network().shape().isOfTwoBytes())) {
      notes.add("elements are not of 2 bytes, but rates and energies are those of FP16.");
    }
    Optional<String> of =
        named.ofModel() ? Optional.of(ModelFile.name(named.path())) : Optional.empty();
    return new Workloads(groups, notes, of);
  }

  private Workload workload(NamedNetworks named, NamedNetworks.Group group, Machine on) {
    refuseContradictions(named, group);
    Network of = group.network();
    List<AttentionShape> steps = group.steps().stream().map(s -> changed(of, s)).toList();
    Network last = CoreSet.changed(of, steps.get(steps.size() - 1));
    return new Workload(last, steps, of.shape(), group.words(), on, machine);
  }

  private void refuseContradictions(NamedNetworks named, NamedNetworks.Group group) {
    if (seq != null && (seqQ != null || seqKv != null)) {
      throw new InvalidInputException(
          "--seq sets queries and keys; leave out --seq or both of --seq-q and --seq-kv.");
    }
    boolean lengths = seq != null || seqQ != null || seqKv != null;
    if (lengths && (named.ofModel() || model.hasSteps())) {
      throw new InvalidInputException(
          "--seq, --seq-q and --seq-kv belong to a single network; give --tokens instead.");
    }
    int attentions = group.network().shape().batch();
    if (batch != null && named.ofModel() && attentions > 1) {
      throw new InvalidInputException(
          "--batch %s: %s has %s attentions per layer of one input; leave it out."
              .formatted(batch, group.network().name(), attentions));
    }
  }

  private AttentionShape changed(Network network, AttentionShape shape) {
    try {
      return changed(shape);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InvalidInputException("%s: %s".formatted(network.name(), e.getMessage()));
    }
  }

  int threads() {
    return Numbers.Threads.orAll(threads);
  }

  /**
   * The shape as changed: key/value heads follow the heads, widths the depths, and elements of K
   * and V those of Q, where they were equal before.
   */
  AttentionShape changed(AttentionShape s) {
    int newHeads = or(heads, s.queryHeads());
    int newDim = or(headDim, s.headDim());
    int newBytes = or(elementBytes, s.elementBytes());
    return new AttentionShape(
        or(batch, s.batch()),
        newHeads,
        or(kvHeads, followed(s.kvHeads(), s.queryHeads(), newHeads)),
        or(seq, or(seqQ, s.seqQ())),
        or(seq, or(seqKv, s.seqKv())),
        newDim,
        or(valueDim, followed(s.valueDim(), s.headDim(), newDim)),
        s.causal() || causal,
        or(window, s.window()),
        newBytes,
        or(kElementBytes, followed(s.kElementBytes(), s.elementBytes(), newBytes)),
        or(vElementBytes, followed(s.vElementBytes(), s.elementBytes(), newBytes)));
  }

  private static int followed(int size, int other, int newOther) {
    return size == other ? newOther : size;
  }

  private static int or(Integer asked, int otherwise) {
    return asked == null ? otherwise : asked;
  }
}
