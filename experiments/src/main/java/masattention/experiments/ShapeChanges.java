package masattention.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import masattention.workload.AttentionShape;

/**
 * What the command line changes of a network's shape.
 *
 * <p>Key/value heads follow the heads and the value dimension follows the head dimension where they
 * were equal before.
 */
public record ShapeChanges(
    OptionalInt batch,
    OptionalInt heads,
    OptionalInt kvHeads,
    OptionalInt seqQ,
    OptionalInt seqKv,
    OptionalInt headDim,
    OptionalInt valueDim,
    OptionalInt elementBytes,
    boolean causal) {

  /** Changes nothing. */
  public static final ShapeChanges NONE =
      new ShapeChanges(
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          false);

  /**
   * The changed shape.
   *
   * @throws IllegalArgumentException when it is none
   */
  public AttentionShape apply(AttentionShape shape) {
    int newHeads = heads.orElse(shape.queryHeads());
    int newDim = headDim.orElse(shape.headDim());
    return new AttentionShape(
        batch.orElse(shape.batch()),
        newHeads,
        kvHeads.orElse(shape.kvHeads() == shape.queryHeads() ? newHeads : shape.kvHeads()),
        seqQ.orElse(shape.seqQ()),
        seqKv.orElse(shape.seqKv()),
        newDim,
        valueDim.orElse(shape.valueDim() == shape.headDim() ? newDim : shape.valueDim()),
        shape.causal() || causal,
        elementBytes.orElse(shape.elementBytes()));
  }

  /** The options that turn {@code base} into {@code changed}, each with its value. */
  public static List<String> options(AttentionShape base, AttentionShape changed) {
    List<String> options = new ArrayList<>();
    add(options, "--batch", base.batch(), changed.batch());
    add(options, "--heads", base.queryHeads(), changed.queryHeads());
    boolean plain = base.kvHeads() == base.queryHeads();
    add(options, "--kv-heads", plain ? changed.queryHeads() : base.kvHeads(), changed.kvHeads());
    if (changed.seqQ() == changed.seqKv()
        && base.seqQ() != changed.seqQ()
        && base.seqKv() != changed.seqKv()) {
      add(options, "--seq", base.seqQ(), changed.seqQ());
    } else {
      add(options, "--seq-q", base.seqQ(), changed.seqQ());
      add(options, "--seq-kv", base.seqKv(), changed.seqKv());
    }
    add(options, "--head-dim", base.headDim(), changed.headDim());
    boolean square = base.valueDim() == base.headDim();
    add(options, "--value-dim", square ? changed.headDim() : base.valueDim(), changed.valueDim());
    add(options, "--element-bytes", base.elementBytes(), changed.elementBytes());
    if (changed.causal() && !base.causal()) {
      options.add("--causal");
    }
    return options;
  }

  private static void add(List<String> options, String name, int otherwise, int wanted) {
    if (wanted != otherwise) {
      options.add(name);
      options.add(Integer.toString(wanted));
    }
  }
}
