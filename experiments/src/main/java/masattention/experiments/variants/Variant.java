package masattention.experiments.variants;

import static masattention.experiments.With.components;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.npu.NpuConfig;
import masattention.workload.Network;
import masattention.workload.Networks;

/**
 * In what respect layers differ from plain self-attention.
 *
 * @param id name in files
 * @param title name in headings
 * @param layers the layers, each under the name of the network that it was made of
 */
record Variant(String id, String title, List<Layer> layers) {
  static final int SHORTEST_DECODE = 512;
  static final int LONGEST_DECODE = 65_536;

  /** Key/value heads of plain and of grouped llama3-8b. */
  private static final int PLAIN = 32;

  static final int GROUPED = 8;

  private static final Network BERT = Networks.resolve("bert-base");
  private static final Network LLAMA = Networks.resolve("llama3-8b").withKvHeads(PLAIN);

  /**
   * A layer.
   *
   * @param label what sets it apart among those of its variant, short enough for a figure
   */
  record Layer(String label, Network network) {
    static Layer of(String label, Network base, Map<String, ?> changed) {
      return new Layer(label, CoreSet.changed(base, components(base.shape(), changed)));
    }
  }

  static final List<Variant> ALL =
      List.of(
          new Variant(
              "causal",
              "Causal mask",
              Stream.of(false, true).flatMap(causal -> masked(causal)).toList()),
          new Variant(
              "grouped-query",
              "Grouped-query attention",
              Stream.of(PLAIN, GROUPED, 1)
                  .map(heads -> new Layer(kvHeads(heads), LLAMA.withKvHeads(heads)))
                  .toList()),
          new Variant(
              "cross-attention",
              "Cross-attention, M ≠ N",
              List.of(cross(512, 128), cross(128, 512), cross(2048, 64), cross(64, 2048))),
          new Variant(
              "batch",
              "Batch",
              Stream.of(1, 2, 4, 8, 16)
                  .map(batch -> Layer.of("batch " + batch, BERT, Map.of("batch", batch)))
                  .toList()),
          new Variant(
              "element-size",
              "Element size",
              Stream.of(1, 2, 4).flatMap(bytes -> elements(bytes)).toList()),
          new Variant("decode", "Decode, M = 1", decodes()));

  private static Stream<Layer> masked(boolean causal) {
    String mask = causal ? ", causal" : ", no mask";
    return Stream.of(BERT, LLAMA).map(n -> Layer.of(n.name() + mask, n, Map.of("causal", causal)));
  }

  private static Layer cross(int seqQ, int seqKv) {
    return Layer.of(
        "M %d, N %d".formatted(seqQ, seqKv), BERT, Map.of("seqQ", seqQ, "seqKv", seqKv));
  }

  private static Stream<Layer> elements(int bytes) {
    String type = bytes == 1 ? " INT8" : bytes == 2 ? " FP16" : " FP32";
    Map<String, Integer> changed =
        Map.of("elementBytes", bytes, "kElementBytes", bytes, "vElementBytes", bytes);
    return Stream.of(BERT, LLAMA).map(n -> Layer.of(n.name() + type, n, changed));
  }

  private static List<Layer> decodes() {
    List<Layer> decodes = new ArrayList<>();
    for (int keys : List.of(512, 4096, 16_384)) {
      decodes.add(decode(LLAMA, keys));
    }
    IntStream.iterate(SHORTEST_DECODE, keys -> keys <= LONGEST_DECODE, keys -> 2 * keys)
        .forEach(keys -> decodes.add(decode(LLAMA.withKvHeads(GROUPED), keys)));
    return decodes;
  }

  private static Layer decode(Network network, int keys) {
    String label = "%s, N %d".formatted(kvHeads(network.shape().kvHeads()), keys);
    return Layer.of(label, network, Map.of("seqQ", 1, "seqKv", keys));
  }

  private static String kvHeads(int number) {
    return number == 1 ? "1 K/V head" : number + " K/V heads";
  }

  /** Its layers on a machine. */
  List<Case> cases(NpuConfig machine) {
    return layers.stream()
        .map(layer -> new Case(id, layer.label(), layer.network(), machine))
        .toList();
  }

  /** Whether a case is a decode step with grouped queries. */
  static boolean decodesGrouped(Case on) {
    return on.sweep().equals("decode") && on.shape().kvHeads() == GROUPED;
  }
}
