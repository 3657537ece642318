package masattention.models;

import java.util.ArrayList;
import java.util.List;
import masattention.input.InvalidInputException;
import masattention.workload.AttentionShape;

/**
 * The shapes that a layer of a group has at given lengths: one, or two where its chunks do not
 * divide the tokens.
 *
 * <p>In decode a query sees the keys of its window or chunk alone, so that a shape of as many keys
 * is exact. In prefill chunks are that many shorter attentions.
 */
public final class GroupShapes {
  private final LayerGroup group;
  private final Lengths lengths;
  private static final int FP16_BYTES = 2;

  private GroupShapes(LayerGroup group, Lengths lengths) {
    this.group = group;
    this.lengths = lengths;
  }

  /**
   * The FP16 shapes of one layer and one input; none where its layers do not run in the phase.
   *
   * @throws InvalidInputException when a length is missing or the shape cannot be simulated
   */
  public static List<AttentionShape> of(LayerGroup group, Lengths lengths) {
    if (!lengths.reaches(group)) {
      return List.of();
    }
    try {
      return new GroupShapes(group, lengths).shapes();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InvalidInputException("%s: %s".formatted(group.name(), e.getMessage()));
    }
  }

  private List<AttentionShape> shapes() {
    int keys = lengths.require(group, group.keys());
    if (lengths.phase() == Phase.DECODE) {
      return List.of(shape(1, 1, seen(keys), false));
    }
    int queries = lengths.require(group, group.queries());
    if (group.chunk().isEmpty()) {
      int window = group.window().map(Fact::value).orElse(AttentionShape.NO_WINDOW);
      return List.of(shape(1, queries, keys, group.causal()).withWindow(window));
    }
    int chunk = group.chunk().get().value();
    List<AttentionShape> shapes = new ArrayList<>();
    if (queries >= chunk) {
      shapes.add(shape(queries / chunk, chunk, chunk, group.causal()));
    }
    if (queries % chunk > 0) {
      shapes.add(shape(1, queries % chunk, queries % chunk, group.causal()));
    }
    return shapes;
  }

  /** The keys that the newest token sees. */
  private int seen(int keys) {
    if (!group.isSelf()) {
      return keys;
    }
    int inChunk = group.chunk().map(chunk -> (keys - 1) % chunk.value() + 1).orElse(keys);
    return group.window().map(window -> Math.min(window.value(), inChunk)).orElse(inChunk);
  }

  private AttentionShape shape(int times, int queries, int keys, boolean causal) {
    return new AttentionShape(
        Math.multiplyExact(times, group.repeats().value()),
        group.queryHeads().value(),
        group.kvHeads().value(),
        queries,
        keys,
        group.headDim().value(),
        group.valueDim().value(),
        causal,
        FP16_BYTES);
  }
}
