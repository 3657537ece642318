package masattention.experiments.variants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

class VariantTest {

  @Test
  void everyVariantDiffersWhereItSays() {
    List<Case> all =
        Variant.ALL.stream()
            .flatMap(v -> v.cases(CoreSet.presets().get(0).config()).stream())
            .toList();
    assertEquals(33, all.size());
    assertEquals(all.size(), all.stream().map(on -> on.sweep() + on.setting()).distinct().count());
    for (Case on : all) {
      AttentionShape s = on.shape();
      String label = on.setting();
      boolean decode = on.sweep().equals("decode");
      int bytes = label.endsWith("INT8") ? 1 : label.endsWith("FP32") ? 4 : 2;
      assertEquals(
          List.of(bytes, bytes, bytes),
          List.of(s.elementBytes(), s.kElementBytes(), s.vElementBytes()),
          label);
      assertEquals(label.endsWith("causal"), s.causal(), label);
      assertEquals(decode, s.seqQ() == 1, label);
      if (!on.sweep().equals("cross-attention") && !decode) {
        assertEquals(512, s.seqQ(), label);
        assertEquals(512, s.seqKv(), label);
      }
      if (!on.sweep().equals("grouped-query") && !decode) {
        boolean llama = on.network().name().equals("llama3-8b");
        assertEquals(llama ? 32 : 12, s.kvHeads(), label);
      }
    }
    assertTrue(
        all.stream().anyMatch(on -> Variant.decodesGrouped(on) && on.shape().seqKv() == 65_536));
    assertTrue(all.stream().anyMatch(on -> on.shape().batch() == 16));
  }
}
