package masattention.models;

import java.util.Optional;

/**
 * Layers of a model whose attention has the same sizes.
 *
 * @param name such as {@code encoder-self}, {@code decoder-cross}, {@code local}, {@code vision}
 * @param decodes whether the layers run once more for every token that is generated
 * @param layers how many there are
 * @param headDim depth of Q and K
 * @param valueDim width of V and O
 * @param causal whether a query sees no later key
 * @param window the most keys that one query sees, its own included
 * @param chunk the length of blocks outside of which a query sees no key
 * @param queries rows of Q
 * @param keys rows of K and V; as many as queries where it is the same length
 * @param repeats independent attentions of one layer, such as the windows of Swin
 */
public record LayerGroup(
    String name,
    Tower tower,
    boolean decodes,
    Fact layers,
    Fact queryHeads,
    Fact kvHeads,
    Fact headDim,
    Fact valueDim,
    boolean causal,
    Optional<Fact> window,
    Optional<Fact> chunk,
    Length queries,
    Length keys,
    Fact repeats) {

  private static final Fact ONCE = Fact.derived(1, "one attention per layer");

  /** Heads and their widths. */
  record Heads(Fact query, Fact kv, Fact headDim, Fact valueDim) {}

  /** Causal self-attention of a decoder. */
  static LayerGroup decoder(String name, Fact layers, Heads heads) {
    return of(name, Tower.TEXT, true, layers, heads, true, Length.Given.TOKENS);
  }

  /** Self-attention without a mask. */
  static LayerGroup encoder(String name, Tower tower, Fact layers, Heads heads, Length length) {
    return of(name, tower, false, layers, heads, false, length);
  }

  private static LayerGroup of(
      String name,
      Tower tower,
      boolean decodes,
      Fact layers,
      Heads heads,
      boolean causal,
      Length length) {
    return new LayerGroup(
        name,
        tower,
        decodes,
        layers,
        heads.query(),
        heads.kv(),
        heads.headDim(),
        heads.valueDim(),
        causal,
        Optional.empty(),
        Optional.empty(),
        length,
        length,
        ONCE);
  }

  /** Queries of a decoder against other keys, without a mask. */
  static LayerGroup cross(Fact layers, Heads heads, Length keys) {
    LayerGroup self =
        of("decoder-cross", Tower.TEXT, true, layers, heads, false, Length.Given.TOKENS);
    return self.with(self.causal, self.window, self.chunk, keys, ONCE);
  }

  LayerGroup withWindow(Fact width) {
    return with(causal, Optional.of(width), chunk, keys, repeats);
  }

  LayerGroup withChunk(Fact length) {
    return with(causal, window, Optional.of(length), keys, repeats);
  }

  LayerGroup withRepeats(Fact times) {
    return with(causal, window, chunk, keys, times);
  }

  LayerGroup withoutMask() {
    return with(false, window, chunk, keys, repeats);
  }

  private LayerGroup with(
      boolean masked, Optional<Fact> width, Optional<Fact> block, Length others, Fact times) {
    return new LayerGroup(
        name,
        tower,
        decodes,
        layers,
        queryHeads,
        kvHeads,
        headDim,
        valueDim,
        masked,
        width,
        block,
        queries,
        others,
        times);
  }

  /** Whether queries attend to keys of their own tokens. */
  public boolean isSelf() {
    return queries.equals(keys);
  }

  /** The window, or the length of the blocks of a causal group; empty where every key is seen. */
  public Optional<Fact> reach() {
    return window.or(() -> causal ? chunk : Optional.empty());
  }
}
