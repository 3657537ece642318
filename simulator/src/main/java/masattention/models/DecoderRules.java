package masattention.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Causal decoders: plain, grouped and multi-query heads; windows and chunks in some layers; layers
 * without attention between them.
 */
final class DecoderRules {
  private DecoderRules() {}

  static void read(ConfigFields config, Reading reading) {
    Fact query = config.queryHeads();
    read(config, reading, config.heads(query, kvHeads(config, query)));
  }

  /** Every layer with these heads. */
  static void read(ConfigFields config, Reading reading, LayerGroup.Heads heads) {
    Fact layers = layers(config);
    List<String> kinds = LayerKinds.of(config, layers);
    boolean bothWays = config.flag("use_bidirectional_attention", false);
    Map<String, Long> counts = new LinkedHashMap<>();
    kinds.forEach(kind -> counts.merge(kind, 1L, Long::sum));
    boolean mixed =
        counts.containsKey(LayerKinds.SLIDING) || counts.containsKey(LayerKinds.CHUNKED);
    String alone = config.type().text("group").orElse("decoder-self");
    Map<String, Function<Fact, LayerGroup>> groups =
        Map.of(
            LayerKinds.FULL, count -> LayerGroup.decoder(mixed ? "global" : alone, count, heads),
            LayerKinds.SLIDING,
                count ->
                    LayerGroup.decoder("local", count, heads).withWindow(window(config, bothWays)),
            LayerKinds.CHUNKED,
                count -> chunked(config, LayerGroup.decoder("local-chunked", count, heads)));
    counts.forEach(
        (kind, count) -> {
          if (groups.containsKey(kind)) {
            LayerGroup group = groups.get(kind).apply(some(count, layers));
            reading.add(bothWays ? group.withoutMask() : group);
          } else {
            reading.skip("%s of %s layers: %s".formatted(count, layers.value(), kind));
          }
        });
    if (counts.keySet().stream().noneMatch(groups::containsKey)) {
      throw config.refused("no layer has attention; there is nothing to simulate.");
    }
    cross(config, reading, layers, heads);
    notes(config, reading);
  }

  private static Fact layers(ConfigFields config) {
    for (String list : List.of("layer_types", "layers_block_type")) {
      if (config.states(list) && !config.knows("num_hidden_layers")) {
        return Fact.derived(
            config.fields().texts(list).size(), "entries of " + config.fields().pathOf(list));
      }
    }
    return config.layers();
  }

  private static Fact some(long count, Fact layers) {
    return count == layers.value()
        ? layers
        : Fact.derived(
            (int) count, "%s of %s = %s".formatted(count, layers.from(), layers.value()));
  }

  private static Fact window(ConfigFields config, boolean bothWays) {
    Fact stated = config.size("sliding_window", "attention_window_size", "window_size");
    return bothWays
        ? Fact.derived(
            stated.value() / 2 * 2 + 1,
            "two-sided: 2 * (%s / 2) + 1, %s = %s"
                .formatted(stated.from(), stated.from(), stated.value()))
        : stated;
  }

  private static LayerGroup chunked(ConfigFields config, LayerGroup group) {
    return config.optional("attention_chunk_size").map(group::withChunk).orElse(group);
  }

  /** Key/value heads, where the class has its own rule. */
  private static Fact kvHeads(ConfigFields config, Fact query) {
    String rule = config.type().text("kvHeads").orElse("");
    boolean one =
        switch (rule) {
          case "multi-query" -> config.flag("multi_query", true);
          case "falcon" ->
              !config.flag("new_decoder_architecture", false) && config.flag("multi_query", true);
          default -> false;
        };
    if (one) {
      return Fact.derived(1, "multi_query");
    }
    return rule.equals("multi-query") ? ConfigFields.sameAs(query) : config.kvHeads(query);
  }

  private static void cross(
      ConfigFields config, Reading reading, Fact layers, LayerGroup.Heads heads) {
    if (config.flag("add_cross_attention", false)) {
      reading.add(LayerGroup.cross(layers, heads, Length.Given.SOURCE));
    }
  }

  static void notes(ConfigFields config, Reading reading) {
    config.type().text("warning").ifPresent(reading::warn);
    boolean capped =
        config.fields().has("attn_logit_softcapping")
            ? config.states("attn_logit_softcapping")
            : config.type().defaults().has("attn_logit_softcapping");
    if (capped) {
      reading.warn("Soft-capping adds a tanh to every score; it is not counted.");
    }
    Optional<Integer> predicting =
        config.states("num_nextn_predict_layers")
            ? Optional.of(
                config.fields().intNumber("num_nextn_predict_layers", 0, ConfigFields.MOST))
            : Optional.empty();
    predicting
        .filter(count -> count > 0)
        .ifPresent(count -> reading.skip("%s layers of multi-token prediction".formatted(count)));
    List<String> experts =
        List.of("num_local_experts", "num_experts", "n_routed_experts").stream()
            .filter(config::states)
            .collect(Collectors.toList());
    if (!experts.isEmpty()) {
      reading.skip("experts (%s)".formatted(config.fields().pathOf(experts.get(0))));
    }
  }
}
