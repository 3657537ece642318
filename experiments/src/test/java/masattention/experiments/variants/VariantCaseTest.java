package masattention.experiments.variants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import masattention.experiments.variants.VariantCase.Variant;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

class VariantCaseTest {

  @Test
  void everyVariantDiffersWhereItSays() {
    List<VariantCase> all = VariantCase.all();
    assertEquals(all.size(), all.stream().map(c -> c.variant() + c.label()).distinct().count());
    for (VariantCase one : all) {
      AttentionShape s = one.network().shape();
      assertEquals(one.label().endsWith("causal"), s.causal(), one.label());
      assertEquals(one.variant() == Variant.DECODE, s.seqQ() == 1, one.label());
      if (one.variant() != Variant.CROSS && one.variant() != Variant.DECODE) {
        assertEquals(512, s.seqQ(), one.label());
        assertEquals(512, s.seqKv(), one.label());
      }
      if (one.variant() != Variant.GROUPED && one.variant() != Variant.DECODE) {
        boolean llama = one.network().name().equals("llama3-8b");
        assertEquals(llama ? 32 : 12, s.kvHeads(), one.label());
      }
    }
    assertTrue(all.stream().anyMatch(c -> c.decodes(8) && c.network().shape().seqKv() == 65_536));
    assertTrue(all.stream().anyMatch(c -> c.network().shape().batch() == 16));
  }
}
