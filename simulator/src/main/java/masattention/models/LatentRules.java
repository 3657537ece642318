package masattention.models;

/**
 * Multi-head latent attention: keys and values are expanded from one vector of {@code kv_lora_rank}
 * per token, with a rotary part that all heads share. A head is {@code qk_nope_head_dim +
 * qk_rope_head_dim} deep and {@code v_head_dim} wide; absorbed, all heads share one of {@code
 * kv_lora_rank + qk_rope_head_dim} and {@code kv_lora_rank}.
 */
final class LatentRules {
  private LatentRules() {}

  static void read(ConfigFields config, Reading reading) {
    Fact query = config.queryHeads();
    Fact rope = config.size("qk_rope_head_dim");
    LayerGroup.Heads heads;
    if (reading.question().latent() == Latent.ABSORBED) {
      Fact rank = config.size("kv_lora_rank");
      heads =
          new LayerGroup.Heads(
              query, Fact.derived(1, "absorbed: one head for all"), sum(rank, rope), rank);
    } else {
      Fact value =
          config.optional("v_head_dim").orElseGet(() -> config.share(config.width(), query));
      heads =
          new LayerGroup.Heads(
              query, ConfigFields.sameAs(query), sum(config.size("qk_nope_head_dim"), rope), value);
    }
    DecoderRules.read(config, reading, heads);
  }

  private static Fact sum(Fact one, Fact other) {
    return Fact.derived(
        one.value() + other.value(),
        "%s + %s = %s + %s".formatted(one.from(), other.from(), one.value(), other.value()));
  }
}
