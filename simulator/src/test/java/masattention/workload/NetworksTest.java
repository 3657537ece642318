package masattention.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import masattention.input.Grade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The built-in networks against the table of the model, copied here by hand. */
class NetworksTest {

  @ParameterizedTest
  @CsvSource({
    "bert-small, 8, 8, 512, 64, 1",
    "bert-base, 12, 12, 512, 64, 1",
    "bert-large, 16, 16, 512, 64, 1",
    "t5-small, 8, 8, 512, 64, 1",
    "t5-base, 12, 12, 512, 64, 1",
    "t5-large, 16, 16, 512, 64, 1",
    "t5-mini, 8, 8, 512, 32, 1",
    "t5-efficient-mini, 8, 8, 512, 64, 1",
    "t5-3b, 32, 32, 512, 128, 1",
    "vit-b-14, 12, 12, 256, 64, 1",
    "vit-l-14, 16, 16, 256, 64, 1",
    "vit-h-14, 16, 16, 256, 80, 1",
    "vit-b-16, 12, 12, 196, 64, 1",
    "vit-l-16, 16, 16, 196, 64, 1",
    "vit-h-16, 16, 16, 196, 80, 1",
    "xlm, 16, 16, 512, 128, 1",
    "xlm-xnli, 8, 8, 512, 128, 1",
    "llama3-8b, 32, 8, 512, 128, 1",
    "sd15-unet-64, 8, 8, 4096, 40, 5",
    "sd15-unet-32, 8, 8, 1024, 80, 5",
    "sd15-unet-16, 8, 8, 256, 160, 5",
    "sd15-unet-8, 8, 8, 64, 160, 1"
  })
  void isTheRowOfTheModel(
      String name, int heads, int kvHeads, int sequence, int headDim, int layers) {
    Network network = Networks.resolve(name);
    assertEquals(
        new AttentionShape(1, heads, kvHeads, sequence, sequence, headDim, headDim, false, 2),
        network.shape());
    assertEquals(layers, network.layers());
    assertEquals(name, network.name());
    assertFalse(network.source().isBlank());
  }

  @Test
  void areThoseOfTheModelAndNoOthers() {
    assertEquals(22, Networks.builtIn().size());
  }

  @Test
  void coreSetHasTheTwelveRowsInOrder() {
    assertEquals(
        List.of(
            "bert-small",
            "bert-base",
            "bert-large",
            "t5-mini",
            "vit-b-14",
            "vit-l-14",
            "vit-h-14",
            "vit-b-16",
            "vit-l-16",
            "vit-h-16",
            "xlm-xnli",
            "llama3-8b"),
        Networks.coreSet().stream().map(Network::name).toList());
  }

  @Test
  void coreSetIsPlainMultiHeadAttention() {
    for (Network row : Networks.coreSet()) {
      Network named = Networks.resolve(row.name());
      assertEquals(row.shape().queryHeads(), row.shape().kvHeads(), row.name());
      assertEquals(row.name().equals("llama3-8b") ? named.withKvHeads(32) : named, row, row.name());
    }
  }

  @Test
  void assumedNetworksSaySo() {
    Map<String, Grade> grades =
        Networks.builtIn().stream().collect(Collectors.toMap(Network::name, Network::grade));
    assertEquals(Grade.ASSUMED, grades.get("t5-mini"));
    assertEquals(
        1L,
        grades.values().stream()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
            .get(Grade.ASSUMED));
  }
}
