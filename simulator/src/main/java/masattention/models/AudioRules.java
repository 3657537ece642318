package masattention.models;

/** Encoders of sound with a fixed number of positions, as Whisper's. */
final class AudioRules {
  private AudioRules() {}

  static void read(ConfigFields config, Reading reading) {
    Fact query = config.size("encoder_attention_heads", "num_attention_heads");
    Fact dim = config.share(config.width(), query);
    reading.add(
        LayerGroup.encoder(
            "audio",
            Tower.AUDIO,
            config.size("encoder_layers", "num_hidden_layers"),
            new LayerGroup.Heads(query, ConfigFields.sameAs(query), dim, dim),
            new Length.Fixed(config.size("max_source_positions"))));
  }
}
