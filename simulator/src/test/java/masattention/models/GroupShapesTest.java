package masattention.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import masattention.input.InvalidInputException;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/** The shapes of groups at given lengths. */
class GroupShapesTest {
  private static final Fact ONE = Fact.derived(1, "one");
  private static final Fact EIGHT = Fact.derived(8, "eight");
  private static final LayerGroup.Heads HEADS = new LayerGroup.Heads(EIGHT, ONE, EIGHT, EIGHT);
  private static final LayerGroup SELF = LayerGroup.decoder("self", ONE, HEADS);

  private static Lengths tokens(int tokens, Phase phase) {
    return new Lengths(OptionalInt.of(tokens), OptionalInt.empty(), OptionalInt.empty(), phase);
  }

  private static AttentionShape shape(int batch, int seqQ, int seqKv, boolean causal) {
    return new AttentionShape(batch, 8, 1, seqQ, seqKv, 8, 8, causal, 2);
  }

  private static void assertShapes(LayerGroup group, Lengths lengths, AttentionShape... shapes) {
    assertEquals(List.of(shapes), GroupShapes.of(group, lengths));
  }

  @Test
  void aDecoderSeesAllTokensOrOneMore() {
    assertShapes(SELF, tokens(9, Phase.PREFILL), shape(1, 9, 9, true));
    assertShapes(SELF, tokens(9, Phase.DECODE), shape(1, 1, 9, false));
  }

  @Test
  void aWindowThatMasksNothingIsNone() {
    LayerGroup group = SELF.withWindow(EIGHT);
    AttentionShape asWide = shape(1, 8, 8, true).withWindow(8);
    assertShapes(group, tokens(8, Phase.PREFILL), asWide);
    assertFalse(asWide.hasWindow());
    // two-sided, 7 keys: 3 on each side
    LayerGroup both = SELF.withWindow(Fact.derived(7, "seven")).withoutMask();
    AttentionShape wider = shape(1, 4, 4, false).withWindow(7);
    assertShapes(both, tokens(4, Phase.PREFILL), wider);
    assertFalse(wider.hasWindow());
  }

  @Test
  void aWindowThatMasksSomethingIsTheShapes() {
    LayerGroup group = SELF.withWindow(EIGHT);
    assertShapes(group, tokens(9, Phase.PREFILL), shape(1, 9, 9, true).withWindow(8));
    LayerGroup both = SELF.withWindow(Fact.derived(7, "seven")).withoutMask();
    assertShapes(both, tokens(5, Phase.PREFILL), shape(1, 5, 5, false).withWindow(7));
  }

  @Test
  void inDecodeAWindowIsAsManyKeys() {
    LayerGroup group = SELF.withWindow(EIGHT);
    assertShapes(group, tokens(7, Phase.DECODE), shape(1, 1, 7, false));
    assertShapes(group, tokens(9, Phase.DECODE), shape(1, 1, 8, false));
  }

  @Test
  void chunksAreShorterAttentions() {
    LayerGroup group = SELF.withChunk(EIGHT);
    assertShapes(group, tokens(5, Phase.PREFILL), shape(1, 5, 5, true));
    assertShapes(group, tokens(16, Phase.PREFILL), shape(2, 8, 8, true));
    assertShapes(group, tokens(19, Phase.PREFILL), shape(2, 8, 8, true), shape(1, 3, 3, true));
    // the 17th token is the first of its chunk, the 24th the last
    assertShapes(group, tokens(17, Phase.DECODE), shape(1, 1, 1, false));
    assertShapes(group, tokens(24, Phase.DECODE), shape(1, 1, 8, false));
  }

  @Test
  void anEncoderRunsInPrefillAlone() {
    LayerGroup vision =
        LayerGroup.encoder("vision", Tower.VISION, ONE, HEADS, new Length.Fixed(EIGHT))
            .withRepeats(Fact.derived(4, "four windows"));
    assertShapes(vision, tokens(9, Phase.PREFILL), shape(4, 8, 8, false));
    assertShapes(vision, tokens(9, Phase.DECODE));
  }

  @Test
  void crossAttentionNeedsTheSource() {
    LayerGroup cross = LayerGroup.cross(ONE, HEADS, Length.Given.SOURCE);
    Lengths both =
        new Lengths(OptionalInt.of(5), OptionalInt.of(7), OptionalInt.empty(), Phase.PREFILL);
    assertShapes(cross, both, shape(1, 5, 7, false));
    assertShapes(cross, both.in(Phase.DECODE), shape(1, 1, 7, false));
    InvalidInputException refusal =
        assertThrows(
            InvalidInputException.class, () -> GroupShapes.of(cross, tokens(5, Phase.PREFILL)));
    assertTrue(refusal.getMessage().contains("--source-tokens"), refusal.getMessage());
    assertThrows(InvalidInputException.class, () -> both.requireUsed(List.of(SELF)));
  }
}
